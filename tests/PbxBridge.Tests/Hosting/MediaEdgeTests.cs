using System.Net;
using System.Net.Sockets;
using PbxBridge.Configuration;
using PbxBridge.Hosting;
using PbxBridge.Sip.Transport;

namespace PbxBridge.Tests.Hosting;

/// <summary>Where the sound goes, by where SIP listens.</summary>
public sealed class MediaEdgeTests
{
    [Theory]
    [InlineData("0.0.0.0", "192.0.2.7", false)]
    [InlineData("0.0.0.0", "192.0.2.7,2001:db8::7", true)]
    [InlineData("0.0.0.0", "2001:db8::7", true)]
    [InlineData("::", "192.0.2.7", true)]
    [InlineData("192.0.2.8", "192.0.2.7,2001:db8::7", false)]
    public void Both_families_are_taken_where_SIP_listens_on_both_or_the_settings_say_so(string bind, string listeners, bool both) =>
        Assert.Equal(both, MediaEdge.TakesBoth(new() { Bind = IPAddress.Parse(bind) }, On(listeners)));

    [Fact]
    public void Each_family_is_told_an_address_of_its_own()
    {
        var (media, sip) = (new MediaOptions(), On("192.0.2.7,2001:db8::7"));
        Assert.Equal(AddressFamily.InterNetwork, MediaEdge.FamilyOf(media, sip));
        Assert.Equal(AddressFamily.InterNetworkV6, MediaEdge.FamilyOf(media, On("2001:db8::7")));
        Assert.Equal(IPAddress.Parse("192.0.2.7"), MediaEdge.AddressOf(media, sip, AddressFamily.InterNetwork));
        Assert.Equal(IPAddress.Parse("2001:db8::7"), MediaEdge.AddressOf(media, sip, AddressFamily.InterNetworkV6));
        media = new() { Advertised = IPAddress.Parse("198.51.100.9") };
        Assert.Equal(IPAddress.Parse("198.51.100.9"), MediaEdge.AddressOf(media, sip, AddressFamily.InterNetwork));
        Assert.Equal(IPAddress.Parse("2001:db8::7"), MediaEdge.AddressOf(media, sip, AddressFamily.InterNetworkV6));
    }

    private static SipOptions On(string addresses) => new()
    {
        Listeners = [.. addresses.Split(',').Select(address => new ListenerAddress(TransportKind.Udp, IpEndpoint.From(IPAddress.Parse(address), 5060)))],
    };
}
