using System.Text;

namespace PbxBridge.Registrar;

/// <summary>The header parameters of a Contact: <c>;q=0.5;expires=60;+sip.instance="&lt;urn:…&gt;"</c>.</summary>
internal static class ContactParameters
{
    /// <summary>The value with its quotes; empty when there is none.</summary>
    public static ReadOnlySpan<byte> Find(ReadOnlySpan<byte> parameters, ReadOnlySpan<byte> name)
    {
        while (TryTake(ref parameters, out var parameter))
        {
            if (Ascii.EqualsIgnoreCase(NameOf(parameter), name))
                return ValueOf(parameter);
        }
        return default;
    }

    /// <summary>All but the named one, without spaces around them.</summary>
    public static byte[] Without(ReadOnlySpan<byte> parameters, ReadOnlySpan<byte> name)
    {
        if (parameters.IsEmpty)
            return [];
        var kept = new byte[parameters.Length + 1];
        var length = 0;
        while (TryTake(ref parameters, out var parameter))
        {
            if (parameter.IsEmpty || Ascii.EqualsIgnoreCase(NameOf(parameter), name))
                continue;
            kept[length++] = (byte)';';
            parameter.CopyTo(kept.AsSpan(length));
            length += parameter.Length;
        }
        return kept[..length];
    }

    private static ReadOnlySpan<byte> NameOf(ReadOnlySpan<byte> parameter)
    {
        var equals = parameter.IndexOf((byte)'=');
        return (equals < 0 ? parameter : parameter[..equals]).Trim(" \t"u8);
    }

    private static ReadOnlySpan<byte> ValueOf(ReadOnlySpan<byte> parameter)
    {
        var equals = parameter.IndexOf((byte)'=');
        return equals < 0 ? default : parameter[(equals + 1)..].Trim(" \t"u8);
    }

    private static bool TryTake(scoped ref ReadOnlySpan<byte> rest, out ReadOnlySpan<byte> parameter)
    {
        parameter = default;
        rest = rest.TrimStart(" \t"u8);
        if (rest.IsEmpty)
            return false;
        if (rest[0] == (byte)';')
            rest = rest[1..];
        var end = End(rest);
        parameter = rest[..end].Trim(" \t"u8);
        rest = rest[end..];
        return true;
    }

    private static int End(ReadOnlySpan<byte> text)
    {
        var quoted = false;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == (byte)'"')
                quoted = !quoted;
            else if (text[i] == (byte)'\\' && quoted)
                i++;
            else if (text[i] == (byte)';' && !quoted)
                return i;
        }
        return text.Length;
    }
}
