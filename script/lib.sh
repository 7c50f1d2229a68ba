# SPDX-License-Identifier: Apache-2.0
# Shared by everything in script/ and .ci/. Sourced, never run. Debian 12, bash; no network but apt and npm.
set -euo pipefail

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
LOGS=$ROOT/build/logs
STARTED=$SECONDS
STAGES=()            # "seconds title", in order: PrintStages
STEP_PID=
# Where ccache is there: an object made in one build folder or clone serves the others.
export CCACHE_BASEDIR=$ROOT CCACHE_NOHASHDIR=1

say() { printf '%s\n' "$*"; }
fail() { printf 'error: %s\n' "$*" >&2; exit 1; }
elapsed() { printf '%d:%02d' $(((SECONDS - STARTED) / 60)) $(((SECONDS - STARTED) % 60)); }

# Prints the comment block at the top of a script: its --help.
print_help() { sed -n '3,/^[^#]/{s/^# \{0,1\}//p}' "$1"; }

# The command of a step runs in the background, in a process group of its own: the clock can be shown meanwhile, and
# Ctrl-C ends all of it.
stop_step() {
  if [[ -n $STEP_PID ]]; then
    kill -TERM -- "-$STEP_PID" 2>/dev/null || true
    wait "$STEP_PID" 2>/dev/null || true
    STEP_PID=
  fi
}
trap 'stop_step; exit 130' INT TERM

# step TITLE COMMAND...: runs COMMAND with its output in build/logs/, shows the clock and the last line of the output (so
# ninja's counter), and on failure the end of the log. Long steps are never silent for more than 15 s.
step() {
  local title=$1 log began=$SECONDS status=0 shown=0 last
  shift
  mkdir -p "$LOGS"
  log=$LOGS/$(printf '%.60s' "$title" | tr -cs 'A-Za-z0-9' '-').log
  printf '[%s] %s\n' "$(elapsed)" "$title"
  set -m
  "$@" >"$log" 2>&1 </dev/null &
  STEP_PID=$!
  set +m
  while kill -0 "$STEP_PID" 2>/dev/null; do
    sleep 0.2
    if [[ -t 1 ]] && ((SECONDS > began)); then
      last=$(tail -c 400 "$log" | tr '\r' '\n' | tail -n 1 | cut -c1-90)
      printf '\r\033[K    %d s  %s' $((SECONDS - began)) "$last"
    elif [[ ! -t 1 ]] && ((SECONDS - began >= shown + 15)); then
      shown=$((SECONDS - began))
      last=$(tail -c 400 "$log" | tr '\r' '\n' | tail -n 1 | cut -c1-110)
      printf '    %d s  %s\n' "$shown" "$last"
    fi
  done
  [[ -t 1 ]] && printf '\r\033[K'
  wait "$STEP_PID" || status=$?
  STEP_PID=
  STAGES+=("$((SECONDS - began)) $title")
  if ((status != 0)); then
    say "--- the end of ${log#"$ROOT"/}:"
    tail -n "${STEP_TAIL:-60}" "$log"
    say "--- failed after $((SECONDS - began)) s: $title"
    return "$status"
  fi
}

# shown_step TITLE COMMAND...: as step, but the output goes straight to the terminal (test runners show their own progress).
shown_step() {
  local title=$1 began=$SECONDS status=0
  shift
  printf '[%s] %s\n' "$(elapsed)" "$title"
  set -m
  "$@" </dev/null &
  STEP_PID=$!
  set +m
  wait "$STEP_PID" || status=$?
  STEP_PID=
  STAGES+=("$((SECONDS - began)) $title")
  return "$status"
}

# Of hundreds of tests that pass, only the end-to-end ones keep a line; what fails is shown whole.
only_what_matters() {
  awk '/^ *Start +[0-9]+:/ {next} / Passed +[0-9.]+ sec$/ && !/: e2e\./ {next} {gsub(/\.\.\.\.+/, "..."); print; fflush()}'
}

print_stages() {
  local stage
  say "Time of each stage:"
  for stage in "${STAGES[@]}"; do printf '  %5d s  %s\n' "${stage%% *}" "${stage#* }"; done
  printf '  %5d s  in all\n' $((SECONDS - STARTED))
}

# --- packages ---------------------------------------------------------------------------------------------------------

as_root() {
  if ((EUID == 0)); then "$@"; else sudo "$@"; fi
}
need_root_or_sudo() {
  ((EUID == 0)) || command -v sudo >/dev/null ||
    fail "installing packages needs root: run this as root, or install sudo. Missing: $*"
  if ((EUID != 0)); then sudo -v; fi  # asks for the password now: a step has no terminal
}

# The lines of package lists as "name<TAB>reason", without those whose `?command` is there.
wanted_packages() {
  local list line name command
  for list in "$@"; do
    while IFS= read -r line; do
      [[ $line =~ ^[a-z0-9] ]] || continue
      name=${line%%[ $'\t']*}
      command=${name#*\?}
      [[ $name == *\?* ]] && command -v "$command" >/dev/null && continue
      printf '%s\t%s\n' "${name%%\?*}" "${line#*# }"
    done <"$ROOT/script/packages/$list.txt"
  done | sort -u -t$'\t' -k1,1
}
installed() { [[ $(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null) == installed ]]; }

# missing_packages LIST...: what of these lists is not installed, as "name<TAB>reason".
missing_packages() {
  local name reason
  while IFS=$'\t' read -r name reason; do
    installed "$name" || printf '%s\t%s\n' "$name" "$reason"
  done < <(wanted_packages "$@")
}

apt_install() {
  local options=(-y --no-install-recommends -o DPkg::Lock::Timeout=300 -o Dpkg::Use-Pty=0)
  as_root env DEBIAN_FRONTEND=noninteractive apt-get update -o DPkg::Lock::Timeout=300
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install "${options[@]}" "$@"
}

# install_packages TITLE LIST...: installs what is missing, or says that nothing is.
install_packages() {
  local title=$1 names
  shift
  mapfile -t names < <(missing_packages "$@" | cut -f1)
  install_names "$title" "${names[@]}"
}
# install_named TITLE LIST NAME...: only these of a list.
install_named() {
  local title=$1 list=$2 names
  shift 2
  mapfile -t names < <(missing_packages "$list" | cut -f1 | grep -Fx -f <(printf '%s\n' "$@") || true)
  install_names "$title" "${names[@]}"
}
install_names() {
  local title=$1
  shift
  if (($# == 0)); then
    say "[$(elapsed)] $title: nothing to install"
    return
  fi
  command -v apt-get >/dev/null || fail "apt-get is missing: this needs Debian 12. Missing: $*"
  need_root_or_sudo "$@"
  step "$title: $# packages from Debian" apt_install "$@"
}

# --- building ---------------------------------------------------------------------------------------------------------

jobs_count() { printf '%s' "${JOBS:-$(nproc)}"; }

# configure PRESET [-D...]: cmake, with ccache where it is there.
configure() {
  local preset=$1
  shift
  local launcher=()
  if command -v ccache >/dev/null; then launcher=(-DCMAKE_CXX_COMPILER_LAUNCHER=ccache); fi
  step "Configure $preset" cmake -S "$ROOT" --preset "$preset" "${launcher[@]}" "$@"
}
# build PRESET [TARGET...]
build() {
  local preset=$1
  shift
  NINJA_STATUS='[%f/%t] ' step "Build $preset${*:+: $*}" ninja -C "$ROOT/build/$preset" -j "$(jobs_count)" "$@"
}

# npm_install FOLDER: `npm ci`, only when the lock file changed since the last time.
npm_install() {
  local folder=$1 stamp=$1/node_modules/.installed-lock
  if [[ -f $stamp ]] && cmp -s "$folder/package-lock.json" "$stamp"; then return; fi
  step "npm ci in ${folder#"$ROOT"/}" npm ci --prefix "$folder" --no-audit --no-fund --loglevel=warn
  cp "$folder/package-lock.json" "$stamp"
}

# --- asking a running service -----------------------------------------------------------------------------------------

# page URL [TOKEN]: GET through bash alone (neither curl nor wget is sure to be there); prints the answer's headers and
# body, true if its status is 200.
page() {
  local hostport=${1#http://} path line
  path=/${hostport#*/}
  hostport=${hostport%%/*}
  { exec 9<>"/dev/tcp/${hostport%:*}/${hostport#*:}"; } 2>/dev/null || return 1
  printf 'GET %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n%s\r\n' "$path" "$hostport" \
    "${2:+Authorization: Bearer $2$'\r\n'}" >&9
  IFS= read -r -t 10 line <&9 || { exec 9>&-; return 1; }
  timeout 10 cat <&9 || true
  exec 9>&-
  [[ $line == *' 200 '* ]]
}
