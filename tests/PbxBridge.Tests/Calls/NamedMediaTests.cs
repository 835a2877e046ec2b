using PbxBridge.Testing;
using PbxBridge.Tests.Office;

namespace PbxBridge.Tests.Calls;

/// <summary>A description whose connection is a host name: the relay would send the sound nowhere, and hear none.</summary>
public sealed class NamedMediaTests
{
    private const string Piotr = "+48601000202";
    private const string Named = "v=0\r\no=x 1 2 IN IP4 phone.example.pl\r\ns=-\r\nc=IN IP4 phone.example.pl\r\nt=0 0\r\nm=audio 4000 RTP/AVP 8\r\n";

    [Fact]
    public void An_answer_with_it_is_no_call_of_silence()
    {
        using var office = TestOffice.Demo();
        office.Mobile("+48501112233").RingsOut();
        var call = office.Desk("8001").Dials("+48501112233");
        office.Run(1);
        office.Mobile("+48501112233").Call.Answer(Named);
        office.Run(1);
        Assert.Equal(488, call.FinalStatus);
        Assert.True(office.Mobile("+48501112233").Call.WasHungUpByPeer);
        Assert.Equal(488, office.Record.SipStatus);
    }

    [Theory]
    [InlineData("INVITE")]
    [InlineData("UPDATE")]
    public void An_offer_with_it_within_a_call_is_488_and_the_sound_stays(string method)
    {
        using var office = TestOffice.Demo();
        office.Mobile(Piotr).Answers();
        var call = office.Desk("8001").Dials("202");
        office.Run(3);
        var before = office.Media.OpenPorts.Select(port => port.Remote?.Address.ToString()).ToArray();
        if (method == "INVITE")
            call.Reinvite(Named);
        else
            call.Update(Named);
        office.Run(1);
        Assert.Equal((488, method), (call.Responses[^1].Status, call.Responses[^1].Method));
        Assert.DoesNotContain(office.Mobile(Piotr).Call.Requests, request => request.Method is "INVITE" or "UPDATE");
        Assert.Equal(before, office.Media.OpenPorts.Select(port => port.Remote?.Address.ToString()));
    }
}
