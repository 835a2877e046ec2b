namespace PbxBridge.Load;

/// <summary>A single measurement, for development: <c>run.sh one bridge rate=1000 warm=10 measure=10</c>.</summary>
internal static class OneRun
{
    public static int Run(Workplace place, string[] args)
    {
        var system = args.FirstOrDefault() ?? "bridge";
        var settings = string.Join(' ', args.Skip(1).Where(arg => !arg.Contains(':')));
        var own = args.Skip(1).Where(arg => arg.Contains(':')).ToArray();
        switch (system)
        {
            case "proxy":
                using (var proxy = ProxyProcess.Start(place))
                    Print(CallsRun.Run(place, ProxyProcess.Target, proxy.Pids, settings));
                return 0;
            case "none":
                Print(CallsRun.Run(place, $"127.0.0.1:{Workplace.FarPort}", [], settings));
                return 0;
            default:
                using (var bridge = BridgeProcess.Start(place, media: system == "media", own))
                {
                    Console.WriteLine($"pid {bridge.Pid}");
                    var before = bridge.Figures(collect: true, reset: true);
                    var run = CallsRun.Run(place, BridgeProcess.Target, [bridge.Pid], settings);
                    Print(run);
                    var after = bridge.Figures();
                    var live = bridge.Figures(collect: true).LiveBytes - before.LiveBytes;
                    Console.WriteLine($"live {before.LiveBytes / 1e6:f0} MB before, {live / 1e6:f1} MB more after; ");
                    Console.WriteLine($"{after}\nallocated a call: {(after.AllocatedBytes - before.AllocatedBytes) / Math.Max(1.0, run.Done * 1.0):f0} (window's calls), longest pause {after.LongestPauseMs:f2} ms");
                }

                return 0;
        }

        static void Print(CallsRun run) => Console.WriteLine($"{run.CpuUsPerCall:f1} us a call, {run.CpuNsPerPacket:f0} ns a packet, codes {string.Join(",", run.Codes)} {run}");
    }
}
