using PbxBridge.Charging.Amounts;
using PbxBridge.Charging.Limits;
using PbxBridge.Storage.Calls;
using PbxBridge.Testing;
using PbxBridge.Tests.Charges;
using PbxBridge.Tests.Office;

namespace PbxBridge.Tests.Calls;

/// <summary>What a record says of the signalling of its call (§6.4).</summary>
public sealed class SignalTests
{
    private const string Customer = "+48226000000", Anna = ChargeOffice.Anna, Piotr = ChargeOffice.Piotr, Maria = "+48601000200";

    [Fact]
    public void Both_Call_IDs_the_charging_identifier_and_the_session_are_those_of_the_messages()
    {
        using var office = TestOffice.Demo();
        office.Mobile(Piotr).Answers();
        var call = office.Caller(Customer).Dials(Piotr, new DialOptions { Headers = [("Session-ID", "ab30317f1a784dc48ff824d0d3715d86;remote=00000000000000000000000000000000")] });
        Ends(office, call);
        var signals = office.Stored(office.Record).Signals;
        Assert.Equal((call.Invite["Call-ID"], office.Mobile(Piotr).Call.Invite["Call-ID"]), (signals.CallIdIn.ToString(), signals.CallIdOut.ToString()));
        Assert.Equal("1234bc9876e", signals.Icid);
        Assert.Equal("ab30317f1a784dc48ff824d0d3715d86;remote=00000000000000000000000000000000", signals.SessionId.ToString());
        Assert.False(signals.IsWithheld);
    }

    [Fact]
    public void A_call_of_the_PBX_into_the_network_has_the_identifier_that_we_made()
    {
        using var office = TestOffice.Demo();
        office.Mobile(Piotr).Answers();
        Ends(office, office.Desk("8001").Dials("202"));
        Assert.Equal(office.Mobile(Piotr).Call.Invite["P-Charging-Vector"].Split('"')[1], office.Stored(office.Record).Signals.Icid);
    }

    [Theory]
    [InlineData("8 101", "a=rtpmap:101 telephone-event/8000\r\n", "PCMA")]
    [InlineData("101 0", "a=rtpmap:101 telephone-event/8000\r\n", "PCMU")]
    [InlineData("96", "a=rtpmap:96 AMR-WB/16000\r\n", "AMR-WB")]
    [InlineData("97", "a=rtpmap:97 own-codec/16000\r\n", "own-codec")]
    public void The_codec_is_that_of_the_answer(string formats, string maps, string codec)
    {
        using var office = TestOffice.Demo();
        var sdp = $"v=0\r\no=x 1 1 IN IP4 198.51.100.70\r\ns=-\r\nc=IN IP4 198.51.100.70\r\nt=0 0\r\nm=audio 4000 RTP/AVP {formats}\r\n{maps}";
        office.Desk("8001").Waits();
        var call = office.Caller(Customer).Dials("+48225558001", new DialOptions { Sdp = sdp.Replace("RTP/AVP ", "RTP/AVP 18 ", StringComparison.Ordinal) });
        office.Run(1);
        office.Desk("8001").Call.Answer(sdp);
        Ends(office, call);
        Assert.Equal((codec, true), (office.Stored(office.Record).Signals.Codec, office.Record.Signals.IsAnchored));
    }

    [Fact]
    public void A_mailbox_speaks_a_codec_and_has_no_second_dialog()
    {
        using var office = TestOffice.Demo();
        Ends(office, office.Mobile(Piotr).Dials("500"), 5);
        Assert.Equal(("PCMA", true, ""), (office.Record.Signals.Codec, office.Record.Signals.IsAnchored, office.Record.Signals.CallIdOut.ToString()));
    }

    [Fact]
    public void A_call_that_was_not_answered_has_no_codec()
    {
        using var office = TestOffice.Demo();
        office.Desk("8001").Refuses(486);
        office.Mobile(Piotr).Dials("8001");
        office.Run(1);
        Assert.Equal((null, null), (office.Record.Signals.Codec, office.Record.Signals.IsAnchored));
    }

    [Fact]
    public void A_withheld_number_is_marked()
    {
        using var office = TestOffice.Demo();
        office.Desk("8001").Answers();
        Ends(office, office.Caller(Customer).Dials("+48225558001", new DialOptions { Headers = [("Privacy", "id")] }));
        Assert.True(office.Stored(office.Record).Signals.IsWithheld);
        Assert.Null(office.Record.CallerShown);
    }

    [Theory]
    [InlineData("Diversion", "<sip:+48502111333@ims.example;user=phone>;reason=user-busy;counter=1, <sip:+48502111222@ims.example>;reason=no-answer;counter=2", "+48502111333", "user-busy", 3)]
    [InlineData("Diversion", "<sip:8009@pbx.example>", "8009", "", 1)]
    [InlineData("History-Info", "<sip:+48502111222@ims.example>;index=1, <sip:+48502111333@ims.example>;index=1.1, <sip:+48601000202@ims.example;cause=408>;index=1.2", "+48502111333", "no-answer", 2)]
    public void Who_sent_the_call_on_before_it_came_is_named(string header, string value, string number, string reason, int count)
    {
        using var office = TestOffice.Demo();
        office.Mobile(Piotr).Answers();
        Ends(office, office.Caller(Customer).Dials(Piotr, new DialOptions { Headers = [(header, value)] }));
        Assert.Equal(new CallDiversion(number, reason, count), office.Stored(office.Record).Signals.Diversion);
    }

    [Fact]
    public void Our_own_sending_on_counts_on()
    {
        using var office = TestOffice.Demo();
        office.Mobile(Anna).IsBusy();
        office.Mobile(Maria).Answers();
        Ends(office, office.Caller(Customer).Dials(Anna, new DialOptions { Headers = [("Diversion", "<sip:+48502111333@ims.example>;reason=user-busy")] }), 4);
        Assert.Equal(new CallDiversion(Anna, "user-busy", 2), office.Stored(office.Record).Signals.Diversion);
    }

    [Fact]
    public void The_line_that_was_called_is_named_and_each_attempt_in_the_order_of_the_hunt_with_its_causes()
    {
        using var office = TestOffice.Demo();
        office.Mobile("+48601000401").Refuses(480, 20);
        office.Mobile("+48601000402").Answers();
        Ends(office, office.Caller(Customer).Dials("+48600000003"), 3);
        var record = office.Stored(office.Record);
        Assert.Equal("+48600000003", record.Signals.Line);
        Assert.Equal([("+48601000401", 480, 20), ("+48601000402", 200, null)], record.Attempts.Select(attempt => (attempt.Target, attempt.Status, attempt.Q850)));
    }

    [Fact]
    public void A_refusal_by_the_rules_has_its_code()
    {
        using var office = TestOffice.Demo();
        office.Mobile(ChargeOffice.Lucja).Dials("512000021");
        office.Run(15);
        Assert.Equal("DEFAULT", office.Stored(office.Record).Signals.Denial);
        Assert.Equal(403, office.Record.SipStatus);
    }

    [Fact]
    public void What_the_limit_counted_without_and_with_the_call_stands_in_the_charge()
    {
        using var office = TestOffice.Demo();
        office.Mobile(ChargeOffice.Outside).Answers();
        for (var n = 0; n < 2; n++)
            office.Mobile(Anna).TalksFor(office, ChargeOffice.Dialled, 60);
        office.Run(1);
        var uses = office.Records.Select(record => Assert.Single(office.Charges(record)).LimitUse).ToArray();
        Assert.Equal([(Money.Zero, Money.Of(0.29m)), (Money.Of(0.29m), Money.Of(0.58m))], uses);
    }

    [Fact]
    public void A_call_that_no_limit_counts_has_none()
    {
        using var office = TestOffice.Demo(new OfficeOptions().With(company => company with { DefaultLimit = null }));
        office.Mobile(ChargeOffice.Outside).Answers();
        office.Desk("8001").TalksFor(office, ChargeOffice.Dialled, 60);
        office.Run(1);
        Assert.Null(office.Charge().LimitUse);
    }

    [Fact]
    public void A_reserved_call_counts_what_it_cost_not_what_was_reserved()
    {
        using var office = TestOffice.Demo(new OfficeOptions().WithLimit(new CostLimit { Amount = Money.Of(100), Mode = LimitMode.BarAll, CutsRunning = true }));
        office.Mobile(ChargeOffice.Outside).Answers();
        office.Mobile(Anna).TalksFor(office, ChargeOffice.Dialled, 60);
        office.Run(1);
        Assert.Equal((Money.Zero, Money.Of(0.29m)), office.Charge().LimitUse);
    }

    private static void Ends(TestOffice office, PhoneCall call, double after = 2)
    {
        office.Run(after);
        call.HangUp();
        office.Run(1);
    }
}
