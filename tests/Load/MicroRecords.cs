using Microsoft.Extensions.Logging.Abstractions;
using PbxBridge.Routing.Plans;
using PbxBridge.Storage;
using PbxBridge.Storage.Calls;
using PbxBridge.Storage.Calls.Details;

namespace PbxBridge.Load;

/// <summary>What the record of a call costs: on the loop, and on the writer's thread with the store on disk. In groups of 50, as at 1,000 calls a second.</summary>
internal static class MicroRecords
{
    private const int Group = 50, Warm = 200, Groups = 200, Rounds = 5;

    public static void Run(string folder, Func<int, CallPlan> plan)
    {
        Directory.CreateDirectory(folder);
        var file = Path.Combine(folder, "records.db");
        foreach (var old in Directory.GetFiles(folder, "records.db*"))
            File.Delete(old);
        using (var store = Store.Open(new StoreOptions { Path = file, GroupWindow = TimeSpan.FromSeconds(1) }, TimeProvider.System))
        {
            var writer = new CallRecordWriter(store, NullLogger<CallRecordWriter>.Instance);
            var calls = new SampleCalls(plan, new PackedFlowPool());
            var (loop, written, bytes) = (double.MaxValue, double.MaxValue, double.MaxValue);
            var number = 0;
            for (var i = 0; i < Warm; i++)
                Write(calls, writer, ref number, out _);
            for (var round = 0; round < Rounds; round++)
            {
                var (gathering, allocated, busy) = (0.0, 0L, CpuClock.Of("call records"));
                for (var i = 0; i < Groups; i++)
                {
                    gathering += Write(calls, writer, ref number, out var garbage);
                    allocated += garbage;
                }
                loop = Math.Min(loop, gathering / (Groups * Group));
                written = Math.Min(written, (CpuClock.Of("call records") - busy) / (Groups * Group));
                bytes = Math.Min(bytes, (double)allocated / (Groups * Group));
            }
            writer.DisposeAsync().AsTask().GetAwaiter().GetResult();
            Console.WriteLine($"{"record, on the loop",-24} {loop,8:f2} us");
            Console.WriteLine($"{"record, on its thread",-24} {written,8:f2} us {bytes,8:f0} bytes, both");
            number += Group;
            Console.WriteLine($"record, on disk {(double)new FileInfo(file).Length / number,17:f0} bytes");
        }
        foreach (var old in Directory.GetFiles(folder, "records.db*"))
            File.Delete(old);
    }

    /// <summary>The encoding alone: no disk, no other thread.</summary>
    public static void Encode(Func<int, CallPlan> plan)
    {
        var calls = new SampleCalls(plan, new PackedFlowPool());
        var group = Enumerable.Range(0, Group).Select(number => calls.Gather(calls.Prepare(number))).ToArray();
        var details = new DetailWriter(64 * 1024);
        var best = double.MaxValue;
        for (var round = 0; round < 200; round++)
        {
            var cpu = CpuClock.Own();
            for (var turn = 0; turn < 10; turn++)
            {
                details.Clear();
                foreach (var record in group)
                    details.Add(record);
            }
            best = Math.Min(best, (CpuClock.Own() - cpu) / (10 * Group));
        }
        Console.WriteLine($"{"details, encoding",-24} {best,8:f2} us {details.Written.Length / Group,8} bytes written");
    }

    private static double Write(SampleCalls calls, CallRecordWriter writer, ref int number, out long allocated)
    {
        var group = new SampleCalls.Sample[Group];
        for (var i = 0; i < Group; i++)
            group[i] = calls.Prepare(number++);
        allocated = -GC.GetTotalAllocatedBytes(precise: true);
        var cpu = -CpuClock.Own();
        foreach (var call in group)
            writer.TryEnqueue(calls.Gather(call));
        cpu += CpuClock.Own();
        writer.FlushAsync(default).GetAwaiter().GetResult();
        allocated += GC.GetTotalAllocatedBytes(precise: true);
        return cpu;
    }
}
