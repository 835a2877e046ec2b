using PbxBridge.Routing.Areas;
using PbxBridge.Routing.Plans;
using PbxBridge.Storage.Calls;
using PbxBridge.Storage.Calls.Details;

namespace PbxBridge.Storage.Tests.Calls.Details;

public sealed class DetailWriterTests
{
    [Fact]
    public void The_details_of_each_call_of_a_group_come_back_as_they_were()
    {
        var records = Enumerable.Range(0, 40).Select(n => SampleCall.Record($"01KJMB5E{n:d18}") with
        {
            Decisions = [Step($"20{n}", $"ext {n} rings"), Step("8000", "ext 1 rings")],
            Flow = [.. Enumerable.Range(n, 5).Select(i => SampleCall.Message(i))],
        }).ToArray();
        var blob = Written(64 * 1024, records);
        foreach (var record in records)
        {
            var read = DetailReader.Find(blob, DetailKind.Record, record.Id);
            Assert.Equal(record.Decisions.AsEnumerable(), read.Decisions);
            Assert.Equal(record.Attempts.AsEnumerable(), read.Attempts);
            Assert.Equal(record.Flow.Select(message => message with { Raw = default }), read.Flow.Select(message => message with { Raw = default }));
            Assert.Equal(record.Flow.Select(message => message.Raw.ToArray()), read.Flow.Select(message => message.Raw.ToArray()));
        }
    }

    [Fact]
    public void A_part_and_a_record_of_the_same_call_are_told_apart()
    {
        var pool = new PackedFlowPool();
        var (early, late) = (pool.Take(), pool.Take());
        early.Add(0, "A", sent: false, "peer", "INVITE sip:a@b SIP/2.0\r\n\r\n"u8);
        late.Add(61_000, "A", sent: true, "peer", "BYE sip:a@b SIP/2.0\r\n\r\n"u8);
        var writer = new DetailWriter(1_000);
        writer.Clear();
        writer.Add(new CallPart("A", early, [Step("201", "rings")]));
        writer.Add(SampleCall.Record("A") with { Decisions = [], Packed = late });
        var blob = writer.End().ToArray();
        var (part, record) = (DetailReader.Find(blob, DetailKind.Part, "A"), DetailReader.Find(blob, DetailKind.Record, "A"));
        Assert.Equal("INVITE sip:a@b SIP/2.0", Assert.Single(part.Flow).FirstLine);
        Assert.Equal(Step("201", "rings"), Assert.Single(part.Decisions));
        Assert.Equal((TimeSpan.FromSeconds(61), "BYE sip:a@b SIP/2.0", true), (record.Flow[0].At, record.Flow[0].FirstLine, record.Flow[0].Sent));
        Assert.Empty(record.Decisions);
    }

    [Fact]
    public void Of_two_records_with_one_id_the_first_counts()
    {
        var blob = Written(64 * 1024, SampleCall.Record("A") with { Decisions = [Step("1", "first")] }, SampleCall.Record("A") with { Decisions = [Step("2", "second")] });
        Assert.Equal(Step("1", "first"), Assert.Single(DetailReader.Find(blob, DetailKind.Record, "A").Decisions));
    }

    [Fact]
    public void A_call_that_is_not_in_the_blob_has_no_details() =>
        Assert.Same(CallDetail.None, DetailReader.Find(Written(64 * 1024, SampleCall.Record("A")), DetailKind.Record, "B"));

    [Fact]
    public void Messages_above_the_limit_keep_their_first_line_only()
    {
        FlowEvent[] flow = [SampleCall.Message(1), SampleCall.Message(2, extra: 5_000), SampleCall.Message(3)];
        var limit = flow[0].Raw.Length + 2_000;
        var read = DetailReader.Find(Written(limit, SampleCall.Record("A") with { Flow = [.. flow] }), DetailKind.Record, "A").Flow;
        Assert.Equal([flow[0].Raw.Length, 0, 0], read.Select(message => message.Raw.Length));
        Assert.Equal(flow.Select(message => message.FirstLine), read.Select(message => message.FirstLine));
    }

    [Fact]
    public void An_endless_flow_keeps_its_beginning()
    {
        var flow = Enumerable.Range(0, DetailWriter.MostMessages + 5).Select(n => SampleCall.Message(n));
        var read = DetailReader.Find(Written(1_000, SampleCall.Record("A") with { Flow = [.. flow] }), DetailKind.Record, "A").Flow;
        Assert.Equal(DetailWriter.MostMessages, read.Length);
        Assert.Equal(TimeSpan.Zero, read[0].At);
    }

    [Fact]
    public void A_message_that_is_not_text_comes_back_octet_by_octet()
    {
        var octets = new byte[700];
        new Random(7).NextBytes(octets);
        var flow = new PackedFlowPool().Take();
        flow.Add(5, "B1", sent: false, "peer", octets);
        flow.Add(6, "B1", sent: false, "peer", octets.AsSpan(1));
        var read = DetailReader.Find(Written(64 * 1024, SampleCall.Record("A") with { Packed = flow }), DetailKind.Record, "A").Flow;
        Assert.Equal(octets, read[0].Raw.ToArray());
        Assert.Equal(octets[1..], read[1].Raw.ToArray());
    }

    [Fact]
    public void Constants_of_a_sentence_are_written_once()
    {
        var one = Written(1_000, SampleCall.Record("A") with { Decisions = [Long("201")], Flow = [] });
        var two = Written(1_000, SampleCall.Record("A") with { Decisions = [Long("201"), Long("202")], Flow = [] });
        Assert.InRange(two.Length - one.Length, 1, 30);

        static DecisionStep Long(string number) => new("line", number, "D17", "-", new(
            $"Linia firmowa {number} szuka dalej, bo nikt jeszcze nie odebrał, a czas się nie skończył.", $"The company line {number} hunts on, since nobody has answered and time is left."));
    }

    [Fact]
    public void Signals_place_and_causes_come_back_as_they_were()
    {
        var full = new CallSignals
        {
            CallIdIn = "a84b4c76e66710@pc33.example"u8.ToArray(),
            CallIdOut = "0123456789abcdef"u8.ToArray(),
            SessionId = "ab30317f1a784dc48ff824d0d3715d86"u8.ToArray(),
            Icid = "1234bc9876e",
            Codec = "AMR-WB",
            IsAnchored = false,
            IsWithheld = true,
            Diversion = new CallDiversion("+48601000201", "no-answer", 2),
            Denial = "CLASS_PREMIUM",
            Line = "+48600000001",
        };
        var place = new CallerPlace { Source = PlaceSource.Cell, Access = "3GPP-NR-FDD", Cell = new CellKey("nr:1"), Zone = "siedziba", AreaCode = "22" };
        var site = new CallerPlace { Source = PlaceSource.Site, Site = "Warszawa" };
        var fixedOnly = CallerPlace.Unknown with { AreaCode = "91" };
        var records = new[]
        {
            SampleCall.Record("A") with { Signals = full, Place = place, Attempts = [new("B1", "201", CallCause.Busy, 486, TimeSpan.Zero, 17), new("B2", "202", CallCause.Cleared, 200, TimeSpan.Zero, 0)] },
            SampleCall.Record("B"),
            SampleCall.Record("C") with { Signals = full with { IsAnchored = true, Diversion = null, CallIdOut = default, Codec = "own codec" }, Place = site },
            SampleCall.Record("D") with { Signals = new CallSignals { Codec = "AMR-WB", IsAnchored = true }, Place = fixedOnly },
        };
        var blob = Written(64 * 1024, records);
        foreach (var record in records)
        {
            var read = DetailReader.Find(blob, DetailKind.Record, record.Id);
            Assert.Equal((record.Signals, record.Place), (read.Signals, read.Place));
            Assert.Equal(record.Attempts.AsEnumerable(), read.Attempts);
            Assert.Equal(record.Flow.Length, read.Flow.Length);
        }
    }

    [Fact]
    public void A_blob_of_the_first_form_has_no_signals()
    {
        var (numbers, text) = (new NumberWriter(), new TextPacker());
        numbers.Add((long)DetailKind.Record);
        numbers.Add(text.Add("A"));
        numbers.Add(0);
        numbers.Add(1);
        numbers.Add(text.Add("B1"));
        numbers.Add(text.Add("202"));
        Assert.True(numbers.Constant("Busy"));
        numbers.Add(text.Add("Busy"));
        numbers.Add(486);
        numbers.Add(1_234);
        numbers.Add(0);
        numbers.Add(0);
        var head = new NumberWriter();
        head.Add(1);
        head.Add(numbers.Written.Length);
        var read = DetailReader.Find([.. head.Written, .. numbers.Written, .. text.End()], DetailKind.Record, "A");
        Assert.Equal(new CallAttempt("B1", "202", CallCause.Busy, 486, TimeSpan.FromMilliseconds(1_234)), Assert.Single(read.Attempts));
        Assert.Equal((CallSignals.None, CallerPlace.Unknown), (read.Signals, read.Place));
    }

    [Fact]
    public void Damaged_blobs_are_refused_and_nothing_else_happens()
    {
        var blob = Written(64 * 1024, [.. Enumerable.Range(0, 5).Select(n => SampleCall.Record($"0{n}"))]);
        var chance = new Random(1);
        var refused = 0;
        for (var round = 0; round < 2_000; round++)
        {
            var damaged = blob[..chance.Next(1, blob.Length + 1)];
            damaged[chance.Next(damaged.Length)] = (byte)chance.Next(256);
            try
            {
                DetailReader.Find(damaged, DetailKind.Record, "04");
            }
            catch (InvalidDataException)
            {
                refused++;
            }
        }
        Assert.InRange(refused, 1_000, 2_000);
    }

    [Fact]
    public void A_blob_of_a_later_form_is_refused() => Assert.Throws<InvalidDataException>(() => DetailReader.Find([9, 0, 0], DetailKind.Record, "A"));

    private static byte[] Written(int limit, params CallRecord[] records)
    {
        var writer = new DetailWriter(limit);
        writer.Clear();
        foreach (var record in records)
            writer.Add(record);
        return writer.End().ToArray();
    }

    private static DecisionStep Step(string input, string what) => new("route", input, "§4.5", "ring", new Sentence($"Numer {input}: {what}.", $"Number {input}: {what}."));
}
