using PbxBridge.Routing.Plans;
using PbxBridge.Tests.Office;

namespace PbxBridge.Tests.Calls;

public sealed class AnnouncementTests
{
    [Fact]
    public void A_wrong_short_number_is_announced_and_then_refused_with_404()
    {
        using var office = TestOffice.Demo();
        var call = office.Desk("8001").Dials("5358842850");
        office.Run(15);
        Assert.Equal(404, call.FinalStatus);
        office.Ladder.Is("wrong-number.txt");
        Assert.Equal((404, 1), (office.Record.SipStatus, office.Record.Q850));
    }

    [Fact]
    public void An_incomplete_number_is_announced_and_then_refused_with_484()
    {
        using var office = TestOffice.Demo();
        var call = office.Desk("8001").Dials("0221234");
        office.Run(15);
        Assert.Equal(484, call.FinalStatus);
        Assert.Equal([100, 183, 484], call.Responses.Select(r => r.Status));
        Assert.Equal("Q.850;cause=28;text=\"Address incomplete\"", call.Responses[^1]["Reason"]);
    }

    [Fact]
    public void A_caller_who_hangs_up_during_an_announcement_is_through()
    {
        using var office = TestOffice.Demo();
        var call = office.Desk("8001").Dials("5358842850");
        office.Run(1);
        Assert.True(office.Media.OpenPorts.Single().IsPlaying);
        call.Cancel();
        office.Run(1);
        Assert.Equal(487, call.FinalStatus);
        Assert.Equal(CallCause.CallerGone, office.Record.Outcome);
    }

    [Fact]
    public void Somebody_from_outside_who_dials_a_strange_number_is_refused_without_a_word()
    {
        using var office = TestOffice.Demo();
        var call = office.Caller("+48226000000").Dials("+48221112233");
        office.Run(1);
        Assert.Equal([100, 404], call.Responses.Select(r => r.Status));
        Assert.Empty(office.Desk("8001").Calls);
    }

    [Fact]
    public void A_caller_without_an_offer_is_refused_without_an_announcement()
    {
        using var office = TestOffice.Demo();
        var call = office.Desk("8001").Dials("5358842850", new() { Sdp = "" });
        office.Run(1);
        Assert.Equal([100, 404], call.Responses.Select(r => r.Status));
    }
}
