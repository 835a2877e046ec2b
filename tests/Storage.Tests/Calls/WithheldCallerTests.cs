using System.Text;
using PbxBridge.Routing.Plans;
using PbxBridge.Storage.Calls;

namespace PbxBridge.Storage.Tests.Calls;

public sealed class WithheldCallerTests
{
    private const string Number = "+48512345678";

    private static readonly CallRecord Incoming = SampleCall.Record("1") with { Direction = CallDirection.Incoming, CallerNumber = Number, CallerShown = null, Signals = new() { IsWithheld = true } };

    [Fact]
    public void Who_comes_from_outside_and_asked_for_it_is_withheld()
    {
        Assert.True(WithheldCaller.Is(Incoming));
        Assert.False(WithheldCaller.Is(Incoming with { Direction = CallDirection.Outgoing }));
        Assert.False(WithheldCaller.Is(Incoming with { Direction = CallDirection.Internal }));
        Assert.False(WithheldCaller.Is(Incoming with { CallerNumber = WithheldCaller.Anonymous }));
        // Something else was seen in its place; and it itself, by somebody who may.
        Assert.True(WithheldCaller.Is(Incoming with { CallerShown = "+48225558000" }));
        Assert.False(WithheldCaller.Is(Incoming with { CallerShown = Number }));
    }

    // Of before the record said it: whoever was rung was to see nothing.
    [Fact]
    public void A_call_that_rang_without_a_number_is_withheld_and_one_that_never_rang_is_not()
    {
        var old = Incoming with { Signals = CallSignals.None };
        Assert.True(WithheldCaller.Is(old));
        Assert.False(WithheldCaller.Is(old with { RingingAt = null }));
        Assert.False(WithheldCaller.Is(old with { CallerShown = Number }));
    }

    [Fact]
    public void Nothing_of_his_number_is_left_in_decisions_messages_and_talks()
    {
        var masked = WithheldCaller.Masked(Incoming with
        {
            Decisions = [new("caller", $"sip:{Number}@x", "CLI-3", Number, new Sentence($"Dzwoni {Number}.", $"{Number} calls."))],
            Flow = [new(TimeSpan.Zero, "A", false, "peer", "INVITE sip:201@x SIP/2.0", "INVITE sip:201@x SIP/2.0\r\nP-Asserted-Identity: <sip:+48512345678@x>, <tel:512-345-678>\r\n\r\n"u8.ToArray())],
            Talks = [new(SampleCall.Start, SampleCall.Start, Number, "+48601000202")],
        }, [Number]);
        Assert.Equal((WithheldCaller.Anonymous, (string?)null, "+48xxxxxxxxx"), (masked.CallerNumber, masked.CallerShown, masked.Talks[0].One));
        Assert.Equal(("sip:+48xxxxxxxxx@x", "+48xxxxxxxxx", "Dzwoni +48xxxxxxxxx."), (masked.Decisions[0].Input, masked.Decisions[0].Outcome, masked.Decisions[0].Sentence.Polish));
        Assert.Contains("<sip:+48xxxxxxxxx@x>, <tel:xxx-xxx-xxx>", Encoding.UTF8.GetString(masked.Flow[0].Raw.Span), StringComparison.Ordinal);
    }
}
