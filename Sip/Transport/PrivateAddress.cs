namespace PbxBridge.Sip.Transport;

/// <summary>Addresses that mean something within one network only (RFC 1918, RFC 6598, RFC 4193, link-local, loopback).</summary>
public static class PrivateAddress
{
    public static bool Is(in IpEndpoint address) => address.IsLoopback || (address.IsIPv4 ? IsV4(address.IPv4Bits) : IsV6((ushort)(address.Address >> 112)));

    private static bool IsV4(uint bits) => (bits >> 24, bits >> 20, bits >> 16, bits >> 22) switch
    {
        (10, _, _, _) or (_, 0xAC1, _, _) or (_, _, 0xC0A8 or 0xA9FE, _) or (_, _, _, 0x64_40 >> 6) => true,
        _ => false,
    };

    private static bool IsV6(ushort first) => (first & 0xFE00) == 0xFC00 || (first & 0xFFC0) == 0xFE80;
}
