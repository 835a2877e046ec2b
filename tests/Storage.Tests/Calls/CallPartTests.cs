using PbxBridge.Storage.Calls;
using PbxBridge.Storage.Tests.Postgres;

namespace PbxBridge.Storage.Tests.Calls;

public abstract class CallPartTests(PostgresCluster? server) : IDisposable
{
    private readonly TemporaryStore _temporary = new(server);
    private readonly PackedFlowPool _pool = new();

    [StoreFact]
    public async Task What_a_running_call_handed_over_comes_before_what_its_record_brings()
    {
        await using var writer = _temporary.Writer();
        var sample = SampleCall.Record("01KJMB5E00000000000000000A");
        Assert.True(writer.TryEnqueue(new CallPart(sample.Id, Flow("INVITE sip:600@b SIP/2.0\r\n\r\n", 0, sent: false), sample.Decisions)));
        Assert.True(writer.TryEnqueue(sample with { Decisions = [], Flow = [], Packed = Flow("BYE sip:a@b SIP/2.0\r\n\r\n", 61_000, sent: true) }));
        await writer.FlushAsync(default);

        var read = _temporary.Store.Calls.Find(sample.Id);
        Assert.NotNull(read);
        Assert.Equal(sample.Decisions.AsEnumerable(), read.Decisions);
        Assert.Equal(["INVITE sip:600@b SIP/2.0", "BYE sip:a@b SIP/2.0"], read.Flow.Select(message => message.FirstLine));
        Assert.Equal([TimeSpan.Zero, TimeSpan.FromSeconds(61)], read.Flow.Select(message => message.At));
        Assert.Equal([false, true], read.Flow.Select(message => message.Sent));
        Assert.Equal("BYE sip:a@b SIP/2.0\r\n\r\n"u8.ToArray(), read.Flow[1].Raw.ToArray());
    }

    [StoreFact]
    public async Task A_written_flow_is_empty_and_used_again()
    {
        await using var writer = _temporary.Writer();
        var flow = Flow("INVITE sip:600@b SIP/2.0\r\n\r\n", 0, sent: false);
        writer.TryEnqueue(SampleCall.Record("A") with { Packed = flow });
        await writer.FlushAsync(default);
        var next = _pool.Take();
        Assert.Same(flow, next);
        Assert.Equal((0, 0), (next.Count, next.Size));
    }

    // A bridge that has just begun has thousands of long calls before the first of them ends.
    [StoreFact]
    public async Task Any_number_of_parts_may_come_before_the_first_record()
    {
        await using var writer = _temporary.Writer();
        for (var n = 0; n < CompanyRuns.Length + 100; n++)
        {
            Assert.True(writer.TryEnqueue(new CallPart($"R{n}", Flow("INVITE sip:600@b SIP/2.0\r\n\r\n", 0, sent: false), [])));
            if (n % 1_000 == 0)
                await writer.FlushAsync(default).WaitAsync(TimeSpan.FromSeconds(60));
        }

        Assert.True(writer.TryEnqueue(SampleCall.Record("R0") with { Decisions = [], Flow = [] }));
        await writer.FlushAsync(default).WaitAsync(TimeSpan.FromSeconds(60));
        Assert.Equal("INVITE sip:600@b SIP/2.0", Assert.Single(_temporary.Store.Calls.Find("R0")?.Flow ?? []).FirstLine);
        Assert.True(writer.IsAlive);
    }

    [StoreFact]
    public async Task New_calls_find_no_room_while_half_of_the_queue_waits()
    {
        using var small = new TemporaryStore(server, options => options with { RecordQueue = 4 });
        await using var writer = small.Writer();
        writer.TryEnqueue(SampleCall.Record("A"));
        Assert.False(writer.IsFilling);
        writer.TryEnqueue(SampleCall.Record("B"));
        Assert.True(writer.IsFilling);
        await writer.FlushAsync(default);
        Assert.False(writer.IsFilling);
    }

    public void Dispose()
    {
        _temporary.Dispose();
        GC.SuppressFinalize(this);
    }

    private PackedFlow Flow(string message, long at, bool sent)
    {
        var flow = _pool.Take();
        flow.Add(at, "A", sent, "udp:192.0.2.1:5060", System.Text.Encoding.ASCII.GetBytes(message));
        return flow;
    }

    public sealed class OnSqlite() : CallPartTests((PostgresCluster?)null);

    [Collection(PostgresCluster.Name)]
    public sealed class OnPostgres(PostgresCluster server) : CallPartTests(server);
}
