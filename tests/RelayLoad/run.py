#!/usr/bin/env python3
"""Relay CPU per packet beside the C relay, in turns: run.py BENCH_FOLDER LEGS SECONDS ROUNDS

BENCH_FOLDER holds relay.c and rtppump.c. The relay runs on core 0, the load on core 1; 20 ms packets on every leg. Needs gcc and a
release build: dotnet build -c Release tests/RelayLoad
"""
import glob, json, os, statistics, subprocess, sys, tempfile, time

bench, legs, seconds, rounds = sys.argv[1], int(sys.argv[2]), sys.argv[3], int(sys.argv[4])
here = os.path.dirname(os.path.abspath(__file__))
work = tempfile.mkdtemp()
for name in ("relay", "rtppump"):
    subprocess.run(["gcc", "-O2", "-w", "-pthread", f"{bench}/{name}.c", "-o", f"{work}/{name}"], check=True)


def cpu(pid):
    """User and system time of all threads, ns."""
    return sum(int(open(f).read().split()[0]) for f in glob.glob(f"/proc/{pid}/task/*/schedstat"))


def pump(flows, pid):
    open(f"{work}/flows", "w").write("".join(flows))
    process = subprocess.Popen(["taskset", "-c", "1", f"{work}/rtppump", f"{work}/flows", seconds, "4"], stdout=subprocess.PIPE, text=True)
    for line in process.stdout:
        if line.startswith("START"):
            before = cpu(pid)
        elif line.startswith("END"):
            after = cpu(pid)
        elif line.startswith("{"):
            result = json.loads(line)
    process.wait()
    return (after - before) / max(1, result["rx"]), result


def c():
    relay = subprocess.Popen(["taskset", "-c", "0", f"{work}/relay", "30000", "epoll", str(legs), "1000"])
    time.sleep(0.5)
    measured = pump([f"127.0.0.1 {10000 + i} 127.0.0.1 {30000 + i}\n" for i in range(legs)], relay.pid)
    relay.kill()
    relay.wait()
    return *measured, ""


def ours():
    program = f"{here}/bin/Release/net10.0/PbxBridge.RelayLoad.dll"
    relay = subprocess.Popen(["taskset", "-c", "0", "dotnet", program, str(legs), "30000", "10000"],
                             stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    flows = []
    for line in relay.stdout:
        if line.startswith("READY"):
            break
        flows.append(line)
    measured = pump(flows, relay.pid)
    return *measured, relay.communicate("\n")[1].strip()


figures = {"c": [], "ours": []}
for _ in range(rounds):
    for name, run in (("c", c), ("ours", ours)):
        ns, result, note = run()
        figures[name].append(ns)
        print(f"{name:5} {ns:6.0f} ns/packet, {result['tx']} sent, {result['lost']} lost, delay p50 {result['delay_us']['p50']} µs p99 "
              f"{result['delay_us']['p99']} µs  {note}", flush=True)
medians = {name: statistics.median(values) for name, values in figures.items()}
print(f"median: c {medians['c']:.0f} ns, ours {medians['ours']:.0f} ns, ratio {medians['ours'] / medians['c']:.2f}")
