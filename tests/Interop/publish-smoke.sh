#!/bin/sh
# Publishes the program, runs it from another folder on other ports, asks its health, and stops it with SIGTERM.
# Usage: tests/Interop/publish-smoke.sh [PORT]   (three ports from there: SIP, TLS, health; default 25060)
set -eu
cd "$(dirname "$0")/../.."
port=${1:-25060}
tls=$((port + 1))
web=$((port + 2))
work=$(mktemp -d)
pid=
finish() {
    [ -z "$pid" ] || kill -KILL "$pid" 2>/dev/null || true
    rm -rf "$work"
}
trap finish EXIT

dotnet publish PbxBridge -c Release -o "$work/program" --nologo -v quiet
mkdir "$work/elsewhere"
cd "$work/elsewhere"
dotnet "$work/program/PbxBridge.dll" \
    "Sip:Listeners:0=udp://127.0.0.1:$port" "Sip:Listeners:1=tcp://127.0.0.1:$port" "Sip:Listeners:2=tls://127.0.0.1:$tls" \
    "Web:Url=http://127.0.0.1:$web" >out.txt 2>err.txt &
pid=$!

tries=0
until curl -fsS "http://127.0.0.1:$web/healthz" >health.json 2>/dev/null; do
    tries=$((tries + 1))
    if [ "$tries" -gt 60 ] || ! kill -0 "$pid" 2>/dev/null; then
        echo "publish-smoke: the program does not answer" >&2
        cat out.txt err.txt >&2
        exit 1
    fi
    sleep 0.5
done
grep -q '"status":"ok"' health.json || { echo "publish-smoke: not healthy: $(cat health.json)" >&2; exit 1; }
[ -f data/pbxbridge.db ] || { echo "publish-smoke: no store in the working folder" >&2; exit 1; }
[ ! -e "$work/program/data" ] || { echo "publish-smoke: data beside the program" >&2; exit 1; }
dotnet "$work/program/PbxBridge.dll" explain --from 201 --to 600 | grep -q '+48600000001' || { echo "publish-smoke: explain" >&2; exit 1; }

kill -TERM "$pid"
code=0
wait "$pid" || code=$?
pid=
[ "$code" -eq 0 ] || { echo "publish-smoke: SIGTERM ended with $code" >&2; cat out.txt err.txt >&2; exit 1; }
[ ! -s err.txt ] || { echo "publish-smoke: standard error:" >&2; cat err.txt >&2; exit 1; }
echo "publish-smoke: ok"
