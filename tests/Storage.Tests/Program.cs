using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging.Abstractions;
using PbxBridge.Storage.Calls;
using PbxBridge.Storage.Tests.Invariants;

namespace PbxBridge.Storage.Tests;

/// <summary>Runs when the test assembly is started as a program: <c>write FILE</c> writes call records until it is killed;
/// <c>charge FILE SEED POSTGRESQL</c> charges random calls until it is killed; <c>measure FILE RECORDS [PER-SECOND [WINDOW-MS]]</c> tells what the writer manages and costs.</summary>
internal static class Program
{
    public static async Task<int> Main(string[] arguments)
    {
        switch (arguments)
        {
            case ["write", var file]:
                await WriteForever(file);
                return 0;
            case ["charge", var file, var seed, var postgres]:
                await KilledChargingTests.ChargeForever(new StoreOptions { Path = file, PostgreSql = postgres, LockWait = TimeSpan.FromSeconds(30) }, Number(seed));
                return 0;
            case ["measure", var file, var records, .. var rest]:
                await Measure(file, Number(records), rest is [var perSecond, ..] ? Number(perSecond) : 0, rest is [_, var window] ? Number(window) : 20);
                return 0;
            default:
                await Console.Error.WriteLineAsync("write FILE | charge FILE SEED POSTGRESQL | measure FILE RECORDS [PER-SECOND [WINDOW-MS]]");
                return 2;
        }

        static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
    }

    /// <summary>Prints the number of records that are on disk after each flush.</summary>
    private static async Task WriteForever(string file)
    {
        using var store = Store.Open(new StoreOptions { Path = file }, TimeProvider.System);
        await using var writer = new CallRecordWriter(store, NullLogger<CallRecordWriter>.Instance);
        for (var n = 0; ; n++)
        {
            writer.TryEnqueue(SampleCall.Record(CallId.Format(SampleCall.Start, (UInt128)n)));
            if (n % 20 != 19)
                continue;
            await writer.FlushAsync(default);
            Console.WriteLine(n + 1);
        }
    }

    private static async Task Measure(string file, int records, int perSecond, int window)
    {
        using var store = Store.Open(new StoreOptions { Path = file, GroupWindow = TimeSpan.FromMilliseconds(window) }, TimeProvider.System);
        var ids = new CallIdSource(TimeProvider.System, RandomNumberGenerator.Fill);
        var writer = new CallRecordWriter(store, NullLogger<CallRecordWriter>.Instance);
        var sample = SampleCall.Record("");
        for (var n = 0; n < 2_000; n++)
            writer.TryEnqueue(sample with { Id = ids.Next() });
        await writer.FlushAsync(default);

        var (watch, cpu, own, allocated) = (Stopwatch.StartNew(), Environment.CpuUsage.TotalTime, WriterTime(), GC.GetTotalAllocatedBytes());
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(1));
        var most = 0;
        for (var n = 0; n < records; n++)
        {
            while (perSecond > 0 && watch.Elapsed.TotalSeconds * perSecond < n)
                await tick.WaitForNextTickAsync();
            while (!writer.TryEnqueue(sample with { Id = ids.Next() }))
                await tick.WaitForNextTickAsync();
            most = Math.Max(most, writer.Backlog);
        }

        await writer.FlushAsync(default);
        var (elapsed, spent) = (watch.Elapsed, Environment.CpuUsage.TotalTime - cpu);
        own = WriterTime() - own;
        await writer.DisposeAsync();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{records} records in {elapsed.TotalSeconds:f2} s = {records / elapsed.TotalSeconds:f0}/s, {spent.TotalMicroseconds / records:f0} µs CPU ({own.TotalMicroseconds / records:f0} of the writer thread) and {(GC.GetTotalAllocatedBytes() - allocated) / records} bytes allocated a record, longest backlog {most}, file {new FileInfo(store.Path).Length / (records + 2_000)} bytes a record"));
    }

    /// <summary>CPU time of the writer's thread, from Linux (proc(5), schedstat); zero elsewhere.</summary>
    private static TimeSpan WriterTime()
    {
        if (!OperatingSystem.IsLinux())
            return TimeSpan.Zero;
        var threads = Directory.GetDirectories("/proc/self/task").Where(thread => File.ReadAllText(thread + "/comm").StartsWith("call records", StringComparison.Ordinal));
        return TimeSpan.FromMicroseconds(threads.Sum(thread => Number(File.ReadAllText(thread + "/schedstat").Split(' ')[0]) / 1_000));

        static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);
    }
}
