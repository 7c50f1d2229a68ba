#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# rules.sh RULE [FOLDER]: one rule on the sources under FOLDER; prints each breach and exits 1 if there is any.
# rules.sh --list names the rules; rules.sh --self-test shows that each rule finds what it forbids.
set -euo pipefail
SELF=$(realpath "${BASH_SOURCE[0]}")
LAYERS=(core locales dialogs channels authoring privacy store vault ecms web bot)

# sources PATTERN...: tracked-looking files below the current folder, without what is built or fetched.
sources() {
  local names=() pattern
  for pattern in "$@"; do names+=(-o -name "$pattern"); done
  find . \( -name build -o -name node_modules -o -name .git -o -name dist -o -name demo-data \) -prune -o \
    -type f \( "${names[@]:1}" \) -print | sed 's|^\./||' | sort
}
scripts() { { find .ci script tests -maxdepth 2 -name node_modules -prune -o -type f -print 2>/dev/null || true; } | { grep -vE '\.(txt|md|json|cpp|h|mjs|cmake)$|CMakeLists' || true; } | sort; }
in_files() { xargs -r -d '\n' grep -nE "$1" -- /dev/null || true; }

no_parent_include() { sources '*.cpp' '*.h' | in_files '#[[:space:]]*include[[:space:]]*["<]\.\./'; }

# /root/item is where XForms keep the choices of a list, not a folder.
machine_path() {
  { sources '*.cpp' '*.h' '*.mjs' '*.ts' '*.tsx' '*.cmake' CMakeLists.txt '*.json' '*.md' '*.lua'; scripts; } |
    grep -v 'package-lock.json' | in_files '(^|[^A-Za-z0-9_.~)-])/(work|home/[a-z]+|root|Users)/[A-Za-z.]' | { grep -v '/root/item' || true; }
}

file_length() {
  local file lines
  sources '*.cpp' '*.h' '*.mjs' '*.ts' '*.tsx' '*.sh' | while IFS= read -r file; do
    lines=$(wc -l <"$file")
    if ((lines > 500)); then printf '%s:%d: over 500 lines; split it\n' "$file" "$lines"; fi
  done
}

spdx_line() {
  local file
  { sources '*.cpp' '*.h' '*.mjs' '*.ts' '*.tsx' '*.cmake' '*.lua' CMakeLists.txt; scripts; } | sort -u | while IFS= read -r file; do
    if ! head -n 3 "$file" | grep -q 'SPDX-License-Identifier: Apache-2.0'; then printf '%s:1: no SPDX line\n' "$file"; fi
  done
}

json_in_header() { sources '*.h' | in_files '#[[:space:]]*include[[:space:]]*<nlohmann/json\.hpp>'; }

# A test file that no CMakeLists.txt names is a test that never runs.
orphan_test() {
  local file
  sources '*_test.cpp' | grep '^tests/' | while IFS= read -r file; do
    if ! grep -rqF --include=CMakeLists.txt "${file##*/}" tests; then printf '%s:1: not listed in a CMakeLists.txt\n' "$file"; fi
  done
}

# Each story of the threat model names the test that holds it: `bot_tests Thief.*`, `Silence.*`. It must be there.
threat_model_test() {
  local name suite test
  { grep -oE '`([a-z]+_tests )?[A-Z][A-Za-z]*(\.[A-Za-z*]+|\*)`' docs/threat-model.md 2>/dev/null || true; } | tr -d '`' |
    sed 's/^[a-z]*_tests //' | sort -u | while IFS= read -r name; do
    suite=${name%%.*} test=${name#*.}
    if [[ $name != *.* ]]; then test='*'; fi
    if ! grep -rqE --include='*.cpp' "TEST(_F|_P)?\(${suite//\*/[A-Za-z]*}, ${test//\*/[A-Za-z]*}" tests; then
      printf 'docs/threat-model.md:1: there is no test %s\n' "$name"
    fi
  done
}

# A Beast file costs 12 s at -O0 and 85 s under asan: at most six .cpp files include Asio or Beast, directly or by a header.
beast_files() {
  local pattern='#[[:space:]]*include[[:space:]]*<boost/(asio|beast)' headers files
  headers=$(sources '*.h' | xargs -r -d '\n' grep -lE "$pattern" -- /dev/null || true)
  files=$(sources '*.cpp' | grep -v '^bench/' | xargs -r -d '\n' grep -lE "$pattern" -- /dev/null || true)
  if [[ -n $headers ]]; then
    files+=$'\n'$(sources '*.cpp' | xargs -r -d '\n' grep -lFf <(sed 's/.*/"&"/' <<<"$headers") -- /dev/null || true)
  fi
  files=$(sed '/^$/d' <<<"$files" | sort -u)
  if (($(grep -c . <<<"$files") > 6)); then
    printf '%s: includes Boost.Asio or Beast, and there are more than six such files\n' $files
  fi
}

# Threads are made in bot/ only (docs/architecture.md lists them by name).
thread_outside_bot() {
  sources '*.cpp' '*.h' | grep -E "^($(IFS='|'; printf '%s' "${LAYERS[*]}"))/" | grep -v '^bot/' |
    in_files 'std::(jthread|async)\b|std::thread\b[^:]|pthread_create'
}

unfinished_mark() {
  { sources '*.cpp' '*.h' '*.mjs' '*.ts' '*.tsx' '*.cmake' CMakeLists.txt; scripts; } | grep -v '^tests/lint/' |
    in_files '\b(TODO|FIXME|XXX|HACK)\b'
}

disabled_test() { sources '*_test.cpp' '*.mjs' | in_files '(TEST(_[FP])?\([^)]*DISABLED_|GTEST_SKIP|\b(test|it|describe)\.(skip|only|todo)\b)'; }

RULES=(no_parent_include machine_path file_length spdx_line json_in_header orphan_test beast_files thread_outside_bot
  unfinished_mark disabled_test threat_model_test)

run_rule() {
  local breaches
  cd "$2"
  breaches=$("$1")
  if [[ -n $breaches ]]; then
    printf '%s\n' "$breaches"
    printf 'rule %s: %d breaches\n' "$1" "$(wc -l <<<"$breaches")"
    return 1
  fi
}

# Each rule passes on a clean tree and fails on the same tree with one breach in it.
self_test() {
  local rule spdx='// SPDX-License-Identifier: Apache-2.0'
  tree=$(mktemp -d)
  trap 'rm -rf "${tree:-}"' EXIT
  mkdir -p "$tree"/{core,bot,tests/core,script}
  printf '%s\n#include "core/a.h"\n' "$spdx" >"$tree/core/a.cpp"
  printf '%s\n#pragma once\n' "$spdx" >"$tree/core/a.h"
  printf '%s\nTEST(A, Works) {}\n' "$spdx" >"$tree/tests/core/a_test.cpp"
  printf '# SPDX-License-Identifier: Apache-2.0\nmodule_test(NAME core SOURCES a_test.cpp DEPS core)\n' >"$tree/tests/core/CMakeLists.txt"
  for rule in "${RULES[@]}"; do
    if ! bash "$SELF" "$rule" "$tree"; then printf 'self-test: %s fails on a clean tree\n' "$rule"; exit 1; fi
    breach_"$rule" "$tree"
    if bash "$SELF" "$rule" "$tree" >/dev/null; then printf 'self-test: %s does not find its breach\n' "$rule"; exit 1; fi
    find "$tree" -name 'breach*' -delete
  done
  printf 'self-test: %d rules find what they forbid\n' "${#RULES[@]}"
}
# Marks are put together from halves, so that the rules do not find them here.
breach_no_parent_include() { printf '#include ".%s"\n' './core/a.h' >"$1/core/breach.cpp"; }
breach_machine_path() { printf 'const char* k = "/%s/main/x";\n' work >"$1/core/breach.cpp"; }
breach_file_length() { seq 501 >"$1/core/breach.cpp"; }
breach_spdx_line() { printf 'int x;\n' >"$1/core/breach.cpp"; }
breach_json_in_header() { printf '#include <nlohmann/%s>\n' json.hpp >"$1/core/breach.h"; }
breach_orphan_test() { printf 'int x;\n' >"$1/tests/core/breach_test.cpp"; }
breach_threat_model_test() { mkdir -p "$1/docs"; printf '`core_tests Nobody.HoldsThis`\n' >"$1/docs/threat-model.md"; }
breach_beast_files() {
  local i
  printf '#include <boost/%s>\n' asio.hpp >"$1/bot/breach.h"
  for i in 1 2 3 4 5 6 7; do printf '#include "bot/breach.h"\n' >"$1/bot/breach$i.cpp"; done
}
breach_thread_outside_bot() { printf 'std::%s t([] {});\n' thread >"$1/core/breach.cpp"; }
breach_unfinished_mark() { printf '// %s: later\n' TO""DO >"$1/core/breach.cpp"; }
breach_disabled_test() { printf 'TEST(A, %s_Works) {}\n' DISABLED >"$1/tests/core/breach_test.cpp"; }

case ${1:-} in
  --list) printf '%s\n' "${RULES[@]}" ;;
  --self-test) self_test ;;
  *)
    if [[ " ${RULES[*]} " != *" ${1:-none} "* ]]; then printf 'unknown rule; one of: %s\n' "${RULES[*]}"; exit 2; fi
    run_rule "$1" "${2:-$(dirname "$SELF")/../..}"
    ;;
esac
