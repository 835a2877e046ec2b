using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging.Abstractions;
using PbxBridge.Storage.Calls;

namespace PbxBridge.Storage.Tests;

/// <summary>Runs when the test assembly is started as a program: <c>write FILE</c> writes call records until it is killed;
/// <c>measure FILE RECORDS [PER-SECOND]</c> tells what the writer manages and costs.</summary>
internal static class Program
{
    public static async Task<int> Main(string[] arguments)
    {
        switch (arguments)
        {
            case ["write", var file]:
                await WriteForever(file);
                return 0;
            case ["measure", var file, var records, .. var rest]:
                await Measure(file, Number(records), rest is [var perSecond] ? Number(perSecond) : 0);
                return 0;
            default:
                await Console.Error.WriteLineAsync("write FILE | measure FILE RECORDS [PER-SECOND]");
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

    private static async Task Measure(string file, int records, int perSecond)
    {
        using var store = Store.Open(new StoreOptions { Path = file }, TimeProvider.System);
        var ids = new CallIdSource(TimeProvider.System, RandomNumberGenerator.Fill);
        var writer = new CallRecordWriter(store, NullLogger<CallRecordWriter>.Instance);
        var sample = SampleCall.Record("");
        for (var n = 0; n < 2_000; n++)
            writer.TryEnqueue(sample with { Id = ids.Next() });
        await writer.FlushAsync(default);

        var (watch, cpu, allocated) = (Stopwatch.StartNew(), Environment.CpuUsage.TotalTime, GC.GetTotalAllocatedBytes());
        var most = 0;
        for (var n = 0; n < records; n++)
        {
            while (perSecond > 0 && watch.Elapsed.TotalSeconds * perSecond < n)
                Thread.Sleep(1);
            while (!writer.TryEnqueue(sample with { Id = ids.Next() }))
                Thread.Sleep(1);
            most = Math.Max(most, writer.Backlog);
        }

        await writer.FlushAsync(default);
        var (elapsed, spent) = (watch.Elapsed, Environment.CpuUsage.TotalTime - cpu);
        await writer.DisposeAsync();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{records} records in {elapsed.TotalSeconds:f2} s = {records / elapsed.TotalSeconds:f0}/s, {spent.TotalMicroseconds / records:f0} µs CPU and {(GC.GetTotalAllocatedBytes() - allocated) / records} bytes allocated a record, longest backlog {most}, file {new FileInfo(store.Path).Length / (records + 2_000)} bytes a record"));
    }
}
