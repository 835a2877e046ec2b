using System.Buffers;

namespace PbxBridge.Sip.Messages;

/// <summary>Character classes of RFC 3261 §25.1 and numbers over bytes.</summary>
internal static class Octets
{
    public static readonly SearchValues<byte> Token = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-.!%*_+`'~"u8);

    public static readonly SearchValues<byte> HostName = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._"u8);

    public static readonly SearchValues<byte> IPv6 = SearchValues.Create("0123456789ABCDEFabcdef:."u8);

    /// <summary>Never in a URI: controls, space, quotes and angle brackets.</summary>
    public static readonly SearchValues<byte> NotInUri = SearchValues.Create(
        [.. Enumerable.Range(0, 33).Select(c => (byte)c), 0x7f, (byte)'<', (byte)'>', (byte)'"']);

    /// <summary>Ends the unquoted value of a header parameter.</summary>
    public static readonly SearchValues<byte> EndOfValue = SearchValues.Create(" \t;,\"<>"u8);

    /// <summary>Not in an unquoted display name: a name with one of them must be quoted (RFC 4475 §3.1.2.15).</summary>
    public static readonly SearchValues<byte> NotInName = SearchValues.Create(",;\">"u8);

    public static bool IsBlank(byte c) => c is (byte)' ' or (byte)'\t';

    public static bool IsToken(ReadOnlySpan<byte> text) => !text.IsEmpty && !text.ContainsAnyExcept(Token);

    public static ReadOnlySpan<byte> TrimStart(ReadOnlySpan<byte> text)
    {
        var at = 0;
        while (at < text.Length && IsBlank(text[at]))
            at++;
        return text[at..];
    }

    public static ReadOnlySpan<byte> TrimEnd(ReadOnlySpan<byte> text)
    {
        var end = text.Length;
        while (end > 0 && IsBlank(text[end - 1]))
            end--;
        return text[..end];
    }

    public static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> text) => TrimEnd(TrimStart(text));

    /// <summary>Digits only, at least one, not above <paramref name="max"/>; leading zeros are fine.</summary>
    public static bool TryNumber(ReadOnlySpan<byte> text, uint max, out uint number)
    {
        ulong value = 0;
        number = 0;
        if (text.IsEmpty)
            return false;
        foreach (var c in text)
        {
            var digit = (uint)(c - '0');
            if (digit > 9)
                return false;
            value = value * 10 + digit;
            if (value > max)
                return false;
        }
        number = (uint)value;
        return true;
    }

    public static bool AreDigits(ReadOnlySpan<byte> text) => !text.IsEmpty && !text.ContainsAnyExceptInRange((byte)'0', (byte)'9');

    /// <summary>The index of the quote that closes the one at 0, or -1.</summary>
    public static int ClosingQuote(ReadOnlySpan<byte> text)
    {
        var at = 1;
        while (at < text.Length)
        {
            var next = text[at..].IndexOfAny((byte)'"', (byte)'\\');
            if (next < 0)
                return -1;
            at += next;
            if (text[at] == '"')
                return at;
            at += 2;
        }
        return -1;
    }
}
