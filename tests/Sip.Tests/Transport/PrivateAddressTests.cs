using System.Net;
using PbxBridge.Sip.Transport;

namespace PbxBridge.Sip.Tests.Transport;

public sealed class PrivateAddressTests
{
    [Theory]
    [InlineData("10.0.0.1", true)]
    [InlineData("11.0.0.1", false)]
    [InlineData("172.15.255.255", false)]
    [InlineData("172.16.0.1", true)]
    [InlineData("172.31.255.255", true)]
    [InlineData("172.32.0.1", false)]
    [InlineData("192.168.1.20", true)]
    [InlineData("192.169.0.1", false)]
    [InlineData("169.254.7.7", true)]
    [InlineData("100.63.255.255", false)]
    [InlineData("100.64.0.1", true)]
    [InlineData("100.127.255.255", true)]
    [InlineData("100.128.0.1", false)]
    [InlineData("127.0.0.1", true)]
    [InlineData("203.0.113.80", false)]
    [InlineData("::1", true)]
    [InlineData("fd00::1", true)]
    [InlineData("fe80::1", true)]
    [InlineData("2001:db8::1", false)]
    public void Addresses_of_one_network_are_known(string address, bool isPrivate) =>
        Assert.Equal(isPrivate, PrivateAddress.Is(IpEndpoint.From(IPAddress.Parse(address), 5060)));
}
