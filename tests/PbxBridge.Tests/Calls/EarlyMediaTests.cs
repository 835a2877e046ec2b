using PbxBridge.Testing;
using PbxBridge.Tests.Office;

namespace PbxBridge.Tests.Calls;

/// <summary>EM-1, EM-3: whose early media reaches the caller, and what is said of it (RFC 5009).</summary>
public sealed class EarlyMediaTests
{
    private const string Outside = "+48226000001";

    [Theory]
    [InlineData("sendrecv")]
    [InlineData("sendonly")]
    public void What_the_network_authorised_is_heard(string direction)
    {
        var (office, call) = Progress(direction);
        using var _ = office;
        Assert.Equal([(100, false), (183, true)], call.Responses.Select(r => (r.Status, r.Body.Length > 0)));
        Assert.False(call.Responses[1].Has("P-Early-Media"));
    }

    [Theory]
    [InlineData("inactive")]
    [InlineData("recvonly")]
    public void What_it_did_not_is_not(string direction)
    {
        var (office, call) = Progress(direction);
        using var _ = office;
        Assert.Equal([(100, false), (183, false)], call.Responses.Select(r => (r.Status, r.Body.Length > 0)));
        Assert.Null(office.Media.Ports[0].Partner);
    }

    [Fact]
    public void An_authorisation_that_comes_later_counts_from_then_on()
    {
        var (office, call) = Progress("inactive");
        using var _ = office;
        var (network, invite) = (office.MobileNetwork, office.Mobile(Outside).Call.Invite);
        network.Answer(invite, network.NewResponse(invite, 183, "later").With("Contact", network.Contact).With("P-Early-Media", "sendonly").WithBody("application/sdp", network.Sdp));
        office.Run(0.1);
        Assert.Equal([(100, false), (183, false), (183, true)], call.Responses.Select(r => (r.Status, r.Body.Length > 0)));
        Assert.NotNull(office.Media.Ports[0].Partner);
    }

    [Fact]
    public void A_caller_inside_the_trust_domain_is_told_what_the_far_side_said()
    {
        using var office = TestOffice.Demo();
        office.Mobile(Outside).Does(new() { RingsAfter = null, AnswersAfter = null, Headers = [("P-Early-Media", "sendonly")] });
        var call = office.Mobile("+48601000202").Dials(Outside);
        office.Run(0.1);
        office.Mobile(Outside).Call.Ring(183, office.MobileNetwork.Sdp);
        office.Run(0.1);
        Assert.Equal("sendonly", call.Responses.Single(r => r.Status == 183)["P-Early-Media"]);
    }

    [Fact]
    public void What_a_PBX_says_of_it_counts_for_nothing()
    {
        using var office = TestOffice.Demo();
        office.Desk("8001").Does(new() { RingsAfter = null, AnswersAfter = null, Headers = [("P-Early-Media", "inactive")] });
        var call = office.Caller("+48226000000").Dials("+48225558001");
        office.Run(0.1);
        office.Desk("8001").Call.Ring(183, office.Pbx.Sdp);
        office.Run(0.1);
        Assert.Equal("sendrecv", call.Responses.Single(r => r.Status == 183)["P-Early-Media"]);
    }

    private static (TestOffice Office, PhoneCall Call) Progress(string direction)
    {
        var office = TestOffice.Demo();
        office.Mobile(Outside).Does(new() { RingsAfter = null, AnswersAfter = null, Headers = [("P-Early-Media", direction)] });
        var call = office.Desk("8001").Dials("0226000001");
        office.Run(0.1);
        office.Mobile(Outside).Call.Ring(183, office.MobileNetwork.Sdp);
        office.Run(0.1);
        return (office, call);
    }
}
