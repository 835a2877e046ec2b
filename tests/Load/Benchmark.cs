using System.Globalization;

namespace PbxBridge.Load;

/// <summary>The whole benchmark: the bridge and the proxy in turn, then what only the bridge is asked.</summary>
internal sealed class Benchmark(Workplace place, BenchmarkPlan plan)
{
    private readonly Table _table = new("what", "bridge", "proxy", "bridge / proxy", "failed", "repeats", "drops");
    private readonly List<string> _notes = [];
    private long _failed;

    /// <returns>0 when no call failed.</returns>
    public static int Run(Workplace place, BenchmarkPlan plan)
    {
        var benchmark = new Benchmark(place, plan);
        benchmark.Signalling(1000, 200, plan.Pairs, "");
        foreach (var rate in plan.Rates)
            benchmark.Signalling(rate, 200, 1, "");
        foreach (var held in plan.Held)
            benchmark.HeldCost(held);
        benchmark.Memory();
        benchmark.Pauses();
        benchmark.WithMediaPorts();
        new RelayComparison(place, plan.MediaCalls, plan.Measure).Run(benchmark._table);
        foreach (var note in benchmark._notes)
            Console.WriteLine(note);
        return benchmark._failed == 0 ? 0 : 1;
    }

    private void Signalling(int rate, int hold, int pairs, string suffix)
    {
        var bridge = new List<(CallsRun Run, double Allocated, BridgeProcess.Diagnostics After)>();
        var proxy = new List<CallsRun>();
        var settings = $"rate={rate} hold={hold} warm={plan.Warm} measure={plan.Measure}";
        for (var pair = 0; pair < pairs; pair++)
        {
            bridge.Add(RunBridge(settings, media: false));
            if (!ProxyProcess.IsInstalled)
                continue;
            using var process = ProxyProcess.Start(place);
            proxy.Add(CallsRun.Run(place, ProxyProcess.Target, process.Pids, $"rate={rate} hold={hold} warm=8 measure={plan.Measure}"));
        }

        var (own, other) = (Median(bridge.Select(b => b.Run.CpuUsPerCall)), Median(proxy.Select(run => run.CpuUsPerCall)));
        _table.Row($"CPU µs a call, {rate}/s{suffix}", own, other, own / other, bridge.Sum(b => b.Run.Failed + b.Run.Stuck), bridge.Sum(b => b.Run.Repeats),
            bridge.Sum(b => b.After.KernelDrops + b.After.UnsentMessages));
        _table.Row($"INVITE to 180 at {rate}/s, p50 ms", Median(bridge.Select(b => b.Run.RingP50)), Median(proxy.Select(run => run.RingP50)), double.NaN, "", "", "");
        _table.Row($"INVITE to 180 at {rate}/s, p99 ms", Median(bridge.Select(b => b.Run.RingP99)), Median(proxy.Select(run => run.RingP99)), double.NaN, "", "", "");
        _table.Row($"allocated bytes a call, {rate}/s", Median(bridge.Select(b => b.Allocated)), double.NaN, double.NaN, "", "", "");
    }

    private void HeldCost(int held)
    {
        var (run, _, after) = RunBridge($"rate=1000 hold={held} warm={plan.Warm + (held / 1000)} measure={plan.Measure}", media: false);
        _table.Row($"CPU µs a call, 1000/s, {held} held", run.CpuUsPerCall, double.NaN, double.NaN, run.Failed + run.Stuck, run.Repeats, after.KernelDrops + after.UnsentMessages);
    }

    // Ramped up, then left alone until the transactions of the set-up are over.
    private void Memory()
    {
        using var bridge = BridgeProcess.Start(place, media: false);
        CallsRun.Run(place, BridgeProcess.Target, [bridge.Pid], "rate=500 hold=100 warm=8 measure=2");
        Wait(36);
        var before = bridge.Figures(collect: true);
        var ramp = plan.MemoryCalls / 500;
        var during = before;
        var run = CallsRun.Run(place, BridgeProcess.Target, [bridge.Pid], $"rate=500 calls={plan.MemoryCalls} hold=120000 warm={ramp + 44} measure=1", () =>
        {
            Wait(ramp + 40);
            during = bridge.Figures(collect: true);
        });
        _failed += run.Failed;
        _table.Row($"live bytes a held call, {during.Calls:#,0} held", (during.LiveBytes - before.LiveBytes) / (double)Math.Max(1, during.Calls), double.NaN, double.NaN, run.Failed + run.Stuck, run.Repeats, "");
    }

    // Three windows, each with what the hypervisor took from the core meanwhile: a pause during which somebody else has the core is as long as that takes.
    private void Pauses()
    {
        const int Windows = 3;
        var hold = plan.PauseHeld * 1000 / plan.PauseRate;
        using var bridge = BridgeProcess.Start(place, media: false);
        var warm = (hold / 1000) + 5;
        var seconds = plan.Measure + 8;
        var windows = new List<(BridgeProcess.Diagnostics Before, BridgeProcess.Diagnostics After, double StolenMs)>();
        var run = CallsRun.Run(place, BridgeProcess.Target, [bridge.Pid], $"rate={plan.PauseRate} hold={hold} warm={warm} measure={(Windows * seconds) + 2}", () =>
        {
            Wait(warm);
            for (var window = 0; window < Windows; window++)
            {
                var (before, stolen) = (bridge.Figures(reset: true), CpuClock.StolenMs(Workplace.SystemCore));
                Wait(seconds);
                windows.Add((before, bridge.Figures(), CpuClock.StolenMs(Workplace.SystemCore) - stolen));
            }
        });
        _failed += run.Failed;
        var (first, last) = (windows[0].Before, windows[^1].After);
        var collections = last.Collections - first.Collections;
        _table.Row($"longest pause ms, {last.Calls:#,0} live, {plan.PauseRate}/s, median of {Windows} windows", Median(windows.Select(w => w.After.LongestPauseMs)), double.NaN, double.NaN,
            run.Failed + run.Stuck, run.Repeats, last.KernelDrops + last.UnsentMessages);
        foreach (var (_, after, stolen) in windows)
            _table.Row(string.Create(CultureInfo.InvariantCulture, $"each of them, {stolen:f0} of {seconds * 1000} ms taken from the core"), after.LongestPauseMs, double.NaN, double.NaN, "", "", "");
        _table.Row($"pauses over 10 ms, of {collections}", windows.Sum(w => w.After.PausesOverGoal), double.NaN, double.NaN, "", "", "");
        _table.Row($"mean pause ms of {collections}", (last.PausesMs - first.PausesMs) / Math.Max(1, collections), double.NaN, double.NaN, "", "", "");
    }

    private void WithMediaPorts()
    {
        var (run, _, after) = RunBridge($"rate=400 hold=1000 warm={plan.Warm} measure={plan.Measure}", media: true);
        _table.Row("CPU µs a call, 400/s, ports opened", run.CpuUsPerCall, double.NaN, double.NaN, run.Failed + run.Stuck, run.Repeats, after.KernelDrops + after.UnsentMessages);
    }

    private (CallsRun Run, double Allocated, BridgeProcess.Diagnostics After) RunBridge(string settings, bool media)
    {
        using var bridge = BridgeProcess.Start(place, media);
        var before = bridge.Figures(reset: true);
        var run = CallsRun.Run(place, BridgeProcess.Target, [bridge.Pid], settings);
        var after = bridge.Figures();
        _failed += run.Failed + run.Stuck;
        // The counter runs over warm-up and hang-up too, so it is divided by all calls of the run.
        var calls = run.Started <= 0 ? run.Done : run.Rate * (run.Seconds + WarmOf(settings));
        return (run, (after.AllocatedBytes - before.AllocatedBytes) / Math.Max(1, calls), after);
    }

    private static double WarmOf(string settings) =>
        double.Parse(settings.Split(' ').First(part => part.StartsWith("warm=", StringComparison.Ordinal)).AsSpan(5), CultureInfo.InvariantCulture);

    private static void Wait(int seconds) => Thread.Sleep(TimeSpan.FromSeconds(seconds));

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted.Length == 0 ? double.NaN : sorted[sorted.Length / 2];
    }
}
