using PbxBridge.Testing;
using PbxBridge.Tests.Office;

namespace PbxBridge.Tests.Calls;

/// <summary>A call between two fax machines changes to T.38 and back (§3.6).</summary>
public sealed class FaxTests
{
    private const string Piotr = "+48601000202";

    private static (TestOffice Office, PhoneCall Caller, PhoneCall Callee) TalkBetweenDesks(bool speaksFax = true)
    {
        var office = TestOffice.Demo();
        var script = new PhoneScript { AnswersAgain = offer => IsFax(offer) ? speaksFax ? FaxOf(office.Pbx, 4600, 2) : null : office.Pbx.Sdp };
        office.Pbx.Script = script;
        office.Desk("8002").Does(script);
        var caller = office.Desk("8001").Dials("8002");
        office.Run(2);
        Assert.Equal(PhoneCallState.Answered, caller.State);
        return (office, caller, office.Desk("8002").Call);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Two_machines_at_PBXs_change_to_T38_and_back(bool byCaller)
    {
        var (office, caller, callee) = TalkBetweenDesks();
        using var _ = office;
        var (one, other) = byCaller ? (caller, callee) : (callee, caller);
        var (ours, theirs) = byCaller ? (0, 1) : (1, 0);
        one.Reinvite(FaxOf(office.Pbx, 4500, 2));
        office.Run(1);

        var offered = other.Requests.Single(r => r.Method == "INVITE").Body;
        Assert.Contains($"m=image {office.Media.Ports[theirs].Port} udptl t38\r\n", offered, StringComparison.Ordinal);
        foreach (var line in (string[])["a=T38FaxVersion:0", "a=T38MaxBitRate:14400", "a=T38FaxFillBitRemoval", "a=T38FaxRateManagement:transferredTCF", "a=T38FaxUdpEC:t38UDPRedundancy"])
            Assert.Contains(line + "\r\n", offered, StringComparison.Ordinal);
        Assert.DoesNotContain("T38VendorInfo", offered, StringComparison.Ordinal);
        Assert.Contains($"m=image {office.Media.Ports[ours].Port} udptl t38\r\n", one.Responses[^1].Body, StringComparison.Ordinal);
        Assert.Equal(200, one.Responses[^1].Status);
        Assert.Equal([(true, 4500), (true, 4600)], new[] { ours, theirs }.Select(at => (office.Media.Ports[at].IsFax, office.Media.Ports[at].Remote!.Port)));
        Assert.Same(office.Media.Ports[0], office.Media.Ports[1].Partner);
        if (byCaller)
            office.Ladder.Is("fax.txt");

        office.Run(300);
        one.Reinvite(Offer.Resume(office.Pbx));
        office.Run(1);
        Assert.Contains("m=audio", other.Requests.Last(r => r.Method == "INVITE").Body, StringComparison.Ordinal);
        Assert.Equal([(false, 4000), (false, 4000)], office.Media.OpenPorts.Select(port => (port.IsFax, port.Remote!.Port)));
        Assert.Equal((PhoneCallState.Answered, PhoneCallState.Answered), (caller.State, callee.State));
    }

    [Fact]
    public void A_machine_that_offers_its_sound_switched_off_beside_the_fax_is_understood()
    {
        var (office, caller, callee) = TalkBetweenDesks();
        using var _ = office;
        var offer = FaxOf(office.Pbx, 4500, 2).Replace("m=image", "m=audio 0 RTP/AVP 8\r\nm=image", StringComparison.Ordinal);
        caller.Reinvite(offer);
        office.Run(1);
        Assert.Contains($"m=audio 0 RTP/AVP 8\r\nm=image {office.Media.Ports[1].Port} udptl t38\r\n", callee.Requests.Single(r => r.Method == "INVITE").Body, StringComparison.Ordinal);
        Assert.Equal(200, caller.Responses[^1].Status);
    }

    [Fact]
    public void A_machine_that_knows_no_T38_refuses_and_the_sound_stays()
    {
        var (office, caller, callee) = TalkBetweenDesks(speaksFax: false);
        using var _ = office;
        caller.Reinvite(FaxOf(office.Pbx, 4500, 2));
        office.Run(1);
        Assert.Equal(488, caller.Responses[^1].Status);
        Assert.Equal([(false, 4000), (false, 4000)], office.Media.OpenPorts.Select(port => (port.IsFax, port.Remote!.Port)));
        Assert.Equal((PhoneCallState.Answered, PhoneCallState.Answered), (caller.State, callee.State));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void With_the_mobile_network_there_is_no_T38(bool byDesk)
    {
        using var office = TestOffice.Demo();
        office.Mobile(Piotr).Answers();
        var desk = office.Desk("8001").Dials("202");
        office.Run(2);
        var mobile = office.Mobile(Piotr).Call;
        var (one, other, phone) = byDesk ? (desk, mobile, office.Pbx) : (mobile, desk, office.MobileNetwork);
        one.Reinvite(FaxOf(phone, 4500, 2));
        office.Run(1);
        Assert.Equal(488, one.Responses[^1].Status);
        Assert.DoesNotContain(other.Requests, r => r.Method == "INVITE");
        Assert.Equal((PhoneCallState.Answered, PhoneCallState.Answered), (desk.State, mobile.State));
    }

    [Fact]
    public void Voicemail_is_no_fax_machine()
    {
        using var office = TestOffice.Demo();
        var caller = office.Desk("8001").Dials("500");
        office.Run(1);
        Assert.Equal(PhoneCallState.Answered, caller.State);
        caller.Reinvite(FaxOf(office.Pbx, 4500, 2));
        office.Run(1);
        Assert.Equal(488, caller.Responses[^1].Status);
    }

    private static bool IsFax(string offer) => offer.Contains("m=image", StringComparison.Ordinal);

    private static string FaxOf(SipPhone phone, int port, int version) => $"""
        v=0
        o={phone.Name} 1 {version} IN IP4 {phone.Address.HostText()}
        s=-
        c=IN IP4 {phone.Address.HostText()}
        t=0 0
        m=image {port} udptl t38
        a=T38FaxVersion:0
        a=T38MaxBitRate:14400
        a=T38FaxFillBitRemoval
        a=T38FaxRateManagement:transferredTCF
        a=T38FaxMaxBuffer:262
        a=T38FaxUdpEC:t38UDPRedundancy
        a=T38VendorInfo:0 0 37

        """.ReplaceLineEndings("\r\n");
}
