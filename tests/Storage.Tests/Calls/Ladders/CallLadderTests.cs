using PbxBridge.Routing.Plans;
using PbxBridge.Storage.Calls;
using PbxBridge.Storage.Calls.Ladders;

namespace PbxBridge.Storage.Tests.Calls.Ladders;

/// <summary>X2: each message goes where it went, and each decision stands where it was made.</summary>
public sealed class CallLadderTests
{
    private const string Anna = "+48601000201", Ewa = "+48601000302", Piotr = "+48601000202";

    private static readonly CallAttempt[] HuntAttempts = [Attempt("B1", Anna, CallCause.Busy), Attempt("B2", Ewa, CallCause.NoAnswer), Attempt("B3", Piotr, CallCause.Cleared)];

    // Anna is busy, Ewa does not answer and is given up, Piotr takes it.
    private static readonly FlowEvent[] HuntFlow =
    [
        Got("A", "INVITE sip:600@bridge SIP/2.0"), Sent("A", "SIP/2.0 100 Trying"),
        Sent("B1", "INVITE sip:anna@192.0.2.1 SIP/2.0"), Got("B1", "SIP/2.0 486 Busy Here"), Sent("B1", "ACK sip:anna@192.0.2.1 SIP/2.0"),
        Sent("B2", "INVITE sip:ewa@192.0.2.2 SIP/2.0"), Got("B2", "SIP/2.0 180 Ringing"), Sent("B2", "CANCEL sip:ewa@192.0.2.2 SIP/2.0"),
        Sent("B3", "INVITE sip:piotr@192.0.2.3 SIP/2.0"), Got("B2", "SIP/2.0 487 Request Terminated"), Got("B3", "SIP/2.0 200 OK"), Sent("A", "SIP/2.0 200 OK"),
    ];

    [Fact]
    public void A_hunt_is_drawn_with_every_arrow_at_its_place_and_decisions_between()
    {
        var ladder = CallLadder.Of(HuntFlow, [Step("line", "D17"), Failed("Anna", CallCause.Busy), Dropped("Anna"), Failed("Ewa", CallCause.NoAnswer)], HuntAttempts, NameOf);
        Assert.Equal([("A", "peer of A"), (null, ""), ("B1", "peer of B1"), ("B2", "peer of B2"), ("B3", "peer of B3")], ladder.Columns.Select(column => (column.Leg, column.Peer)));
        Assert.Equal(
            [
                "0>1 INVITE", "line", "1>0 100 Trying", "1>2 INVITE", "2>1 486 Busy Here", "Anna Busy", "Anna dropped", "1>2 ACK", "1>3 INVITE", "3>1 180 Ringing", "1>3 CANCEL", "Ewa NoAnswer", "1>4 INVITE",
                "3>1 487 Request Terminated", "4>1 200 OK", "1>0 200 OK",
            ],
            Drawn(ladder));
    }

    [Fact]
    public void Without_names_the_outcome_tells_whose_end_it_was() =>
        Assert.Equal(
            [("Anna Busy", "2>1 486 Busy Here"), ("Ewa NoAnswer", "1>3 CANCEL")],
            After(CallLadder.Of(HuntFlow, [Failed("Anna", CallCause.Busy), Failed("Ewa", CallCause.NoAnswer)], HuntAttempts)));

    // His softphone is busy after his mobile is: then he is.
    [Fact]
    public void Who_is_rung_on_two_phones_has_failed_with_the_last_of_them()
    {
        FlowEvent[] flow =
        [
            Got("A", "INVITE sip:201@bridge SIP/2.0"), Sent("B1", "INVITE sip:x SIP/2.0"), Sent("B2", "INVITE sip:anna SIP/2.0"), Got("B1", "SIP/2.0 486 Busy Here"), Got("B2", "SIP/2.0 486 Busy Here"),
            Sent("B3", "INVITE sip:ewa SIP/2.0"),
        ];
        var ladder = CallLadder.Of(flow, [Failed("Anna", CallCause.Busy)], [Attempt("B1", Anna, CallCause.Busy), Attempt("B2", Anna, CallCause.Busy), Attempt("B3", Ewa, CallCause.Busy)], NameOf);
        Assert.Equal([("Anna Busy", "3>1 486 Busy Here")], After(ladder));
    }

    [Fact]
    public void Who_is_asked_again_in_the_next_round_fails_twice_in_two_places()
    {
        FlowEvent[] flow =
        [
            Got("A", "INVITE sip:600@bridge SIP/2.0"), Sent("B1", "INVITE sip:1 SIP/2.0"), Got("B1", "SIP/2.0 486 Busy Here"), Sent("B2", "INVITE sip:2 SIP/2.0"), Sent("B2", "CANCEL sip:2 SIP/2.0"),
            Sent("B3", "INVITE sip:1 SIP/2.0"), Got("B3", "SIP/2.0 486 Busy Here"), Sent("A", "SIP/2.0 480 Temporarily Unavailable"),
        ];
        var ladder = CallLadder.Of(
            flow, [Failed("Anna", CallCause.Busy), Failed("Ewa", CallCause.NoAnswer), new("hunt", "600", "D3", "2", new("runda 2", "round 2")), Failed("Anna", CallCause.Busy)],
            [Attempt("B1", Anna, CallCause.Busy), Attempt("B2", Ewa, CallCause.NoAnswer), Attempt("B3", Anna, CallCause.Busy)], NameOf);
        Assert.Equal([("Anna Busy", "2>1 486 Busy Here"), ("Ewa NoAnswer", "1>3 CANCEL"), ("round 2", "1>3 CANCEL"), ("Anna Busy", "4>1 486 Busy Here")], After(ladder));
    }

    // Anna has no phone that is there: nothing was sent, and Ewa's end is not hers.
    [Fact]
    public void Who_was_sent_no_message_does_not_stand_at_somebody_elses_end()
    {
        FlowEvent[] flow = [Got("A", "INVITE sip:600@bridge SIP/2.0"), Sent("B2", "INVITE sip:2 SIP/2.0"), Got("B2", "SIP/2.0 480 Temporarily Unavailable"), Sent("B3", "INVITE sip:3 SIP/2.0"), Got("B3", "SIP/2.0 180 Ringing")];
        var ladder = CallLadder.Of(
            flow, [Failed("Ewa", CallCause.Unreachable), Failed("Anna", CallCause.Unreachable)], [Attempt("B1", Anna, CallCause.Unreachable), Attempt("B2", Ewa, CallCause.Unreachable), Attempt("B3", Piotr, CallCause.Unreachable)],
            NameOf);
        Assert.Equal([("Ewa Unreachable", "2>1 480 Temporarily Unavailable"), ("Anna Unreachable", "2>1 480 Temporarily Unavailable")], After(ladder));
    }

    [Fact]
    public void Who_did_not_press_one_is_told_where_he_is_hung_up()
    {
        FlowEvent[] flow =
        [
            Got("A", "INVITE sip:600@bridge SIP/2.0"), Sent("B1", "INVITE sip:1 SIP/2.0"), Got("B1", "SIP/2.0 200 OK"), Sent("B1", "ACK sip:1 SIP/2.0"), Sent("B1", "BYE sip:1 SIP/2.0"), Got("B1", "SIP/2.0 200 OK"),
        ];
        var ladder = CallLadder.Of(flow, [new("hunt", "Anna", "FAKE-1", "NotTaken", new("nie przyjęte", "not taken"))], [Attempt("B1", Anna, CallCause.Diverted)], NameOf);
        Assert.Equal([("not taken", "1>2 BYE")], After(ladder));
    }

    [Fact]
    public void A_late_answer_stands_with_the_200_that_came_late()
    {
        FlowEvent[] flow = [Got("A", "INVITE sip:600@bridge SIP/2.0"), Sent("B1", "INVITE sip:1 SIP/2.0"), Sent("B1", "CANCEL sip:1 SIP/2.0"), Got("B1", "SIP/2.0 200 OK"), Sent("B1", "BYE sip:1 SIP/2.0")];
        Assert.Equal([("late", "2>1 200 OK")], After(CallLadder.Of(flow, [new("hunt", "1", "HUNT-3", "HungUp", new("późno", "late"))], [])));
    }

    [Fact]
    public void A_transfer_begins_with_REFER_and_ends_with_the_last_NOTIFY()
    {
        FlowEvent[] flow =
        [
            Got("A", "INVITE sip:201@bridge SIP/2.0"), Sent("A", "SIP/2.0 200 OK"), Got("A", "REFER sip:x SIP/2.0"), Sent("A", "SIP/2.0 202 Accepted"), Sent("A", "NOTIFY sip:a SIP/2.0"), Got("A", "SIP/2.0 200 OK"),
            Sent("A", "NOTIFY sip:a SIP/2.0"), Got("A", "BYE sip:b SIP/2.0"),
        ];
        var ladder = CallLadder.Of(flow, [Step("class", "NUM-1"), Step("transferred", "begins"), Step("transferred", "done")], []);
        Assert.Equal(["0>1 INVITE", "class", "1>0 200 OK", "0>1 REFER", "transferred", "1>0 202 Accepted", "1>0 NOTIFY", "0>1 200 OK", "1>0 NOTIFY", "transferred", "0>1 BYE"], Drawn(ladder));
    }

    [Fact]
    public void A_call_that_was_cut_says_why_before_the_BYE()
    {
        FlowEvent[] flow = [Got("A", "INVITE sip:1@bridge SIP/2.0"), Sent("A", "SIP/2.0 200 OK"), Got("A", "ACK sip:1 SIP/2.0"), Sent("A", "BYE sip:1 SIP/2.0")];
        Assert.Equal([("end", "0>1 ACK")], After(CallLadder.Of(flow, [Step("end", "§5.1")], [])));
    }

    [Fact]
    public void What_cannot_be_found_stands_at_the_end_and_a_call_that_nobody_dialled_begins_with_its_plan()
    {
        FlowEvent[] flow = [Sent("B1", "INVITE sip:1 SIP/2.0"), Got("B1", "SIP/2.0 200 OK")];
        Assert.Equal(["transfer", "1>2 INVITE", "2>1 200 OK", "Jan Busy"], Drawn(CallLadder.Of(flow, [Step("transfer", "TRF-1"), Failed("Jan", CallCause.Busy)], [])));
        Assert.Equal(["class"], Drawn(CallLadder.Of([], [Step("class", "NUM-1")], [])));
    }

    [Theory]
    [InlineData("INVITE sip:201@bridge SIP/2.0", MessageKind.Request, "INVITE", 0, "sip:201@bridge")]
    [InlineData("ACK sip:x SIP/2.0", MessageKind.Acknowledgement, "ACK", 0, "sip:x")]
    [InlineData("SIP/2.0 183 Session Progress", MessageKind.Provisional, "183 Session Progress", 183, "")]
    [InlineData("SIP/2.0 200 ", MessageKind.Success, "200", 200, "")]
    [InlineData("SIP/2.0 302 Moved", MessageKind.Failure, "302 Moved", 302, "")]
    [InlineData("SIP/2.0 603 Decline", MessageKind.Failure, "603 Decline", 603, "")]
    [InlineData("SIP/2.0 xyz", MessageKind.Failure, "xyz", 0, "")]
    [InlineData("", MessageKind.Request, "", 0, "")]
    public void A_first_line_is_taken_apart(string line, MessageKind kind, string label, int status, string target) =>
        Assert.Equal(new MessageHead(kind, label, status, target), MessageHead.Of(line));

    private static string? NameOf(string number) => number switch
    {
        Anna => "Anna",
        Ewa => "Ewa",
        _ => null,
    };

    private static List<string> Drawn(CallLadder ladder) => [.. ladder.Rows.Select(Text)];

    // Each decision of the hunt with the message above it.
    private static List<(string Decision, string Message)> After(CallLadder ladder)
    {
        var (found, last) = (new List<(string, string)>(), "");
        foreach (var row in ladder.Rows)
        {
            if (row is LadderRow.Message)
                last = Text(row);
            else
                found.Add((Text(row), last));
        }

        return found;
    }

    private static string Text(LadderRow row) => row switch
    {
        LadderRow.Message(var message, var from, var to) => $"{from}>{to} {MessageHead.Of(message.FirstLine).Label}",
        LadderRow.Decision(var step) => step.Sentence.English,
        _ => "",
    };

    private static DecisionStep Step(string step, string rule) => new(step, "x", rule, "x", new Sentence("–", step));

    private static DecisionStep Failed(string name, CallCause cause) => new("hunt", name, "§4.2", $"{cause}", new Sentence("–", $"{name} {cause}"));

    private static DecisionStep Dropped(string name) => new("hunt", name, "D3", "Busy", new Sentence("–", $"{name} dropped"));

    private static CallAttempt Attempt(string leg, string target, CallCause outcome) => new(leg, target, outcome, 0, TimeSpan.Zero);

    private static FlowEvent Got(string leg, string line) => new(TimeSpan.Zero, leg, false, $"peer of {leg}", line, default);

    private static FlowEvent Sent(string leg, string line) => new(TimeSpan.Zero, leg, true, $"peer of {leg}", line, default);
}
