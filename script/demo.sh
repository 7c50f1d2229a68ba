# SPDX-License-Identifier: Apache-2.0
# The running part of script/demo: keys, an inspector, the service, simulated workers. Sourced by script/demo, which sets
# DWBOT (the program), port, data and workers.

CONFIG=$ROOT/docs/examples/demo.json
SERVE_PID=
SIMULATE_PID=

# docs/examples/demo.json reads these.
demo_environment() {
  export DWBOT_DATA=$data DWBOT_PORT=$port DWBOT_INTERNAL_PORT=$((port + 1)) DWBOT_STANDIN_PORT=$((port + 2))
}

port_is_free() { ! (exec 8<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

# What a first start needs and later ones find: the server's keys, the office's, an administrator (inbox and surveys) with a token.
prepare_demo_data() {
  local who
  umask 077
  mkdir -p "$data"
  if [[ ! -f $data/office/office.pub ]]; then step "Office key" "$DWBOT" keys office --out "$data/office"; fi
  if [[ ! -d $data/keys ]]; then step "Server keys" "$DWBOT" keys init --config "$CONFIG"; fi
  if ((workers > 0)) && [[ ! -s $data/colleagues.txt ]]; then
    for who in "Sina:officer" "Tavita:supervisor"; do
      "$DWBOT" user add "${who%%:*}" --role "${who##*:}" --api-token --config "$CONFIG"
    done | sed -n 's/.*API token: *\([^ ]*\).*/\1/p' >"$data/colleagues.new"
    mv "$data/colleagues.new" "$data/colleagues.txt"
  fi
  if [[ ! -s $data/officer.txt ]]; then
    "$DWBOT" user add demo --role administrator --api-token --config "$CONFIG" >"$data/officer.new"
    mv "$data/officer.new" "$data/officer.txt"
    step "Workplaces" "$DWBOT" site import --yes "$ROOT/docs/examples/sites.csv" --config "$CONFIG"
  fi
}
# The first login of the demo's officer, by a one-time link as everybody's, with the office key of the demo folder. $1: seconds by which
# the service's clock stands back.
prepare_demo_officer() {
  local link
  [[ ! -f $data/officer.ready ]] || return 0
  link=$("$DWBOT" user passwd demo --config "$CONFIG" | sed -n 's|.*/setup#\([A-Za-z0-9_-]*\).*|\1|p')
  node "$ROOT/web/app/demo_officer.mjs" "http://127.0.0.1:$port" "$link" "$data/office/office.key" "${1:-0}" >"$data/officer.log" 2>&1 ||
    fail "the demo's officer could not be set up; $data/officer.log says why"
  touch "$data/officer.ready"
}
# What a Monday's inbox holds from the weeks before: the same service, its clock standing on two mornings there (21:00 UTC is 10:00
# in Apia), simulated workers, and two officers who work by the API. On the first start only.
prepare_demo_history() {
  local part began officer
  [[ ! -f $data/officer.ready ]] && ((workers > 0)) || return 0
  for part in earlier:16 later:8; do
    began=$(date -u -d "${part##*:} days ago" +%Y-%m-%dT21:00:00Z)
    start_demo_service --clock "$began"
    start_demo_workers 14 --rate 100 --seed "${part##*:}"
    prepare_demo_officer $(($(date +%s) - $(date -d "$began" +%s))) &
    officer=$!
    node "$ROOT/web/app/demo_desk.mjs" "http://127.0.0.1:$port" "$data/colleagues.txt" "${part%%:*}" >>"$data/history.log" 2>&1 ||
      say "The demo's history is not whole; $data/history.log says why."
    wait "$officer" || exit 1
    stop_demo_programs
  done
}
demo_token() { sed -n 's/.*API token: *\([^ ]*\).*/\1/p' "$data/officer.txt" | head -n 1; }

# SIGTERM: the service answers what is in flight, then ends.
stop_demo_programs() {
  local pid
  for pid in $SIMULATE_PID $SERVE_PID; do kill -TERM "$pid" 2>/dev/null || true; done
  for pid in $SIMULATE_PID $SERVE_PID; do wait "$pid" 2>/dev/null || true; done
  SIMULATE_PID= SERVE_PID=
}
stop_demo() {
  trap - INT TERM EXIT
  stop_demo_programs
  say ""
  say "Stopped. The data stays in ${data#"$ROOT"/}; script/demo goes on with it."
}

wait_until_ready() {
  local deadline=$((SECONDS + 60))
  until page "http://127.0.0.1:$DWBOT_INTERNAL_PORT/readyz" >/dev/null; do
    if ! kill -0 "$SERVE_PID" 2>/dev/null || ((SECONDS > deadline)); then
      tail -n 30 "$data/dwbot.log"
      fail "the service did not start; its log is $data/dwbot.log"
    fi
    sleep 0.1
  done
}

# Groups of their own: Ctrl-C reaches this script first, which ends them in order.
start_demo_service() {
  set -m
  "$DWBOT" serve --config "$CONFIG" "$@" >>"$data/dwbot.log" 2>&1 </dev/null &
  SERVE_PID=$!
  set +m
  wait_until_ready
}
start_demo_workers() {
  local count=$1
  shift
  set -m
  "$DWBOT" simulate --config "$CONFIG" --workers "$count" "$@" >>"$data/simulate.log" 2>&1 </dev/null &
  SIMULATE_PID=$!
  set +m
}

run_demo() {
  local p
  demo_environment
  for p in "$port" "$DWBOT_INTERNAL_PORT" "$DWBOT_STANDIN_PORT"; do
    port_is_free "$p" || fail "port $p is in use; choose another with --port (it and the next two are needed)"
  done
  prepare_demo_data
  trap 'stop_demo; exit 0' INT TERM
  trap stop_demo EXIT
  prepare_demo_history
  start_demo_service
  prepare_demo_officer
  if ((workers > 0)); then start_demo_workers "$workers"; fi
  print_demo
  # Until Ctrl-C, or until the service ends by itself.
  wait "$SERVE_PID" || true
  tail -n 20 "$data/dwbot.log"
  fail "the service ended; its log is $data/dwbot.log"
}

print_demo() {
  local token url=http://localhost:$port
  token=$(demo_token)
  cat <<END

DecentWork Bot runs ($(elapsed) after the start of this script).

  Start here           $url/
  A worker's phone     $url/chat/web
  The inspector        $url/login#demo   (account demo; one click, its password is no secret)
                       API token: $token
  Tickets              $url/api/v1/tickets
                       with the header  Authorization: Bearer $token
  The API              $url/api/openapi.json
  Health, metrics      http://localhost:$DWBOT_INTERNAL_PORT/readyz  /metrics
  Logs                 ${data#"$ROOT"/}/dwbot.log  simulate.log

$workers simulated workers write over every channel (the providers are stand-ins on this machine). Ctrl-C stops everything.
END
}
