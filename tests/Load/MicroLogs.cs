using Microsoft.Extensions.Logging;
using PbxBridge.Calls;
using PbxBridge.Configuration;
using PbxBridge.Logging;
using PbxBridge.Routing.Plans;

namespace PbxBridge.Load;

/// <summary>What the line about a call costs, on the loop and on the log's thread, with JSON files on disk; as bare values, and the way of all other lines.</summary>
internal static class MicroLogs
{
    private const int Batch = 100, Batches = 50, Rounds = 8;

    public static void Run(string folder)
    {
        folder = Path.Combine(folder, "logs");
        using (var logs = BridgeLogs.Open(new LogOptions { Console = false }, folder))
        {
            var log = logs.Factory.CreateLogger<Call>();
            Report("call line, as values", logs.Ended);
            Report("call line, as an event", (in EndedCall call) => CallsLog.Ended(log, call));
        }
        Directory.Delete(folder, recursive: true);
    }

    // A batch every tenth of a second, as at 1,000 calls a second: the thread writes when it wakes by itself.
    private static void Report(string what, EndedCallSink sink)
    {
        var (loop, written, bytes) = (double.MaxValue, double.MaxValue, 0L);
        for (var round = 0; round <= Rounds; round++)
        {
            var (cpu, busy, allocated) = (0.0, CpuClock.Of("log"), GC.GetTotalAllocatedBytes(precise: true));
            for (var batch = 0; batch < Batches; batch++)
            {
                var at = DateTimeOffset.UtcNow;
                cpu -= CpuClock.Own();
                for (var i = 0; i < Batch; i++)
                    sink(new EndedCall(at, "01M8AC3A9QN3XDZC8S99TMCHHX", "+48660398000", "+48660398049", CallCause.Cleared, 200, 0.0207652));
                cpu += CpuClock.Own();
                Thread.Sleep(100);
            }
            if (round == 0)
                continue;
            loop = Math.Min(loop, cpu / (Batches * Batch));
            written = Math.Min(written, (CpuClock.Of("log") - busy) / (Batches * Batch));
            bytes = (GC.GetTotalAllocatedBytes(precise: true) - allocated) / (Batches * Batch);
        }
        Console.WriteLine($"{what,-24} {loop,8:f2} us on the loop, {written:f2} us on its thread, {bytes} bytes");
    }
}
