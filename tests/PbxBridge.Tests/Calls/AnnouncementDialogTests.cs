using PbxBridge.Routing.Plans;
using PbxBridge.Testing;
using PbxBridge.Tests.Office;

namespace PbxBridge.Tests.Calls;

/// <summary>EM-2: an announcement has an early dialog of its own, and that ends with it.</summary>
public sealed class AnnouncementDialogTests
{
    private const string Nowhere = "5358842850";
    private const string Piotr = "+48601000202";

    [Fact]
    public void Its_tag_is_not_that_of_the_final_response()
    {
        using var office = TestOffice.Demo();
        var call = office.Desk("8001").Dials(Nowhere);
        office.Run(15);
        Assert.Equal([100, 183, 404], call.Responses.Select(r => r.Status));
        Assert.Equal(2, call.Responses.Select(r => r.ToTag).Where(tag => tag.Length > 0).Distinct().Count());
    }

    [Fact]
    public void A_caller_who_understands_199_is_told_that_it_is_over_before_he_is_refused()
    {
        using var office = TestOffice.Demo();
        var call = office.Desk("8001").Dials(Nowhere, new() { Headers = [("Supported", "100rel, 199")] });
        office.Run(15);
        Assert.Equal([100, 183, 199, 404], call.Responses.Select(r => r.Status));
        Assert.Equal(call.Responses[1].ToTag, call.Responses[2].ToTag);
        Assert.NotEqual(call.Responses[1].ToTag, call.Responses[3].ToTag);
        Assert.Equal("SIP;cause=404;text=\"Not Found\"", call.Responses[2]["Reason"]);
        Assert.Equal(("", false), (call.Responses[2].Body, call.Responses[2].Has("Require")));
    }

    [Fact]
    public void A_cancelled_one_needs_no_199()
    {
        using var office = TestOffice.Demo();
        var call = office.Desk("8001").Dials(Nowhere, new() { Headers = [("Supported", "199")] });
        office.Run(1);
        call.Cancel();
        office.Run(1);
        Assert.Equal([100, 183, 487], call.Responses.Select(r => r.Status));
    }

    [Theory]
    [InlineData(true, "sendonly")]
    [InlineData(false, "")]
    public void P_Early_Media_is_said_to_the_mobile_network_and_not_to_the_PBX(bool mobile, string expected)
    {
        using var office = TestOffice.Demo();
        var call = (mobile ? office.Mobile(Piotr) : office.Desk("8001")).Dials(Nowhere);
        office.Run(1);
        var progress = call.Responses.Single(r => r.Status == 183);
        Assert.Equal(expected, progress["P-Early-Media"]);
        Assert.Contains("a=sendonly", progress.Body, StringComparison.Ordinal);
    }

    [Fact]
    public void A_caller_who_requires_100rel_gets_all_of_it_reliably()
    {
        using var office = TestOffice.Demo();
        var call = office.Desk("8001").Dials(Nowhere, new() { Headers = [("Require", "100rel"), ("Supported", "199")] });
        office.Run(15);
        Assert.Equal([100, 183, 200, 199, 404, 200], call.Responses.Select(r => r.Status));
        var (progress, over) = (call.Responses[1], call.Responses[3]);
        Assert.Equal(uint.Parse(progress["RSeq"]) + 1, uint.Parse(over["RSeq"]));
        Assert.Equal([progress.ToTag, over.ToTag], office.Network.Log.Where(m => m.Message.StartLine.StartsWith("PRACK", StringComparison.Ordinal)).Select(m => m.Message.ToTag));
    }

    [Fact]
    public void The_caller_may_move_his_media_by_UPDATE_meanwhile()
    {
        using var office = TestOffice.Demo();
        var call = office.Desk("8001").Dials(Nowhere, new() { Headers = [("Require", "100rel")] });
        office.Run(0.5);
        call.Update(office.Pbx.Sdp.Replace("c=IN IP4 203.0.113.80", "c=IN IP4 203.0.113.99", StringComparison.Ordinal));
        office.Run(0.1);
        var answer = call.Responses.Single(r => r.Method == "UPDATE");
        Assert.Equal(200, answer.Status);
        Assert.Contains("a=sendonly", answer.Body, StringComparison.Ordinal);
        Assert.Equal("203.0.113.99", office.Media.OpenPorts.Single().Remote?.Address.ToString());
        office.Run(15);
        Assert.Equal(404, call.FinalStatus);
    }

    [Fact]
    public void An_UPDATE_before_the_answer_is_known_is_put_off()
    {
        using var office = TestOffice.Demo();
        var call = office.Desk("8001").Dials(Nowhere);
        office.Run(0.5);
        call.Update(office.Pbx.Sdp);
        office.Run(0.1);
        var refusal = call.Responses.Single(r => r.Method == "UPDATE");
        Assert.Equal(500, refusal.Status);
        Assert.InRange(int.Parse(refusal["Retry-After"]), 0, 10);
    }

    [Fact]
    public void BYE_in_its_dialog_ends_the_call()
    {
        using var office = TestOffice.Demo();
        var call = office.Desk("8001").Dials(Nowhere);
        office.Run(0.5);
        call.Send(call.NewRequest("BYE"));
        office.Run(0.5);
        Assert.Equal([("INVITE", 100), ("INVITE", 183), ("BYE", 200), ("INVITE", 487)], call.Responses.Select(r => (r.Method, r.Status)));
        Assert.Equal(CallCause.CallerGone, office.Record.Outcome);
    }

    [Fact]
    public void After_the_members_of_a_line_it_has_another_tag_than_their_ringing()
    {
        using var office = TestOffice.Demo(new OfficeOptions().WithoutVoicemail());
        office.Mobile("+48601000401").Declines();
        office.Mobile("+48601000402").Declines();
        var call = office.Mobile(Piotr).Dials("602");
        office.Run(140);
        var (ringing, progress, final) = (call.Responses.First(r => r.Status == 180), call.Responses.Single(r => r.Status == 183), call.Responses[^1]);
        Assert.Equal(ringing.ToTag, final.ToTag);
        Assert.NotEqual(ringing.ToTag, progress.ToTag);
        Assert.Equal(486, final.Status);
    }
}
