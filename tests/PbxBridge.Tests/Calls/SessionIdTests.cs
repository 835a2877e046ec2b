using PbxBridge.Testing;
using PbxBridge.Tests.Office;

namespace PbxBridge.Tests.Calls;

/// <summary>Session-ID (RFC 7989) passes end to end: either end's identifier stays its own, whatever the bridge does in between.</summary>
public sealed class SessionIdTests
{
    private const string Customer = "+48226000000";
    private const string Caller = "ab30317f1a784dc48ff824d0d3715d86";
    private const string Callee = "47755a9de7794ba387653f2099600ef2";
    private const string Nil = "00000000000000000000000000000000";
    private const string FromCaller = Caller + ";remote=" + Callee;
    private const string FromCallee = Callee + ";remote=" + Caller;

    private static DialOptions Marked => new() { Headers = [("Session-ID", $"{Caller};remote={Nil}")] };

    [Fact]
    public void Both_ends_learn_each_others_identifier_and_all_requests_bear_both()
    {
        using var office = TestOffice.Demo();
        var desk = office.Desk("8001").Does(new() { Headers = [("Session-ID", FromCallee)] });
        var call = office.Caller(Customer).Dials("+48225558001", Marked);
        office.Run(2);
        Assert.Equal($"{Caller};remote={Nil}", desk.Call.Invite["Session-ID"]);
        Assert.Equal([(100, $"{Nil};remote={Caller}"), (180, FromCallee), (200, FromCallee)], call.Responses.Select(r => (r.Status, r["Session-ID"])));
        call.Reinvite(Offer.Hold(office.MobileNetwork), ("Session-ID", FromCaller));
        office.Run(1);
        call.Send(call.NewRequest("BYE").With("Session-ID", FromCaller));
        office.Run(1);
        Assert.Equal([("ACK", FromCaller), ("INVITE", FromCaller), ("ACK", FromCaller), ("BYE", FromCaller)], desk.Call.Requests.Select(r => (r.Method, r["Session-ID"])));
        Assert.Equal([("INVITE", FromCallee), ("BYE", FromCallee)], call.Responses.Where(r => r.CSeq > 1 && r.Status == 200).Select(r => (r.Method, r["Session-ID"])));
    }

    [Fact]
    public void The_callees_BYE_reaches_the_caller_with_it()
    {
        using var office = TestOffice.Demo();
        var desk = office.Desk("8001").Does(new() { Headers = [("Session-ID", FromCallee)] });
        var call = office.Caller(Customer).Dials("+48225558001", Marked);
        office.Run(2);
        desk.Call.HangUp();
        office.Run(1);
        Assert.Equal(FromCallee, call.Requests.Single(r => r.Method == "BYE")["Session-ID"]);
    }

    [Fact]
    public void A_callee_that_has_none_is_nobody_and_CANCEL_bears_the_callers()
    {
        using var office = TestOffice.Demo();
        var desk = office.Desk("8001").RingsOut();
        var call = office.Caller(Customer).Dials("+48225558001", Marked);
        office.Run(1);
        call.Cancel();
        office.Run(1);
        Assert.Equal([100, 180, 487], call.Responses.Select(r => r.Status));
        Assert.All(call.Responses, r => Assert.Equal($"{Nil};remote={Caller}", r["Session-ID"]));
        Assert.Equal($"{Caller};remote={Nil}", desk.Call.Requests.Single(r => r.Method == "CANCEL")["Session-ID"]);
    }

    [Fact]
    public void The_bridge_has_one_of_its_own_where_it_speaks_itself()
    {
        using var office = TestOffice.Demo();
        office.Mobile("+48601000202").IsBusy();
        var call = office.Caller(Customer).Dials("+48601000202", Marked);
        office.Run(1);
        var answer = call.Responses.Single(r => r.Status == 200)["Session-ID"];
        Assert.Matches($"^[0-9a-f]{{32}};remote={Caller}$", answer);
        Assert.DoesNotContain(Nil, answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("secret-of-the-pbx")]
    [InlineData("AB30317F1A784DC48FF824D0D3715D86;remote=00000000000000000000000000000000")]
    [InlineData("ab30317f1a784dc48ff824d0d3715d86;remote=none")]
    public void One_of_another_shape_goes_no_further(string value)
    {
        using var office = TestOffice.Demo();
        var call = office.Caller(Customer).Dials("+48225558001", new() { Headers = [("Session-ID", value)] });
        office.Run(2);
        Assert.False(office.Desk("8001").Call.Invite.Has("Session-ID"));
        Assert.DoesNotContain(call.Responses, r => r.Has("Session-ID"));
    }

    [Fact]
    public void One_of_before_RFC_7989_stays_as_it_is()
    {
        using var office = TestOffice.Demo();
        var call = office.Caller(Customer).Dials("+48225558001", new() { Headers = [("Session-ID", Caller)] });
        office.Run(2);
        Assert.Equal(Caller, office.Desk("8001").Call.Invite["Session-ID"]);
        Assert.All(call.Responses, r => Assert.Equal(Caller, r["Session-ID"]));
    }
}
