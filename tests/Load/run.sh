#!/bin/sh
# The benchmark: tests/Load/run.sh [quick|full|micro|one ...]. Needs gcc, taskset and, for the comparison, Debian's package kamailio.
# quick takes about five minutes, full about forty; the table goes to standard output.
set -eu
cd "$(dirname "$0")/../.."
mkdir -p artifacts/load
gcc -O2 -Wall -Wno-unused-result tests/Load/native/calls.c -o artifacts/load/calls
gcc -O2 -Wall tests/Load/native/relay.c -o artifacts/load/relay
[ -n "${LOAD_NO_BUILD:-}" ] || dotnet build tests/Load -c Release -v q --nologo -m:1
mode=${1:-quick}
[ $# -eq 0 ] || shift
exec taskset -c "${LOAD_CORE:-0}" dotnet tests/Load/bin/Release/net10.0/PbxBridge.Load.dll "$mode" . "$@"
