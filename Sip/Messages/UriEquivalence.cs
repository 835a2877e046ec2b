using System.Buffers.Text;
using System.Text;

namespace PbxBridge.Sip.Messages;

/// <summary>When two URIs are the same (RFC 3261 §19.1.4, RFC 3966 §4).</summary>
internal static class UriEquivalence
{
    public static bool Same(in SipUriView a, in SipUriView b)
    {
        if (!Ascii.EqualsIgnoreCase(a.SchemeText, b.SchemeText))
            return false;
        return a.Scheme switch
        {
            UriScheme.Sip or UriScheme.Sips => SameSip(a, b),
            UriScheme.Tel => SameNumber(a.User, b.User) && EveryParameterIsIn(a.Parameters, b.Parameters) && EveryParameterIsIn(b.Parameters, a.Parameters),
            _ => a.User.SequenceEqual(b.User),
        };
    }

    private static bool SameSip(in SipUriView a, in SipUriView b) =>
        a.Port == b.Port
        && Ascii.EqualsIgnoreCase(a.Host, b.Host)
        && SameText(a.User, b.User, ignoreCase: false)
        && SameText(a.Password, b.Password, ignoreCase: false)
        && SharedParametersAgree(a.Parameters, b.Parameters)
        && SharedParametersAgree(b.Parameters, a.Parameters)
        && EveryHeaderIsIn(a.Headers, b.Headers)
        && EveryHeaderIsIn(b.Headers, a.Headers);

    /// <summary>A parameter in only one URI is ignored, but for these five.</summary>
    private static bool MayNotBeAlone(ReadOnlySpan<byte> name) =>
        Ascii.EqualsIgnoreCase(name, "user"u8) || Ascii.EqualsIgnoreCase(name, "ttl"u8) || Ascii.EqualsIgnoreCase(name, "method"u8)
        || Ascii.EqualsIgnoreCase(name, "maddr"u8) || Ascii.EqualsIgnoreCase(name, "transport"u8);

    private static bool SharedParametersAgree(ReadOnlySpan<byte> these, ReadOnlySpan<byte> those)
    {
        while (UriParameters.TryTake(ref these, out var name, out var value))
        {
            if (UriParameters.TryFind(those, name, out var other) ? !SameText(value, other, ignoreCase: true) : MayNotBeAlone(name))
                return false;
        }
        return true;
    }

    private static bool EveryParameterIsIn(ReadOnlySpan<byte> these, ReadOnlySpan<byte> those)
    {
        while (UriParameters.TryTake(ref these, out var name, out var value))
        {
            if (!UriParameters.TryFind(those, name, out var other) || !SameText(value, other, ignoreCase: true))
                return false;
        }
        return true;
    }

    private static bool EveryHeaderIsIn(ReadOnlySpan<byte> these, ReadOnlySpan<byte> those)
    {
        foreach (var range in these.Split((byte)'&'))
        {
            var wanted = these[range];
            var found = wanted.IsEmpty;
            foreach (var candidate in those.Split((byte)'&'))
                found = found || SameText(wanted, those[candidate], ignoreCase: true);
            if (!found)
                return false;
        }
        return true;
    }

    private static bool SameNumber(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b)
    {
        while (true)
        {
            var left = NextDigit(ref a);
            if (left != NextDigit(ref b))
                return false;
            if (left == 0)
                return true;
        }
    }

    private static byte NextDigit(ref ReadOnlySpan<byte> number)
    {
        while (!number.IsEmpty)
        {
            var c = number[0];
            number = number[1..];
            if (c is not ((byte)'-' or (byte)'.' or (byte)'(' or (byte)')'))
                return Lower(c);
        }
        return 0;
    }

    private static bool SameText(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b, bool ignoreCase)
    {
        while (!a.IsEmpty && !b.IsEmpty)
        {
            var left = TakeOctet(ref a, out var leftEscaped);
            var right = TakeOctet(ref b, out var rightEscaped);
            if (ignoreCase ? Lower(left) != Lower(right) : left != right)
                return false;

            // An escaped reserved character is not the character itself (§19.1.4).
            if (leftEscaped != rightEscaped && ";/?:@&=+$,"u8.Contains(left))
                return false;
        }
        return a.IsEmpty && b.IsEmpty;
    }

    public static byte TakeOctet(ref ReadOnlySpan<byte> text, out bool escaped)
    {
        if (text[0] == '%' && text.Length > 2 && Utf8Parser.TryParse(text.Slice(1, 2), out byte value, out var used, 'x') && used == 2)
        {
            text = text[3..];
            escaped = true;
            return value;
        }
        var plain = text[0];
        text = text[1..];
        escaped = false;
        return plain;
    }

    private static byte Lower(byte c) => c is >= (byte)'A' and <= (byte)'Z' ? (byte)(c | 0x20) : c;
}
