#!/usr/bin/env bash
# Installs what the tests need from Debian's packages, builds, runs every test, and ends with one line: N passed, N failed[, N skipped].
# The exit status is 0 only when every test passed and every test project reported.
set -u
cd "$(dirname "$0")" || exit 1
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1
results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT
fault=0

say() { printf '\n== %s\n' "$1"; }

install_missing() {
  local missing=() pair
  for pair in aiosmtpd:python3-aiosmtpd sipp:sip-tester baresip:baresip-core ip:iproute2 unshare:util-linux chromium:chromium chromedriver:chromium-driver firefox-esr:firefox-esr; do
    command -v "${pair%%:*}" >/dev/null 2>&1 || [ -x "/usr/sbin/${pair%%:*}" ] || missing+=("${pair##*:}")
  done
  # The server's programs are on no path.
  compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || command -v initdb >/dev/null 2>&1 || missing+=(postgresql)
  [ ${#missing[@]} -eq 0 ] && return 0
  if [ "$(id -u)" -ne 0 ]; then
    echo "Not installed: ${missing[*]}. Run: sudo apt-get install ${missing[*]}" >&2
    return 1
  fi
  say "Installing ${missing[*]}"
  { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "${missing[@]}"; } >"$results/apt.log" 2>&1 ||
    { tail -n 5 "$results/apt.log" >&2; return 1; }
}

# A network of its own for tests with fixed ports and real peers: loopback only.
isolated() { unshare -n -- bash -c '{ ip link set lo up 2>/dev/null || /usr/sbin/ip link set lo up; } && exec "$@"' -- "$@"; }

run() { # run PROJECT [WRAPPER [FILTER [NAME]]]: one trx per call
  local project=$1 filter=${3:-} name=${4:-$(basename "$1")}
  say "$name"
  ${2:-} dotnet test "$project" -c Release --no-build --nologo -v q ${filter:+--filter "$filter"} \
    --logger "trx;LogFileName=$results/$name.trx" >"$results/$name.log" 2>&1
  if [ ! -s "$results/$name.trx" ]; then
    cat "$results/$name.log"
    echo "$name left no result" >&2
    fault=1
    return
  fi
  if grep -q 'outcome="Failed"' "$results/$name.trx" || grep -qi 'test host process crashed\|Test Run Aborted' "$results/$name.log"; then
    cat "$results/$name.log"
    fault=1
  fi
}

install_missing || fault=1
say "Build"
dotnet build PbxBridge.sln -c Release --nologo -v q || { echo "0 passed, 1 failed"; exit 1; }
format=
if [ "${CI:-}" = true ]; then
  # It takes some minutes of a processor: those that the tests leave over.
  nice -n 19 dotnet format PbxBridge.sln --verify-no-changes --no-restore >"$results/format.log" 2>&1 &
  format=$!
fi
for project in tests/*.Tests; do run "$project"; done
if isolated true 2>/dev/null; then
  # Those that mostly wait, for a next try or a pause in a call, do so beside the others, in a network of their own too.
  ( run tests/Interop isolated 'Time=waits' Interop.waits; exit $fault ) &
  waiting=$!
  run tests/Interop isolated 'Time!=waits'
  wait "$waiting" || fault=1
else
  echo "No network namespace here: the end-to-end tests run beside what else listens on loopback." >&2
  run tests/Interop
fi
if [ -n "$format" ]; then
  say "Format"
  wait "$format" || { cat "$results/format.log"; fault=1; }
fi

# total, executed, passed and failed of each result; what was not executed was skipped.
awk -v fault="$fault" '
  match($0, /<Counters [^>]*>/) {
    counters = substr($0, RSTART, RLENGTH)
    total += value(counters, "total"); executed += value(counters, "executed"); passed += value(counters, "passed"); failed += value(counters, "failed")
  }
  function value(text, name) { return match(text, name "=\"[0-9]+\"") ? substr(text, RSTART + length(name) + 2, RLENGTH - length(name) - 3) : 0 }
  END {
    if (fault && failed == 0) failed = 1
    line = passed + 0 " passed, " failed + 0 " failed"
    if (total > executed) line = line ", " total - executed " skipped"
    print ""; print line
    exit failed > 0 || passed == 0
  }' "$results"/*.trx
