using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace PbxBridge.Media.Sockets;

/// <summary>An address and port that compares in a few nanoseconds and allocates nothing. IPv4 keeps its address in <see cref="Low"/>; an
/// IPv4-mapped IPv6 address becomes IPv4.</summary>
internal readonly record struct PacketAddress(ulong High, ulong Low, ushort Port, bool IsV6)
{
    public const int SockaddrLength = 28;
    private const ushort LinuxInet = 2;
    private const ushort LinuxInet6 = 10;

    /// <summary>Port 0: no address.</summary>
    public bool IsNone => Port == 0;

    public bool SameHost(in PacketAddress other) => High == other.High && Low == other.Low && IsV6 == other.IsV6;

    public PacketAddress WithPort(int port) => this with { Port = (ushort)port };

    public static PacketAddress From(IPEndPoint? endpoint) => endpoint is null ? default : From(endpoint.Address, endpoint.Port);

    public static PacketAddress From(IPAddress address, int port)
    {
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out var length);
        return length == 4
            ? new PacketAddress(0, BinaryPrimitives.ReadUInt32BigEndian(bytes), (ushort)port, false)
            : new PacketAddress(BinaryPrimitives.ReadUInt64BigEndian(bytes), BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]), (ushort)port, true);
    }

    /// <param name="mapped">For an IPv6 socket: IPv4 as an IPv4-mapped address.</param>
    public IPEndPoint ToEndPoint(bool mapped = false)
    {
        Span<byte> bytes = stackalloc byte[16];
        if (!IsV6)
        {
            BinaryPrimitives.WriteUInt32BigEndian(bytes, (uint)Low);
            var address = new IPAddress(bytes[..4]);
            return new IPEndPoint(mapped ? address.MapToIPv6() : address, Port);
        }
        BinaryPrimitives.WriteUInt64BigEndian(bytes, High);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], Low);
        return new IPEndPoint(new IPAddress(bytes), Port);
    }

    /// <summary>Reads a Linux <c>sockaddr_in</c> or <c>sockaddr_in6</c>.</summary>
    public static PacketAddress FromLinux(ReadOnlySpan<byte> sockaddr)
    {
        var port = BinaryPrimitives.ReadUInt16BigEndian(sockaddr[2..]);
        if (BitConverter.ToUInt16(sockaddr) == LinuxInet)
            return new PacketAddress(0, BinaryPrimitives.ReadUInt32BigEndian(sockaddr[4..]), port, false);
        var high = BinaryPrimitives.ReadUInt64BigEndian(sockaddr[8..]);
        var low = BinaryPrimitives.ReadUInt64BigEndian(sockaddr[16..]);
        return high == 0 && low >> 32 == 0xFFFF ? new PacketAddress(0, (uint)low, port, false) : new PacketAddress(high, low, port, true);
    }

    /// <summary>Writes a Linux <c>sockaddr</c> and gives its length.</summary>
    /// <param name="mapped">For an IPv6 socket: IPv4 as an IPv4-mapped address.</param>
    public int ToLinux(Span<byte> sockaddr, bool mapped = false)
    {
        sockaddr[..SockaddrLength].Clear();
        BitConverter.TryWriteBytes(sockaddr, IsV6 || mapped ? LinuxInet6 : LinuxInet);
        BinaryPrimitives.WriteUInt16BigEndian(sockaddr[2..], Port);
        if (!IsV6 && !mapped)
        {
            BinaryPrimitives.WriteUInt32BigEndian(sockaddr[4..], (uint)Low);
            return 16;
        }
        BinaryPrimitives.WriteUInt64BigEndian(sockaddr[8..], High);
        BinaryPrimitives.WriteUInt64BigEndian(sockaddr[16..], IsV6 ? Low : Low | 0xFFFF_0000_0000);
        return SockaddrLength;
    }

    public static PacketAddress From(SocketAddress address) =>
        address.Family is AddressFamily.InterNetwork or AddressFamily.InterNetworkV6
            ? From((IPEndPoint)new IPEndPoint(address.Family == AddressFamily.InterNetwork ? IPAddress.Any : IPAddress.IPv6Any, 0).Create(address))
            : default;
}
