using System.Text;

namespace PbxBridge.Sip.Messages;

/// <summary><c>;name=value</c> inside a URI: no spaces, no quotes (RFC 3261 §25.1, uri-parameters).</summary>
internal static class UriParameters
{
    /// <summary>Takes the next one off <paramref name="rest"/>, which starts with a semicolon or is empty.</summary>
    public static bool TryTake(scoped ref ReadOnlySpan<byte> rest, out ReadOnlySpan<byte> name, out ReadOnlySpan<byte> value)
    {
        name = value = default;
        if (rest.IsEmpty)
            return false;
        var one = rest[1..];
        var end = one.IndexOf((byte)';');
        rest = end < 0 ? default : one[end..];
        if (end >= 0)
            one = one[..end];
        var equals = one.IndexOf((byte)'=');
        name = equals < 0 ? one : one[..equals];
        value = equals < 0 ? default : one[(equals + 1)..];
        return true;
    }

    public static bool AreValid(ReadOnlySpan<byte> parameters)
    {
        while (TryTake(ref parameters, out var name, out _))
        {
            if (name.IsEmpty)
                return false;
        }
        return true;
    }

    public static bool TryFind(ReadOnlySpan<byte> parameters, ReadOnlySpan<byte> name, out ReadOnlySpan<byte> value)
    {
        while (TryTake(ref parameters, out var candidate, out value))
        {
            if (Ascii.EqualsIgnoreCase(candidate, name))
                return true;
        }
        value = default;
        return false;
    }
}
