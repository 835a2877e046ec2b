using System.Globalization;

namespace PbxBridge.Sip.Transport;

/// <summary>Datagrams that the kernel dropped because a socket's queue was full, from /proc/net/udp.</summary>
internal static class UdpDrops
{
    /// <summary>The drops of the socket bound to <paramref name="local"/>; null where the system does not say.</summary>
    public static long? Read(IpEndpoint local)
    {
        var path = local.IsIPv4 ? "/proc/net/udp" : "/proc/net/udp6";
        if (!File.Exists(path))
            return null;
        try
        {
            return Find(File.ReadLines(path), Key(local));
        }
        catch (IOException)
        {
            return null;
        }
    }

    internal static long? Find(IEnumerable<string> lines, string key)
    {
        foreach (var line in lines)
        {
            var fields = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (fields.Length > 12 && fields[1] == key
                && long.TryParse(fields[^1], NumberStyles.None, CultureInfo.InvariantCulture, out var drops))
                return drops;
        }
        return null;
    }

    /// <summary>The address as the kernel prints it: words of 32 bits in the machine's own order, in hexadecimal.</summary>
    internal static string Key(IpEndpoint local)
    {
        Span<byte> bytes = stackalloc byte[16];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt128BigEndian(bytes, local.Address);
        var text = "";
        for (var i = local.IsIPv4 ? 12 : 0; i < 16; i += 4)
            text += BitConverter.ToUInt32(bytes[i..]).ToString("X8", CultureInfo.InvariantCulture);
        return $"{text}:{local.Port:X4}";
    }
}
