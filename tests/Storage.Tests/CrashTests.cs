using System.Diagnostics;
using System.Globalization;

namespace PbxBridge.Storage.Tests;

public sealed class CrashTests : IDisposable
{
    private readonly TemporaryStore _temporary = new();

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(30)]
    public void Records_that_were_flushed_survive_a_kill_and_none_is_torn(int flushes)
    {
        var flushed = WriteAndKill(flushes);

        var store = _temporary.Store;
        Assert.Empty(StoreCheck.Run(_temporary.Options with { MinimumFreeBytes = 0 }).Problems);
        var calls = store.Calls.Last(int.MaxValue);
        // Whole commits only: what is there has no gap. It may be more than what the process had time to report.
        Assert.Equal(Enumerable.Range(0, calls.Count).Reverse().Select(n => PbxBridge.Storage.Calls.CallId.Format(SampleCall.Start, (UInt128)n)), calls.Select(call => call.Id));
        Assert.True(calls.Count >= flushed, $"{flushed} were flushed, {calls.Count} are there");
        Assert.All(calls, call => Assert.Equal(12, store.Calls.Find(call.Id)?.Flow.Length));
    }

    [Fact]
    public void A_store_goes_on_after_each_of_several_kills()
    {
        var flushed = Math.Max(WriteAndKill(2), WriteAndKill(5));
        Assert.True(_temporary.Store.Calls.Count() >= flushed);
    }

    public void Dispose() => _temporary.Dispose();

    /// <returns>How many records the killed process knew to be on disk.</returns>
    private int WriteAndKill(int flushes)
    {
        var host = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
        using var process = Process.Start(new ProcessStartInfo(host, ["exec", typeof(Program).Assembly.Location, "write", _temporary.Options.Path])
        {
            RedirectStandardOutput = true,
        })!;
        try
        {
            var flushed = 0;
            for (var line = 0; line < flushes; line++)
                flushed = int.Parse(process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("The writing process ended."), CultureInfo.InvariantCulture);
            return flushed;
        }
        finally
        {
            process.Kill();
            process.WaitForExit();
        }
    }
}
