using PbxBridge.Configuration;
using PbxBridge.Testing;
using PbxBridge.Tests.Office;

namespace PbxBridge.Tests.Trunks;

public sealed class TrunkTests
{
    private const string Piotr = "+48601000202";
    private const string SecondHost = "203.0.113.81";

    private static OfficeOptions TwoAddresses => new OfficeOptions().WithPbx(t => t with { Peers = [new(TestOffice.PbxHost, 5080), new(SecondHost, 5080, Priority: 1)] });

    [Theory]
    [InlineData(503)]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(504)]
    public void An_address_that_fails_is_followed_by_the_next_address(int status)
    {
        using var office = TestOffice.Demo(TwoAddresses);
        var second = office.Peer("pbx2", SecondHost, 5080);
        office.Desk("8001").Refuses(status);
        var call = office.Mobile(Piotr).Dials("8001");
        office.Run(2);
        Assert.Equal(PhoneCallState.Answered, call.State);
        Assert.Single(second.Calls);
        call.HangUp();
        office.Run(1);
        Assert.Equal(200, Assert.Single(office.Record.Attempts).Status);
    }

    [Theory]
    [InlineData(486)]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(603)]
    public void A_refusal_is_not_carried_to_the_next_address(int status)
    {
        using var office = TestOffice.Demo(TwoAddresses);
        var second = office.Peer("pbx2", SecondHost, 5080);
        office.Desk("8001").Refuses(status);
        var call = office.Mobile(Piotr).Dials("8001");
        office.Run(2);
        Assert.Equal(status, call.FinalStatus);
        Assert.Empty(second.Calls);
    }

    [Fact]
    public void A_failure_after_ringing_is_not_carried_to_the_next_address()
    {
        using var office = TestOffice.Demo(TwoAddresses);
        var second = office.Peer("pbx2", SecondHost, 5080);
        office.Desk("8001").Declines(after: 2, status: 503);
        var call = office.Mobile(Piotr).Dials("8001");
        office.Run(3);
        Assert.Equal(480, call.FinalStatus);
        Assert.Empty(second.Calls);
    }

    [Fact]
    public void An_address_without_a_sign_for_4_seconds_is_followed_by_the_next_address()
    {
        using var office = TestOffice.Demo(TwoAddresses);
        var second = office.Peer("pbx2", SecondHost, 5080);
        office.Desk("8001").IsDead();
        var call = office.Mobile(Piotr).Dials("8001");
        office.Run(3.9);
        Assert.Empty(second.Calls);
        office.Run(2.1);
        Assert.Equal(PhoneCallState.Answered, call.State);
        Assert.Single(second.Calls);
    }

    [Fact]
    public void Of_four_addresses_three_are_tried()
    {
        using var office = TestOffice.Demo(With(4));
        var others = Others(office, 4);
        office.Desk("8001").Refuses(503);
        foreach (var other in others)
            other.Script = new() { RingsAfter = null, AnswersAfter = null, DeclinesWith = 503 };
        var call = office.Mobile(Piotr).Dials("8001");
        office.Run(3);
        Assert.Equal([1, 1, 0], others.Select(other => other.Calls.Count));
        Assert.Equal(480, call.FinalStatus);
    }

    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 0)]
    public void After_12_seconds_no_other_address_is_tried(bool late, int third)
    {
        // With the usual T_prov each address is given up before.
        using var office = TestOffice.Demo(With(3) with { Operator = o => o with { Timers = new() { Provisional = TimeSpan.FromSeconds(20) } } });
        var others = Others(office, 3);
        foreach (var (phone, after) in new[] { (office.Pbx, 7.0), (others[0], late ? 5.5 : 4.5) })
            phone.ScriptOf = _ => new() { RingsAfter = null, AnswersAfter = null, DeclinesWith = 503, DeclinesAfter = TimeSpan.FromSeconds(after) };
        var call = office.Mobile(Piotr).Dials("8001");
        office.Run(14);
        Assert.Equal([1, third], others.Select(other => other.Calls.Count));
        Assert.Equal(late ? PhoneCallState.Ended : PhoneCallState.Answered, call.State);
    }

    [Fact]
    public void Addresses_of_one_priority_share_the_calls_by_weight()
    {
        using var office = TestOffice.Demo(new OfficeOptions { Records = false }.WithPbx(t => t with { Peers = [new(TestOffice.PbxHost, 5080, Weight: 3), new(SecondHost, 5080, Weight: 1)] }));
        var second = office.Peer("pbx2", SecondHost, 5080);
        foreach (var phone in (SipPhone[])[office.Pbx, second])
            phone.ScriptOf = _ => new() { RingsAfter = null, AnswersAfter = null, DeclinesWith = 486 };
        for (var i = 0; i < 200; i++)
        {
            office.Mobile(Piotr).Dials("8001");
            office.Run(0.1);
        }
        var (first, other) = (office.Pbx.Calls.Count, second.Calls.Count);
        Assert.Equal(200, first + other);
        Assert.InRange(first, 130, 170);
    }

    private static OfficeOptions With(int addresses) => new OfficeOptions().WithPbx(t => t with
    {
        Peers = [new(TestOffice.PbxHost, 5080), .. Enumerable.Range(1, addresses - 1).Select(i => new PbxBridge.Routing.Companies.TrunkPeer($"203.0.113.{80 + i}", 5080, Priority: i))],
    });

    private static SipPhone[] Others(TestOffice office, int addresses) => [.. Enumerable.Range(1, addresses - 1).Select(i => office.Peer($"pbx{i + 1}", $"203.0.113.{80 + i}", 5080))];

    [Fact]
    public void A_busy_answer_of_the_second_address_ends_the_call_at_once_though_the_first_never_spoke()
    {
        using var office = TestOffice.Demo(TwoAddresses);
        var second = office.Peer("pbx2", SecondHost, 5080);
        second.Script = new() { RingsAfter = null, AnswersAfter = null, DeclinesWith = 486 };
        office.Desk("8001").IsDead();
        var call = office.Mobile(Piotr).Dials("8001");
        office.Run(5);
        Assert.Equal(486, call.FinalStatus);
    }

    [Fact]
    public void An_address_that_asked_for_rest_is_left_alone_for_that_time()
    {
        using var office = TestOffice.Demo(TwoAddresses);
        var second = office.Peer("pbx2", SecondHost, 5080);
        office.Desk("8001").Does(new() { RingsAfter = null, AnswersAfter = null, DeclinesWith = 503, Headers = [("Retry-After", "60")] });
        foreach (var wait in (double[])[10, 60, 1])
        {
            office.Mobile(Piotr).Dials("8001");
            office.Run(wait);
        }
        Assert.Equal(2, office.Desk("8001").Calls.Count);
        Assert.Equal(3, second.Calls.Count);
    }

    [Fact]
    public void A_trunk_that_answers_no_probe_goes_down_after_three_and_comes_up_after_two()
    {
        using var office = TestOffice.Demo();
        office.Run(2);
        Assert.True(office.Bridge.Status().Trunks["przyklad-pbx"]);
        office.Pbx.Script = new() { IsDead = true };
        office.Run(75);
        Assert.True(office.Bridge.Status().Trunks["przyklad-pbx"]);
        office.Run(35);
        Assert.False(office.Bridge.Status().Trunks["przyklad-pbx"]);
        office.Pbx.Script = PhoneScript.Answers;
        office.Run(70);
        Assert.True(office.Bridge.Status().Trunks["przyklad-pbx"]);
        Assert.Equal(["Trunk przyklad-pbx: 203.0.113.80:5080 is down", "Trunk przyklad-pbx: 203.0.113.80:5080 is up"],
            office.Log.Lines.Select(l => l.Text).Where(t => t.StartsWith("Trunk", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(404, true)]
    [InlineData(405, true)]
    [InlineData(483, true)]
    [InlineData(503, false)]
    public void Any_answer_to_a_probe_but_503_is_a_sign_of_life(int status, bool alive)
    {
        using var office = TestOffice.Demo();
        office.Pbx.Intercept = message =>
        {
            if (message is not { IsRequest: true, Method: "OPTIONS" })
                return false;
            office.Pbx.Answer(message, office.Pbx.NewResponse(message, status, "x"));
            return true;
        };
        office.Run(130);
        Assert.Equal(alive, office.Bridge.Status().Trunks["przyklad-pbx"]);
    }

    // Its Contact names an address that means nothing here; ACK and BYE go where its messages come from.
    [Theory]
    [InlineData("192.168.1.20:5080")]
    [InlineData("10.0.0.5:5060")]
    public void A_pbx_behind_a_nat_gets_the_requests_of_its_dialogs(string inside)
    {
        using var office = TestOffice.Demo();
        office.Pbx.Inside = inside;
        var called = office.Mobile(Piotr).Dials("8001");
        office.Run(2);
        Assert.Equal(PhoneCallState.Answered, called.State);
        called.HangUp();
        office.Run(1);
        Assert.Equal(PhoneCallState.Ended, office.Desk("8001").Call.State);

        office.Mobile(Piotr).Answers();
        var calling = office.Desk("8001").Dials("202");
        office.Run(2);
        office.Mobile(Piotr).Call.HangUp();
        office.Run(1);
        Assert.Equal(PhoneCallState.Ended, calling.State);
    }

    [Fact]
    public void A_full_trunk_refuses_calls_from_it_with_503_and_34()
    {
        using var office = TestOffice.Demo(new OfficeOptions().WithPbx(t => t with { MaxChannels = 1 }));
        office.Mobile(Piotr).Answers();
        office.Desk("8001").Dials("202");
        office.Run(2);
        var second = office.Desk("8002").Dials("202");
        office.Run(1);
        Assert.Equal(503, second.FinalStatus);
        Assert.Equal("Q.850;cause=34;text=\"No circuit available\"", second.Responses[^1]["Reason"]);
        Assert.Equal("5", second.Responses[^1]["Retry-After"]);
    }

    [Fact]
    public void A_full_trunk_is_busy_for_calls_to_it()
    {
        using var office = TestOffice.Demo(new OfficeOptions().WithPbx(t => t with { MaxChannels = 1 }));
        office.Desk("8001").Answers();
        office.Mobile(Piotr).Dials("8001");
        office.Run(2);
        var second = office.Mobile("+48601000301").Dials("8002");
        office.Run(1);
        Assert.Equal(486, second.FinalStatus);
        Assert.Equal("Q.850;cause=17;text=\"User busy\"", second.Responses[^1]["Reason"]);
    }

    [Fact]
    public void An_emergency_call_passes_a_full_trunk()
    {
        using var office = TestOffice.Demo(new OfficeOptions().WithPbx(t => t with { MaxChannels = 1 }) with
        {
            Operator = o => o with { Trunks = TestOffice.OperatorTrunks(new TrunkOptions { Peers = [new(TestOffice.MobileHost, 5070)], MaxChannels = 1 }) },
        });
        office.Mobile(Piotr).Answers();
        office.Desk("8001").Dials("202");
        office.Run(2);
        office.Mobile("112").Answers();
        var emergency = office.Desk("8002").Dials("112");
        office.Run(2);
        Assert.Equal(PhoneCallState.Answered, emergency.State);
    }

    [Fact]
    public void Channels_are_counted_on_when_the_company_changes_in_mid_call()
    {
        using var office = TestOffice.Demo(new OfficeOptions().WithPbx(t => t with { MaxChannels = 1 }));
        office.Desk("8001").Answers();
        var first = office.Mobile(Piotr).Dials("8001");
        office.Run(2);
        office.OnLoop(() => office.Bridge.Use(office.DirectoryWith(office.Company)));
        var second = office.Mobile("+48601000301").Dials("8001");
        office.Run(1);
        Assert.Equal(486, second.FinalStatus);
        first.HangUp();
        office.Run(1);
        var third = office.Mobile("+48601000301").Dials("8001");
        office.Run(2);
        Assert.Equal(PhoneCallState.Answered, third.State);
    }

    [Fact]
    public void A_PBX_that_is_down_is_still_tried_when_it_has_one_address()
    {
        using var office = TestOffice.Demo();
        office.Pbx.Script = new() { IsDead = true };
        office.Run(120);
        office.Pbx.Script = PhoneScript.Answers;
        office.Desk("8001").Answers();
        var call = office.Mobile(Piotr).Dials("8001");
        office.Run(2);
        Assert.Equal(PhoneCallState.Answered, call.State);
    }
}
