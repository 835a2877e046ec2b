using Microsoft.Extensions.Logging.Abstractions;
using PbxBridge.Routing.Plans;
using PbxBridge.Storage;
using PbxBridge.Storage.Calls;
using PbxBridge.Storage.Calls.Details;

namespace PbxBridge.Load;

/// <summary>What the record of a call costs: on the loop, and behind it with the store on disk; microseconds of processor time and bytes allocated for each call.
/// In groups as at 1,000 calls a second.</summary>
internal static class MicroRecords
{
    private const int Group = 100, Warm = 60, GroupsInRound = 20, Rounds = 40;

    /// <summary>Packing the details alone: no disk, no other thread.</summary>
    public static void Details(Func<int, CallPlan> plan)
    {
        var calls = new SampleCalls(plan, new PackedFlowPool());
        var number = 0;
        var group = Gather(calls, ref number);
        var details = new DetailWriter(64 * 1024);
        Report("details, packing", 200, () =>
        {
            details.Clear();
            foreach (var record in group)
                details.Add(record);
        });
        Console.WriteLine($"{"details, packed",-24} {details.End().Length / Group,31} bytes");
    }

    /// <summary>Details, row and commit, without the charge.</summary>
    public static void Rows(string folder, Func<int, CallPlan> plan) => WithStore(folder, store =>
    {
        using var connection = store.Database.ConnectWriter();
        using var insert = new RecordInsert(store.Database, connection);
        var details = new DetailGroup(store.Options.FlowBytes, store.DetailIds);
        var runs = new CompanyRuns(store.Database, connection);
        var calls = new SampleCalls(plan, new PackedFlowPool());
        var number = 0;
        CallRecord[] group = [];
        Report("record, row and details", GroupsInRound, () =>
        {
            details.Clear();
            var ids = Array.ConvertAll(group, details.Add);
            details.Close();
            using (var transaction = store.Database.Begin(connection))
            {
                for (var i = 0; i < group.Length; i++)
                    insert.Run(group[i], ids[i]);
                insert.Run(details);
                transaction.Commit();
            }
            runs.Written(group.Length);
        }, () =>
        {
            foreach (var record in group)
                record.Packed?.Dispose();
            group = Gather(calls, ref number);
        });
        return number;
    });

    /// <summary>The whole way: gathering on the loop, and the writer's thread with the charge.</summary>
    public static void Writer(string folder, Func<int, CallPlan> plan) => WithStore(folder, store =>
    {
        var writer = new CallRecordWriter(store, NullLogger<CallRecordWriter>.Instance);
        var calls = new SampleCalls(plan, new PackedFlowPool());
        var number = 0;
        SampleCalls.Sample[] group = [];
        Report("record, on the loop", GroupsInRound, () =>
        {
            foreach (var call in group)
                writer.TryEnqueue(calls.Gather(call));
        }, Next);
        Report("record, on its thread", GroupsInRound, () =>
        {
            foreach (var call in group)
                writer.TryEnqueue(calls.Gather(call));
            writer.FlushAsync(default).GetAwaiter().GetResult();
        }, Next, () => CpuClock.Of("call records"));
        writer.DisposeAsync().AsTask().GetAwaiter().GetResult();
        return number;

        void Next()
        {
            writer.FlushAsync(default).GetAwaiter().GetResult();
            group = [.. Enumerable.Range(number, Group).Select(calls.Prepare)];
            number += Group;
        }
    });

    private static void WithStore(string folder, Func<Store, int> run)
    {
        Directory.CreateDirectory(folder);
        var file = Path.Combine(folder, "records.db");
        foreach (var old in Directory.GetFiles(folder, "records.db*"))
            File.Delete(old);
        var number = 0;
        using (var store = Store.Open(new StoreOptions { Path = file, GroupSize = Group, GroupWindow = TimeSpan.FromSeconds(1) }, TimeProvider.System))
            number = run(store);
        Console.WriteLine($"{"record, on disk",-24} {new FileInfo(file).Length / number,31} bytes");
        foreach (var old in Directory.GetFiles(folder, "records.db*"))
            File.Delete(old);
    }

    private static CallRecord[] Gather(SampleCalls calls, ref int number)
    {
        var first = number;
        number += Group;
        return [.. Enumerable.Range(first, Group).Select(n => calls.Gather(calls.Prepare(n)))];
    }

    private static void Report(string what, int turns, Action step, Action? before = null, Func<double>? clock = null)
    {
        clock ??= CpuClock.Own;
        var rounds = new List<double>();
        var allocated = 0L;
        for (var turn = 0; turn < Warm; turn++)
        {
            before?.Invoke();
            step();
        }
        for (var round = 0; round < Rounds; round++)
        {
            var cpu = 0.0;
            for (var turn = 0; turn < turns; turn++)
            {
                before?.Invoke();
                var bytes = GC.GetTotalAllocatedBytes(precise: true);
                var began = clock();
                step();
                cpu += clock() - began;
                allocated += GC.GetTotalAllocatedBytes(precise: true) - bytes;
            }
            rounds.Add(cpu / (turns * Group));
        }
        rounds.Sort();
        Console.WriteLine($"{what,-24} {rounds[0],8:f2} us (median {rounds[Rounds / 2]:f2}) {allocated / (Rounds * turns * Group),6} bytes");
    }
}
