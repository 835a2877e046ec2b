using PbxBridge.Charging.Amounts;
using PbxBridge.Configuration;
using PbxBridge.Routing.Plans;
using PbxBridge.Routing.PrivateCalls;
using PbxBridge.Storage.Calls;
using PbxBridge.Storage.Charges;
using PbxBridge.Testing;
using PbxBridge.Tests.Charges;
using PbxBridge.Tests.Office;

namespace PbxBridge.Tests.Calls;

/// <summary>CDR-2: a known caller who is refused before anything is done for him leaves a record too, with nothing to pay.</summary>
public sealed class RefusedAtOnceTests
{
    private const string Piotr = ChargeOffice.Piotr;
    private const string Video = "v=0\r\no=x 1 1 IN IP4 198.51.100.70\r\ns=-\r\nc=IN IP4 198.51.100.70\r\nt=0 0\r\nm=video 4000 RTP/AVP 96\r\n";

    // Nobody looks up the host of a connection line: better no call than one without sound.
    [Fact]
    public void An_offer_whose_connection_is_a_host_name_is_488()
    {
        using var office = TestOffice.Demo();
        var call = office.Pbx.Dial($"sip:202@{TestOffice.BridgeHost}", new()
        {
            From = "<sip:8001@203.0.113.80>",
            Sdp = "v=0\r\no=x 1 1 IN IP4 pbx.example.pl\r\ns=-\r\nc=IN IP4 pbx.example.pl\r\nt=0 0\r\nm=audio 4000 RTP/AVP 8\r\n",
        });
        office.Run(1);
        Assert.Equal(488, call.FinalStatus);
    }

    [Fact]
    public void No_free_port_is_503()
    {
        using var office = TestOffice.Demo();
        office.Media.MostPorts = 1;
        var call = office.Mobile(Piotr).Dials("8001");
        office.Run(1);
        Assert.Equal(503, call.FinalStatus);
        Assert.Equal((CallCause.Congestion, 34), (office.Record.Outcome, office.Record.Q850));
    }

    [Fact]
    public void Not_even_one_free_port_is_503_and_leaves_a_record()
    {
        using var office = TestOffice.Demo();
        office.Media.MostPorts = 0;
        var call = office.Mobile(Piotr).Dials("8001");
        office.Run(1);
        Assert.Equal((503, "5"), (call.FinalStatus, call.Responses[^1]["Retry-After"]));
        AssertLeft(office, CallCause.Congestion, 503, 34);
    }

    [Fact]
    public void A_description_without_sound_is_488_and_leaves_a_record()
    {
        using var office = TestOffice.Demo();
        var call = office.Mobile(Piotr).Dials("8001", new() { Sdp = Video });
        office.Run(1);
        Assert.Equal([488], call.Responses.Select(response => response.Status));
        Assert.StartsWith("304 ", call.Responses[^1]["Warning"], StringComparison.Ordinal);
        var record = AssertLeft(office, CallCause.Media, 488, 88);
        Assert.Equal((Piotr, "+48225558001", "mobile", "przyklad"), (record.CallerNumber, record.Called?.Value, record.InTrunk, record.Company));
        Assert.Equal(call.Invite["Call-ID"], record.Signals.CallIdIn.ToString());
        Assert.Equal(["INVITE", "488"], record.Flow.Select(message => message.FirstLine.StartsWith("SIP/2.0", StringComparison.Ordinal) ? message.FirstLine[8..11] : message.FirstLine.Split(' ')[0]));
        Assert.Equal(("admission", "The offer has no sound that can be relayed."), (record.Decisions[^1].Step, record.Decisions[^1].Sentence.English));
    }

    [Fact]
    public void While_the_bridge_drains_an_attempt_is_recorded()
    {
        using var office = TestOffice.Demo();
        office.OnLoop(office.Bridge.BeginDrain);
        office.Desk("8002").Dials("301");
        office.Run(1);
        AssertLeft(office, CallCause.Overload, 503, 42);
    }

    [Fact]
    public void A_full_trunk_leaves_a_record_of_the_call_that_did_not_fit()
    {
        using var office = TestOffice.Demo(new OfficeOptions().WithPbx(trunk => trunk with { MaxChannels = 1 }));
        office.Mobile(Piotr).Answers();
        office.Desk("8001").Dials("202");
        office.Run(2);
        office.Desk("8002").Dials("202");
        office.Run(1);
        AssertLeft(office, CallCause.Congestion, 503, 34);
    }

    [Fact]
    public void A_call_that_may_be_forked_no_more_leaves_a_record()
    {
        using var office = TestOffice.Demo();
        office.Desk("8001").Dials("202", new() { Headers = [("Max-Breadth", "0")] });
        office.Run(1);
        AssertLeft(office, CallCause.Loop, 440, 25);
    }

    [Fact]
    public void The_number_of_a_private_call_is_masked_all_the_same_and_the_company_sees_nothing_of_a_prepaid_one()
    {
        using var office = TestOffice.Demo(new OfficeOptions().WithOwnAccount());
        office.Mobile(ChargeOffice.Anna).Dials("501234567*", new() { Sdp = Video });
        office.Run(1);
        var record = office.Stored(office.Record);
        Assert.Equal((Billing.PrivatePrepaid, "+48501xxxxxx"), (record.Billing, record.Called?.Value));
        Assert.DoesNotContain("501234567", string.Concat(record.Flow.Select(message => System.Text.Encoding.UTF8.GetString(message.Raw.Span))) + record.Dialled, StringComparison.Ordinal);
        Assert.Empty(office.Store.Calls.Last(10, new CallFilter("przyklad")));
    }

    [Fact]
    public void The_code_of_a_voucher_stands_nowhere()
    {
        using var office = TestOffice.Demo(new OfficeOptions().WithEmployee("202", employee => employee with { PrivateMode = PrivateMode.Prepaid }));
        office.Mobile(Piotr).Dials("*111*12345678901237%23", new() { Sdp = Video });
        office.Run(1);
        var record = office.Stored(office.Record);
        Assert.Equal(488, record.SipStatus);
        Assert.DoesNotContain("12345678901237", string.Concat(record.Flow.Select(message => System.Text.Encoding.UTF8.GetString(message.Raw.Span))) + record.Dialled, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_is_reserved_for_it()
    {
        using var office = TestOffice.Demo(ChargeOffice.WithBalance(ChargeOffice.Anna, 5m).WithOwnAccount());
        office.Mobile(ChargeOffice.Anna).Dials("501234567*", new() { Sdp = Video });
        office.Run(1);
        Assert.Equal(Money.Zero, office.Account(ChargeOffice.Purse(ChargeOffice.Anna))?.Reserved);
    }

    [Fact]
    public void When_the_bridge_has_no_room_nothing_is_written()
    {
        using var office = TestOffice.Demo(new OfficeOptions { Sip = new SipOptions { MaxCalls = 1 } });
        office.Desk("8001").RingsOut();
        office.Mobile(Piotr).Dials("8001");
        office.Run(1);
        var second = office.Mobile(ChargeOffice.Anna).Dials("8001");
        office.Run(1);
        Assert.Equal(503, second.FinalStatus);
        Assert.Empty(office.Records);
    }

    private static CallRecord AssertLeft(TestOffice office, CallCause cause, int status, int q850)
    {
        var record = office.Stored(office.Record);
        Assert.Equal((cause, status, (int?)q850, (DateTimeOffset?)null, ReleasedBy.Bridge), (record.Outcome, record.SipStatus, record.Q850, record.AnsweredAt, record.ReleasedBy));
        var charge = office.Charge();
        Assert.Equal((Billing.Free, Money.Zero, Money.Zero, 0), (charge.Billing, charge.Net, charge.Gross, (int)charge.Billed.TotalSeconds));
        return record;
    }
}
