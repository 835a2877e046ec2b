using System.Net;

namespace PbxBridge.Demo;

/// <summary>Where the demo's own phones and networks stand: the addresses that the demo company and the shipped settings name.</summary>
internal static class DemoAddresses
{
    public static readonly IPEndPoint MobileNetwork = new(IPAddress.Loopback, 5070);
    public static readonly IPEndPoint Pbx = new(IPAddress.Loopback, 5080);
    public static readonly IPEndPoint AnyPort = new(IPAddress.Loopback, 0);
}
