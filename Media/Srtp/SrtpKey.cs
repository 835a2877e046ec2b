using System.Globalization;
using System.Security.Cryptography;

namespace PbxBridge.Media.Srtp;

/// <summary>What one end encrypts with: an <c>a=crypto</c> line (RFC 4568 §4).</summary>
/// <param name="Tag">Number of the line; an answer has that of the line that it takes.</param>
/// <param name="Inline">Master key and salt, 30 octets, as Base64.</param>
public sealed record SrtpKey(SrtpSuite Suite, int Tag, string Inline)
{
    internal const int SecretLength = SrtpKeys.KeyLength + SrtpKeys.SaltLength;

    /// <summary>The value of the attribute.</summary>
    public string Text => string.Create(CultureInfo.InvariantCulture, $"{Tag} {Suite.Name} inline:{Inline}");

    /// <summary>A new key of ours.</summary>
    public static SrtpKey New(SrtpSuite suite, int tag) => new(suite, tag, Convert.ToBase64String(RandomNumberGenerator.GetBytes(SecretLength)));

    /// <summary>Null for a suite, a key identifier or a parameter that we do not know: the line is then left alone (§5.1.2, §6.3). A lifetime is not counted:
    /// no call lasts 2^31 packets.</summary>
    public static SrtpKey? Parse(string value)
    {
        var words = value.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length < 3 || !int.TryParse(words[0], NumberStyles.None, CultureInfo.InvariantCulture, out var tag) || SrtpSuite.Find(words[1]) is not { } suite)
            return null;
        foreach (var parameter in words.AsSpan(3))
        {
            if (!parameter.StartsWith('-') && !parameter.StartsWith("WSH=", StringComparison.Ordinal))
                return null;
        }
        // Several keys, or a key identifier in each packet, are not ours.
        var parts = words[2].Split('|');
        if (!parts[0].StartsWith("inline:", StringComparison.Ordinal) || parts.Length > 2 || words[2].Contains(';') || (parts.Length == 2 && parts[1].Contains(':')))
            return null;
        var inline = parts[0][7..];
        Span<byte> secret = stackalloc byte[SecretLength];
        return Convert.TryFromBase64String(inline, secret, out var length) && length == SecretLength ? new(suite, tag, inline) : null;
    }

    /// <summary>The key is the same, whatever the number of its line.</summary>
    internal bool IsSame(SrtpKey other) => Suite == other.Suite && Inline == other.Inline;

    // Never in a log.
    public override string ToString() => Suite.Name;
}
