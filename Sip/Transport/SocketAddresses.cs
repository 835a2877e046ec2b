using System.Buffers.Binary;

namespace PbxBridge.Sip.Transport;

/// <summary>The kernel's sockaddr_in and sockaddr_in6 (Linux and Windows agree but for the family number).</summary>
internal static class SocketAddresses
{
    public const int MaxLength = 28;
    private const int LinuxInet = 2;
    private const int LinuxInet6 = 10;
    private const int IPv4Length = 16;

    /// <summary>Writes the address for Linux; returns its length. An IPv4 peer of an IPv6 socket is written as mapped.</summary>
    public static int Write(Span<byte> target, IpEndpoint endpoint, bool ipv6)
    {
        target[..(ipv6 ? MaxLength : IPv4Length)].Clear();
        BitConverter.TryWriteBytes(target, (ushort)(ipv6 ? LinuxInet6 : LinuxInet));
        BinaryPrimitives.WriteUInt16BigEndian(target[2..], endpoint.Port);
        if (ipv6)
        {
            BinaryPrimitives.WriteUInt128BigEndian(target[8..], endpoint.Address);
            return MaxLength;
        }
        BinaryPrimitives.WriteUInt32BigEndian(target[4..], endpoint.IPv4Bits);
        return IPv4Length;
    }

    /// <summary>Reads what the kernel wrote for a socket of the given family.</summary>
    public static bool TryRead(ReadOnlySpan<byte> source, bool ipv6, out IpEndpoint endpoint)
    {
        endpoint = default;
        if (source.Length < (ipv6 ? 24 : 8))
            return false;
        var port = BinaryPrimitives.ReadUInt16BigEndian(source[2..]);
        endpoint = ipv6
            ? IpEndpoint.FromIPv6(source.Slice(8, 16), port)
            : IpEndpoint.FromIPv4(BinaryPrimitives.ReadUInt32BigEndian(source[4..]), port);
        return true;
    }
}
