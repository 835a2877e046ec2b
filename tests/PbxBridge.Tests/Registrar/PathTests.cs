using PbxBridge.Testing;
using PbxBridge.Tests.Office;

namespace PbxBridge.Tests.Registrar;

/// <summary>RFC 3327: calls to a contact go by the proxies that its REGISTER came by.</summary>
public sealed class PathTests
{
    private const string Edge = "<sip:10.20.30.50:5090;lr;ob>";

    [Fact]
    public void The_INVITE_goes_to_the_first_proxy_of_the_path_with_all_of_it_as_Route()
    {
        using var office = TestOffice.Demo();
        var (phone, edge) = Register(office, Edge + ", <sip:inner.example;lr>", "path");
        office.Mobile("+48601000202").RingsOut();
        office.Desk("8001").Dials("202");
        office.Run(1);
        Assert.Empty(phone.Calls);
        var invite = Assert.Single(edge.Calls).Invite;
        Assert.Equal("sip:piotr@10.20.30.50:5062", invite.RequestUri);
        Assert.Equal([Edge, "<sip:inner.example;lr>"], invite.All("Route"));
    }

    [Fact]
    public void CANCEL_goes_the_same_way()
    {
        using var office = TestOffice.Demo();
        var (_, edge) = Register(office, Edge, "path");
        edge.Script = new() { AnswersAfter = null };
        office.Mobile("+48601000202").RingsOut();
        var call = office.Desk("8001").Dials("202");
        office.Run(1);
        call.Cancel();
        office.Run(1);
        Assert.Equal([Edge], edge.Call.Requests.Single(r => r.Method == "CANCEL").All("Route"));
    }

    [Theory]
    [InlineData("<sip:10.20.30.99:5090;lr>")]
    [InlineData("<sip:edge.example;lr>")]
    public void A_path_that_names_another_host_is_followed_from_where_the_REGISTER_came_from(string path)
    {
        using var office = TestOffice.Demo();
        var (phone, _) = Register(office, path, "path");
        office.Mobile("+48601000202").RingsOut();
        office.Desk("8001").Dials("202");
        office.Run(1);
        Assert.Equal([path], Assert.Single(phone.Calls).Invite.All("Route"));
    }

    [Fact]
    public void A_phone_that_does_not_support_it_is_called_without()
    {
        using var office = TestOffice.Demo();
        var (phone, edge) = Register(office, Edge, "replaces");
        office.Mobile("+48601000202").RingsOut();
        office.Desk("8001").Dials("202");
        office.Run(1);
        Assert.False(Assert.Single(phone.Calls).Invite.Has("Route"));
        Assert.Empty(edge.Calls);
    }

    private static (SipPhone Phone, SipPhone Edge) Register(TestOffice office, string path, string supported)
    {
        var phone = office.Peer("piotr", "10.20.30.50", 5062);
        var edge = office.Peer("edge", "10.20.30.50", 5090);
        WireMessage? answer = null;
        phone.Register(
            $"sip:{TestOffice.BridgeHost}", new PhoneDigest("piotr", "piotr-demo-2026"), response => answer = response, 3600, ("Path", path), ("Supported", supported));
        office.Run(1);
        Assert.Equal(200, answer?.Status);
        Assert.Equal(supported == "path", answer?.Has("Path"));
        office.Rest();
        return (phone, edge);
    }
}
