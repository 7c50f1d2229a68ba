# SPDX-License-Identifier: Apache-2.0
# script/test --bare: both scripts in a clean Debian 12 root, as a newcomer would type them. Sourced by script/test.

BARE=
BARE_DEMO=
BARE_PORT=18080

# Where this machine's apt gets Debian 12: "URL suite components", one a line.
debian_sources() {
  # shellcheck disable=SC2016  # apt expands these
  apt-get indextargets --format '$(REPO_URI) $(RELEASE) $(COMPONENT) $(ORIGIN)' 'Created-By: Packages' 2>/dev/null |
    awk '$4 == "Debian" && $2 ~ /^(bookworm|oldstable|stable)/ {print $1, $2, $3}' | sort -u
}

in_bare() { chroot "$BARE" env -i "${BARE_ENV[@]}" bash -c "cd /dwbot && $1"; }

# Ends what runs in the root, and only that: its processes have it as their root directory.
end_bare_processes() {
  local signal=$1 link
  for link in /proc/[0-9]*/root; do
    if [[ $(readlink "$link" 2>/dev/null) == "$BARE" ]]; then
      link=${link#/proc/}
      kill "-$signal" "${link%/root}" 2>/dev/null || true
    fi
  done
}
remove_bare() {
  [[ -n $BARE && -d $BARE ]] || return 0
  end_bare_processes TERM
  sleep 2
  end_bare_processes KILL
  local mount
  for mount in dev/pts dev sys proc; do
    if mountpoint -q "$BARE/$mount"; then umount -l "$BARE/$mount"; fi
  done
  if [[ -n $BARE_KEEP ]]; then
    say "Kept: $BARE"
  elif ! mountpoint -q "$BARE/proc" && ! mountpoint -q "$BARE/dev"; then
    rm -rf --one-file-system "$BARE"
  fi
  BARE=
}

make_bare_root() {
  local mirror=$1 sources
  sources=$(debian_sources)
  if [[ -z $mirror ]]; then mirror=$(awk '$2 == "bookworm" {print $1; exit}' <<<"$sources"); fi
  [[ -n $mirror ]] || fail "cannot read Debian's mirror from this machine's apt; run 'apt-get update' or give --mirror URL"
  step "Clean Debian 12 root (debootstrap)" debootstrap --variant=minbase --include=git,ca-certificates bookworm "$BARE" "$mirror"
  copy_host_network_settings "$mirror" "$sources"
  mount -t proc proc "$BARE/proc"
  mount -t sysfs sys "$BARE/sys"
  mount --bind /dev "$BARE/dev"
  mount -t devpts devpts "$BARE/dev/pts" 2>/dev/null || true
}

# The root must reach the registries as this machine does: apt's settings, name resolution, certificates, npm's settings.
copy_host_network_settings() {
  local mirror=$1 sources=$2 file
  cp /etc/apt/apt.conf.d/* "$BARE/etc/apt/apt.conf.d/"
  rm -f "$BARE"/etc/apt/apt.conf.d/*docker* "$BARE"/etc/apt/apt.conf.d/*packagekit* "$BARE"/etc/apt/apt.conf.d/*appstream*
  if [[ -n $sources ]]; then
    awk '{print "deb " $1 " " $2 " " $3}' <<<"$sources" >"$BARE/etc/apt/sources.list"
  else
    printf 'deb %s bookworm main\n' "$mirror" >"$BARE/etc/apt/sources.list"
  fi
  cp -L /etc/resolv.conf /etc/hosts "$BARE/etc/" 2>/dev/null || true
  cp -L /etc/ssl/certs/ca-certificates.crt "$BARE/etc/ssl/certs/ca-certificates.crt" 2>/dev/null || true
  if compgen -G '/usr/local/share/ca-certificates/*.crt' >/dev/null; then
    cp /usr/local/share/ca-certificates/*.crt "$BARE/usr/local/share/ca-certificates/"
  fi
  for file in /etc/npmrc /usr/etc/npmrc "$HOME/.npmrc"; do
    if [[ -f $file ]]; then grep -v '^nodedir' "$file" >>"$BARE/root/.npmrc" || true; fi
  done
  BARE_ENV=(HOME=/root PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 TERM=dumb
    NODE_EXTRA_CA_CERTS=/etc/ssl/certs/ca-certificates.crt)
  local name
  for name in http_proxy https_proxy no_proxy HTTP_PROXY HTTPS_PROXY NO_PROXY KILLS CI JOBS; do
    if [[ -n ${!name:-} ]]; then BARE_ENV+=("$name=${!name}"); fi
  done
}

# The demo counts as running when its page answers and a ticket has come in from a simulated worker.
wait_for_bare_demo() {
  local url=http://localhost:$BARE_PORT token deadline=$((SECONDS + 3600)) log=$LOGS/bare-demo.log
  until page "$url/" >/dev/null; do
    kill -0 "$BARE_DEMO" 2>/dev/null || { tail -n 60 "$log"; fail "script/demo ended in the clean root"; }
    ((SECONDS < deadline)) || { tail -n 60 "$log"; fail "script/demo did not answer within an hour"; }
    sleep 1
  done
  until token=$(sed -n 's/.*API token: *\([^ ]*\).*/\1/p' "$log" | tail -n 1) && [[ -n $token ]] &&
    page "$url/api/v1/tickets" "$token" | grep -q '"topic"'; do
    ((SECONDS < deadline)) || { tail -n 60 "$log"; fail "no ticket came in"; }
    sleep 1
  done
}
start_bare_demo() {
  set -m
  in_bare "exec script/demo --port $BARE_PORT" >"$LOGS/bare-demo.log" 2>&1 </dev/null &
  BARE_DEMO=$!
  set +m
}

run_bare() {
  ((EUID == 0)) || fail "--bare needs root: it makes and enters a root directory of its own"
  BARE_KEEP=$2
  install_named "What --bare needs" dev debootstrap debian-archive-keyring
  BARE=$(mktemp -d "${TMPDIR:-/tmp}/dwbot-bare.XXXXXX")
  chmod 755 "$BARE"  # apt fetches as a user of its own
  trap remove_bare EXIT
  make_bare_root "$1"
  git clone --quiet --no-hardlinks "$ROOT" "$BARE/dwbot"
  if [[ -d $ROOT/../shared ]]; then cp -r "$ROOT/../shared" "$BARE/shared"; fi
  say "[$(elapsed)] HEAD is $(git -C "$ROOT" rev-parse --short HEAD); output of both scripts: build/logs/bare-*.log"

  local began=$SECONDS demo_seconds again_seconds test_seconds
  start_bare_demo
  step "script/demo in the clean root, until a ticket is there" wait_for_bare_demo
  demo_seconds=$((SECONDS - began))
  end_bare_demo

  began=$SECONDS
  start_bare_demo
  step "script/demo, a second start" wait_for_bare_demo
  again_seconds=$((SECONDS - began))
  end_bare_demo

  began=$SECONDS
  local status=0
  step "script/test in the clean root" in_bare "script/test" || status=$?
  test_seconds=$((SECONDS - began))
  tail -n 25 "$LOGS/script-test-in-the-clean-root.log"
  say "On a bare Debian 12: script/demo $demo_seconds s until the first ticket, $again_seconds s on a second start;" \
    "script/test $test_seconds s"
  print_stages
  return "$status"
}

# script/demo must leave nothing behind. SIGTERM, not Ctrl-C's SIGINT: what was started in the background may ignore that.
end_bare_demo() {
  kill -TERM -- "-$BARE_DEMO" 2>/dev/null || true
  wait "$BARE_DEMO" 2>/dev/null || true
  # The shell that began the group dies of the signal at once; script/demo, in the same group, ends the service first.
  local deadline=$((SECONDS + 30))
  while kill -0 -- "-$BARE_DEMO" 2>/dev/null && ((SECONDS < deadline)); do sleep 0.1; done
  if page "http://localhost:$BARE_PORT/" >/dev/null; then fail "script/demo left its service running"; fi
}
