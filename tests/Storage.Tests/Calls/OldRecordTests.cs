using System.IO.Compression;
using System.Text;
using Dapper;
using PbxBridge.Routing.Plans;
using PbxBridge.Storage.Calls;
using PbxBridge.Storage.Tests.Postgres;

namespace PbxBridge.Storage.Tests.Calls;

/// <summary>Calls that were written before their details went into groups (schema versions 1 to 4).</summary>
public abstract class OldRecordTests(PostgresCluster? server) : IDisposable
{
    private const string Id = "01KJMB5E00000000000000000A";
    private const string Attempts = """[{"leg":"B1","target":"+48601000202","outcome":"Busy","status":486,"rangMs":1234,"later":true}]""";
    private const string Decisions = """[{"step":"class","input":"201","rule":"NUM-1","outcome":"OnNet","pl":"To numer w Sieci firmowej.","en":"It is a number of the company network."}]""";

    private readonly TemporaryStore _temporary = new(server);

    [StoreFact]
    public void A_call_with_its_own_blob_is_read_as_before()
    {
        Write(Packed(2, (0, false, "A", "INVITE sip:600@b SIP/2.0\r\n\r\n"), (250, true, "B1", "INVITE sip:201@c SIP/2.0\r\n\r\n")));
        var read = _temporary.Store.Calls.Find(Id);
        Assert.NotNull(read);
        Assert.Equal(new CallAttempt("B1", "+48601000202", CallCause.Busy, 486, TimeSpan.FromMilliseconds(1_234)), Assert.Single(read.Attempts));
        Assert.Equal(Step(), Assert.Single(read.Decisions));
        Assert.Equal(["A", "B1"], read.Flow.Select(message => message.Leg));
        Assert.Equal([false, true], read.Flow.Select(message => message.Sent));
        Assert.Equal(TimeSpan.FromMilliseconds(250), read.Flow[1].At);
        Assert.Equal("INVITE sip:201@c SIP/2.0", read.Flow[1].FirstLine);
        Assert.Equal("INVITE sip:201@c SIP/2.0\r\n\r\n", Encoding.UTF8.GetString(read.Flow[1].Raw.Span));
    }

    [StoreFact]
    public void The_first_form_of_a_blob_is_read_as_before()
    {
        using var plain = new MemoryStream();
        using (var writer = new BinaryWriter(plain, Encoding.UTF8, leaveOpen: true))
        {
            writer.Write7BitEncodedInt(1);
            writer.Write7BitEncodedInt64(300);
            writer.Write7BitEncodedInt(1);
            writer.Write("B1");
            writer.Write("udp:192.0.2.1:5060");
            writer.Write("CANCEL sip:a@b SIP/2.0");
            writer.Write7BitEncodedInt(0);
        }
        Write(Brotli(1, plain.ToArray()));
        Assert.Equal(
            new FlowEvent(TimeSpan.FromMilliseconds(300), "B1", true, "udp:192.0.2.1:5060", "CANCEL sip:a@b SIP/2.0", default),
            Assert.Single(_temporary.Store.Calls.Find(Id)!.Flow) with { Raw = default });
    }

    [StoreFact]
    public void What_it_handed_over_while_it_ran_comes_first()
    {
        Write(Packed(2, (61_000, false, "A", "BYE sip:a@b SIP/2.0\r\n\r\n")), decisions: "[]");
        _temporary.Store.Database.Read(db => db.Execute(
            "INSERT INTO call_part (id, decisions, flow) VALUES (@Id, @Decisions, @flow)",
            new { Id, Decisions, flow = Packed(2, (0, false, "A", "INVITE sip:600@b SIP/2.0\r\n\r\n")) }));
        var read = _temporary.Store.Calls.Find(Id);
        Assert.NotNull(read);
        Assert.Equal(Step(), Assert.Single(read.Decisions));
        Assert.Equal(["INVITE sip:600@b SIP/2.0", "BYE sip:a@b SIP/2.0"], read.Flow.Select(message => message.FirstLine));
    }

    public void Dispose() => _temporary.Dispose();

    private static DecisionStep Step() =>
        new("class", "201", "NUM-1", "OnNet", new Sentence("To numer w Sieci firmowej.", "It is a number of the company network."));

    private void Write(byte[] flow, string decisions = Decisions) => _temporary.Store.Database.Read(db => db.Execute(
        """
        INSERT INTO call_record (id, started_at, ended_at, caller, dialled, number_class, direction, service, outcome, sip_status, released_by, attempts, decisions, flow)
        VALUES (@Id, 0, 0, '+48601000101', '600', 'OnNet', 'Internal', 'Basic', 'Busy', 486, 'Bridge', @Attempts, @decisions, @flow)
        """, new { Id, Attempts, decisions, flow }));

    private static byte[] Packed(byte form, params (long At, bool Sent, string Leg, string Message)[] messages)
    {
        using var plain = new MemoryStream();
        using var writer = new BinaryWriter(plain, Encoding.UTF8);
        foreach (var (at, sent, leg, message) in messages)
        {
            writer.Write7BitEncodedInt64(at);
            writer.Write7BitEncodedInt(sent ? 1 : 0);
            writer.Write(leg);
            writer.Write("udp:192.0.2.1:5060");
            writer.Write(message);
        }
        writer.Flush();
        return Brotli(form, plain.ToArray());
    }

    private static byte[] Brotli(byte form, byte[] plain)
    {
        using var packed = new MemoryStream();
        packed.WriteByte(form);
        using (var brotli = new BrotliStream(packed, CompressionLevel.Fastest))
            brotli.Write(plain);
        return packed.ToArray();
    }

    public sealed class OnSqlite() : OldRecordTests((PostgresCluster?)null);

    [Collection(PostgresCluster.Name)]
    public sealed class OnPostgres(PostgresCluster server) : OldRecordTests(server);
}
