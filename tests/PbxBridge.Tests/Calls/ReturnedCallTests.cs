using PbxBridge.Routing.Plans;
using PbxBridge.Testing;
using PbxBridge.Tests.Office;

namespace PbxBridge.Tests.Calls;

/// <summary>LOOP-5, LOOP-7: a call that comes back is known by its icid, its Session-ID or its pair, although its History-Info and Diversion were stripped.</summary>
public sealed class ReturnedCallTests
{
    private const string Customer = "+48226000000";
    private const string Malopolskie = "+48600000003";
    private const string Jan = "+48601000401";
    private const string Katarzyna = "+48601000402";
    private const string Session = "ab30317f1a784dc48ff824d0d3715d86";

    [Theory]
    [InlineData(Malopolskie)]
    [InlineData(Jan)]
    public void The_network_that_returns_a_members_call_with_its_icid_is_refused_with_482(string to)
    {
        using var office = TestOffice.Demo();
        office.Mobile(Jan).Waits();
        office.Caller(Customer).Dials(Malopolskie);
        office.Run(1);
        var returned = Return(office, office.Mobile(Jan).Call.Invite, to);
        office.Run(1);
        Assert.Equal(482, returned.FinalStatus);
        Assert.Single(office.MobileNetwork.Calls, c => !c.IsOutgoing);
        Assert.Equal((CallCause.Loop, "LOOP-5"), (office.Record.Outcome, office.Record.Decisions[^1].Rule));
    }

    [Fact]
    public void A_call_of_the_PBX_is_known_by_the_icid_that_it_got_from_us()
    {
        using var office = TestOffice.Demo(new OfficeOptions().WithoutVoicemail());
        office.Mobile(Jan).Waits();
        office.Desk("8001").Dials("401");
        office.Run(1);
        var returned = Return(office, office.Mobile(Jan).Call.Invite, Jan);
        office.Run(1);
        Assert.Equal(482, returned.FinalStatus);
    }

    [Fact]
    public void The_network_may_send_a_members_call_on_to_another_number_of_the_company()
    {
        using var office = TestOffice.Demo();
        office.Mobile(Jan).Waits();
        office.Caller(Customer).Dials(Malopolskie);
        office.Run(1);
        var sentOn = Return(office, office.Mobile(Jan).Call.Invite, "+48225558001");
        office.Run(2);
        Assert.Equal(PhoneCallState.Answered, sentOn.State);
        Assert.Single(office.Desk("8001").Calls);
    }

    [Fact]
    public void What_it_was_sent_on_to_counts_too()
    {
        using var office = TestOffice.Demo();
        office.Mobile(Jan).Waits();
        office.Desk("8001").Waits();
        office.Caller(Customer).Dials(Malopolskie);
        office.Run(1);
        var invite = office.Mobile(Jan).Call.Invite;
        Return(office, invite, "+48225558001");
        office.Run(1);
        var again = Return(office, invite, "+48225558001");
        office.Run(1);
        Assert.Equal(482, again.FinalStatus);
    }

    [Fact]
    public void After_the_answer_the_same_icid_is_no_loop()
    {
        using var office = TestOffice.Demo();
        office.Mobile(Jan).Answers(after: 1);
        office.Caller(Customer).Dials(Malopolskie);
        office.Run(3);
        var later = Return(office, office.Mobile(Jan).Call.Invite, Katarzyna);
        office.Run(3);
        Assert.Equal(PhoneCallState.Answered, later.State);
    }

    [Fact]
    public void A_PBX_that_gives_a_call_back_with_its_Session_ID_is_refused_at_any_time()
    {
        using var office = TestOffice.Demo();
        office.Desk("8001").Waits();
        office.Desk("8002").Dials("8001");
        office.Run(3);
        var mark = office.Desk("8001").Call.Invite["Session-ID"];
        Assert.Matches("^[0-9a-f]{32};remote=0{32}$", mark);
        var returned = office.Desk("8002").Dials("8001", new() { Headers = [("Session-ID", mark)] });
        office.Run(1);
        Assert.Equal(482, returned.FinalStatus);
        Assert.Equal("LOOP-7", office.Record.Decisions[^1].Rule);
        Assert.Single(office.Desk("8001").Calls);
    }

    [Theory]
    [InlineData(2.0, 482, 1)]
    [InlineData(2.1, 0, 2)]
    public void Without_a_mark_it_is_refused_within_two_seconds(double after, int status, int rung)
    {
        using var office = TestOffice.Demo();
        office.Desk("8001").Waits();
        office.Desk("8002").Dials("8001");
        office.Run(after);
        var again = office.Desk("8002").Dials("8001");
        office.Run(0.5);
        Assert.Equal((status, rung), (again.FinalStatus, office.Desk("8001").Calls.Count));
    }

    [Fact]
    public void The_same_Session_ID_of_any_caller_to_the_same_number_is_the_same_call()
    {
        using var office = TestOffice.Demo();
        office.Desk("8001").Waits();
        DialOptions marked = new() { Headers = [("Session-ID", Session + ";remote=00000000000000000000000000000000")] };
        office.Caller(Customer).Dials("+48225558001", marked);
        office.Run(3);
        var again = office.Caller(Customer).Dials("+48225558001", marked);
        var other = office.Caller(Customer).Dials("+48225558001", new() { Headers = [("Session-ID", Session.Replace('a', 'b') + ";remote=00000000000000000000000000000000")] });
        office.Run(1);
        Assert.Equal((482, 0), (again.FinalStatus, other.FinalStatus));
        Assert.Equal(2, office.Desk("8001").Calls.Count);
    }

    // As a network does it that knows nothing of diversions: the caller and the icid of the INVITE that it got.
    private static PhoneCall Return(TestOffice office, WireMessage invite, string to) => office.Mobile(Customer).Dials(to, new()
    {
        From = $"<{WireMessage.Uri(invite["From"])}>",
        Headers = [("P-Asserted-Identity", invite["P-Asserted-Identity"]), ("P-Charging-Vector", invite["P-Charging-Vector"])],
    });
}
