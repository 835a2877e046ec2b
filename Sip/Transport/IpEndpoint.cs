using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;

namespace PbxBridge.Sip.Transport;

/// <summary>An IP address and port as a value: no allocation per datagram. IPv4 is held in its IPv6-mapped form.</summary>
/// <param name="Address">The 128 bits of the address in network order; IPv4 as <c>::ffff:a.b.c.d</c>.</param>
/// <param name="Port">0 to 65535.</param>
public readonly record struct IpEndpoint(UInt128 Address, ushort Port)
{
    private const ulong MappedPrefix = 0x0000_FFFF_0000_0000;

    public bool IsIPv4 => (ulong)(Address >> 64) == 0 && ((ulong)Address & 0xFFFF_FFFF_0000_0000) == MappedPrefix;

    /// <summary>The four octets of an IPv4 address, first octet highest. Meaningless when <see cref="IsIPv4"/> is false.</summary>
    public uint IPv4Bits => (uint)(ulong)Address;

    public bool IsLoopback => IsIPv4 ? IPv4Bits >> 24 == 127 : Address == 1;

    public bool IsAny => IsIPv4 ? IPv4Bits == 0 : Address == 0;

    public static IpEndpoint FromIPv4(uint bits, ushort port) => new(new UInt128(0, MappedPrefix | bits), port);

    public static IpEndpoint FromIPv6(ReadOnlySpan<byte> address, ushort port) =>
        new(BinaryPrimitives.ReadUInt128BigEndian(address), port);

    public static IpEndpoint From(IPAddress address, int port)
    {
        Span<byte> bytes = stackalloc byte[16];
        if (!address.TryWriteBytes(bytes, out var length))
            throw new ArgumentException("The address has no bytes.", nameof(address));
        return length == 4
            ? FromIPv4(BinaryPrimitives.ReadUInt32BigEndian(bytes), (ushort)port)
            : FromIPv6(bytes, (ushort)port);
    }

    public static IpEndpoint From(IPEndPoint endpoint) => From(endpoint.Address, endpoint.Port);

    public IPAddress ToIPAddress()
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, Address);
        return IsIPv4 ? new IPAddress(bytes[12..]) : new IPAddress(bytes);
    }

    public IPEndPoint ToIPEndPoint() => new(ToIPAddress(), Port);

    public IpEndpoint WithPort(ushort port) => new(Address, port);

    /// <summary>Reads <c>192.0.2.1:5060</c> or <c>[2001:db8::1]:5060</c>.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out IpEndpoint endpoint)
    {
        endpoint = default;
        if (text is null || !IPEndPoint.TryParse(text, out var parsed))
            return false;
        if (parsed.AddressFamily is not (AddressFamily.InterNetwork or AddressFamily.InterNetworkV6))
            return false;
        endpoint = From(parsed);
        return true;
    }

    /// <summary>The host as SIP writes it: IPv6 in brackets (RFC 3261 §25.1). Returns the octets written.</summary>
    public int WriteHost(Span<byte> destination)
    {
        if (IsIPv4)
        {
            var bits = IPv4Bits;
            var at = 0;
            for (var shift = 24; shift >= 0; shift -= 8)
            {
                ((byte)(bits >> shift)).TryFormat(destination[at..], out var written);
                at += written;
                if (shift > 0)
                    destination[at++] = (byte)'.';
            }
            return at;
        }
        destination[0] = (byte)'[';
        ((IUtf8SpanFormattable)ToIPAddress()).TryFormat(destination[1..], out var length, default, null);
        destination[length + 1] = (byte)']';
        return length + 2;
    }

    public string HostText()
    {
        Span<byte> host = stackalloc byte[64];
        return System.Text.Encoding.ASCII.GetString(host[..WriteHost(host)]);
    }

    public override string ToString() => $"{HostText()}:{Port}";
}
