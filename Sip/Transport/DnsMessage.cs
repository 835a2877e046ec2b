using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text;

namespace PbxBridge.Sip.Transport;

/// <summary>The few parts of RFC 1035 that SIP needs: a question, and NAPTR and SRV records of the answer.</summary>
internal static class DnsMessage
{
    public const ushort Srv = 33;
    public const ushort Naptr = 35;
    public const int MaxLength = 4096;

    private const ushort Internet = 1;
    private const ushort Options = 41;
    private const int HeaderLength = 12;
    private const int MaxNameLength = 253;

    /// <summary>Writes one question; null when the name cannot be asked for.</summary>
    public static byte[]? Question(ushort id, string name, ushort type)
    {
        var labels = name.TrimEnd('.').Split('.');
        if (name.Length is 0 or > MaxNameLength || labels.Any(label => label.Length is 0 or > 63 || !Ascii.IsValid(label)))
            return null;
        var message = new List<byte>(64);
        AddNumber(message, id);
        // Recursion desired; one question, one additional record.
        message.AddRange([1, 0, 0, 1, 0, 0, 0, 0, 0, 1]);
        foreach (var label in labels)
        {
            message.Add((byte)label.Length);
            message.AddRange(Encoding.ASCII.GetBytes(label));
        }
        message.Add(0);
        AddNumber(message, type);
        AddNumber(message, Internet);
        // EDNS (RFC 6891): answers up to 4,096 octets.
        message.Add(0);
        AddNumber(message, Options);
        AddNumber(message, MaxLength);
        message.AddRange([0, 0, 0, 0, 0, 0]);
        return [.. message];
    }

    /// <summary>Reads the SRV records of an answer to the question with this id; null when it is none, is cut, or is malformed.</summary>
    public static NameAnswer<SrvRecord>? ReadSrv(ReadOnlySpan<byte> message, ushort id) =>
        Read(message, id, Srv, static (whole, at, length) =>
        {
            var data = whole.AsSpan(at, length);
            return length < 7 || ReadName(whole, at + 6, out _) is not { } target ? null
                : new SrvRecord(Number(data), Number(data[2..]), Number(data[4..]), target);
        });

    /// <summary>Reads the NAPTR records; null as for SRV.</summary>
    public static NameAnswer<NaptrRecord>? ReadNaptr(ReadOnlySpan<byte> message, ushort id) =>
        Read(message, id, Naptr, static (whole, at, length) =>
        {
            var end = at + length;
            var next = at + 4;
            if (length < 8 || ReadText(whole, ref next, end) is not { } flags || ReadText(whole, ref next, end) is not { } service
                || ReadText(whole, ref next, end) is null || ReadName(whole, next, out _) is not { } replacement)
                return null;
            var data = whole.AsSpan(at, length);
            return new NaptrRecord(Number(data), Number(data[2..]), flags, service, replacement);
        });

    private static NameAnswer<T>? Read<T>(ReadOnlySpan<byte> message, ushort id, ushort type, Func<byte[], int, int, T?> read)
        where T : class
    {
        // An answer, not cut, to our question.
        if (message.Length < HeaderLength || Number(message) != id || (message[2] & 0x80) == 0 || (message[2] & 2) != 0)
            return null;
        // No error, or no such name: an empty answer that may be kept. A server in trouble is no answer.
        if ((message[3] & 15) is not (0 or 3))
            return null;
        var whole = message.ToArray();
        var at = HeaderLength;
        for (var i = Number(message[4..]); i > 0; i--)
        {
            if (ReadName(whole, at, out at) is null)
                return null;
            at += 4;
        }
        var records = ImmutableArray.CreateBuilder<T>();
        var life = uint.MaxValue;
        for (var i = Number(message[6..]); i > 0; i--)
        {
            if (ReadName(whole, at, out at) is null || at + 10 > whole.Length)
                return null;
            var fields = whole.AsSpan(at, 10);
            var length = Number(fields[8..]);
            at += 10;
            if (at + length > whole.Length)
                return null;
            if (Number(fields) == type && read(whole, at, length) is { } record)
            {
                records.Add(record);
                life = Math.Min(life, BinaryPrimitives.ReadUInt32BigEndian(fields[4..]));
            }
            at += length;
        }
        return records.Count == 0 ? NameAnswer<T>.None : new NameAnswer<T>(records.ToImmutable(), TimeSpan.FromSeconds(life));
    }

    /// <summary>A name, with compression pointers followed backwards only (RFC 1035 §4.1.4); null when malformed.</summary>
    private static string? ReadName(byte[] message, int at, out int after)
    {
        after = message.Length;
        var name = new StringBuilder();
        var jumped = false;
        while (at < message.Length)
        {
            var length = message[at];
            if (length >= 0xC0)
            {
                if (at + 1 >= message.Length)
                    return null;
                var target = ((length & 0x3F) << 8) | message[at + 1];
                if (!jumped)
                    after = at + 2;
                if (target >= at)
                    return null;
                jumped = true;
                at = target;
                continue;
            }
            if (!jumped)
                after = at + 1 + length;
            if (length == 0)
                return name.ToString();
            if (length > 63 || at + 1 + length > message.Length || name.Length + length > MaxNameLength)
                return null;
            if (name.Length > 0)
                name.Append('.');
            name.Append(Encoding.Latin1.GetString(message, at + 1, length));
            at += 1 + length;
        }
        return null;
    }

    private static string? ReadText(byte[] message, ref int at, int end)
    {
        if (at >= end || at + 1 + message[at] > end)
            return null;
        var text = Encoding.Latin1.GetString(message, at + 1, message[at]);
        at += 1 + message[at];
        return text;
    }

    private static ushort Number(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadUInt16BigEndian(bytes);

    private static void AddNumber(List<byte> message, ushort number)
    {
        message.Add((byte)(number >> 8));
        message.Add((byte)number);
    }
}
