# SPDX-License-Identifier: Apache-2.0
# The running part of script/demo: keys, an inspector, the service, simulated workers. Sourced by script/demo, which sets
# DWBOT (the program), port, data and workers.

CONFIG=$ROOT/docs/examples/demo.json
PROGRAMS=()  # process ids, the newest first

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
    step "Workplaces" "$DWBOT" site import --yes "$ROOT/docs/examples/sites.csv" --config "$CONFIG"
    "$DWBOT" user add demo --role administrator --api-token --config "$CONFIG" >"$data/officer.new"
    mv "$data/officer.new" "$data/officer.txt"
  fi
}
# The first login of the demo's officer, by a one-time link as everybody's, with the office key of the demo folder.
prepare_demo_officer() {
  local link
  [[ ! -f $data/officer.ready ]] || return 0
  link=$("$DWBOT" user passwd demo --config "$CONFIG" | sed -n 's|.*/setup#\([A-Za-z0-9_-]*\).*|\1|p')
  node "$ROOT/web/app/demo_officer.mjs" "http://127.0.0.1:$port" "$link" "$data/office/office.key" >"$data/officer.log" 2>&1 ||
    fail "the demo's officer could not be set up; $data/officer.log says why"
  touch "$data/officer.ready"
}
# What a Monday's inbox holds of the weeks before: the same service with its clock on a morning of each (21:00 UTC is 10:00 in Apia),
# simulated workers, and two colleagues who work by the API. Before the first start alone: time goes on from what was stored.
prepare_demo_history() {
  local weeks
  [[ ! -e $data/dwbot.log ]] && ((workers > 0)) || return 0
  say "[$(elapsed)] Two weeks of history for the demo's office"
  for weeks in 2 1; do
    start_demo_service --clock "$(date -u -d "last monday -$weeks weeks" +%Y-%m-%dT21:00:00Z)"
    start_demo_workers 14 --rate 100 --seed "$weeks"
    start_program history.log node "$ROOT/web/app/demo_desk.mjs" "http://127.0.0.1:$port" "$data/colleagues.txt" "$weeks"
    wait "${PROGRAMS[0]}" || say "The history is not whole; $data/history.log says why. The demo goes on without the rest."
    stop_programs
  done
}
demo_token() { sed -n 's/.*API token: *\([^ ]*\).*/\1/p' "$data/officer.txt" | head -n 1; }

# start_program LOG COMMAND...: in a process group of its own, so that Ctrl-C reaches this script first, which ends them in order.
start_program() {
  local log=$data/$1
  shift
  set -m
  "$@" >>"$log" 2>&1 </dev/null &
  PROGRAMS=($! "${PROGRAMS[@]}")
  set +m
}
# SIGTERM: the service answers what is in flight, then ends.
stop_programs() {
  local pid
  for pid in "${PROGRAMS[@]}"; do kill -TERM "$pid" 2>/dev/null || true; done
  for pid in "${PROGRAMS[@]}"; do wait "$pid" 2>/dev/null || true; done
  PROGRAMS=()
}
stop_demo() {
  trap - INT TERM EXIT
  stop_programs
  say ""
  say "Stopped. The data stays in ${data#"$ROOT"/}; script/demo goes on with it."
}

start_demo_service() {
  start_program dwbot.log "$DWBOT" serve --config "$CONFIG" "$@"
  wait_until_ready "${PROGRAMS[0]}"
}
start_demo_workers() {
  local count=$1
  shift
  start_program simulate.log "$DWBOT" simulate --config "$CONFIG" --workers "$count" "$@"
}
wait_until_ready() {
  local service=$1 deadline=$((SECONDS + 60))
  until page "http://127.0.0.1:$DWBOT_INTERNAL_PORT/readyz" >/dev/null; do
    if ! kill -0 "$service" 2>/dev/null || ((SECONDS > deadline)); then
      tail -n 30 "$data/dwbot.log"
      fail "the service did not start; its log is $data/dwbot.log"
    fi
    sleep 0.1
  done
}

run_demo() {
  local p service
  demo_environment
  for p in "$port" "$DWBOT_INTERNAL_PORT" "$DWBOT_STANDIN_PORT"; do
    port_is_free "$p" || fail "port $p is in use; choose another with --port (it and the next two are needed)"
  done
  prepare_demo_data
  trap 'stop_demo; exit 0' INT TERM
  trap stop_demo EXIT
  prepare_demo_history
  start_demo_service
  service=${PROGRAMS[0]}
  prepare_demo_officer
  if ((workers > 0)); then start_demo_workers "$workers"; fi
  print_demo
  # Until Ctrl-C, or until the service ends by itself.
  wait "$service" || true
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
