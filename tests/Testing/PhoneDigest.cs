using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace PbxBridge.Testing;

/// <summary>Digest of a <see cref="SipPhone"/>, as client and as server: RFC 7616 with MD5 or SHA-256, qop=auth or none.</summary>
public sealed partial record PhoneDigest(string User, string Password)
{
    /// <summary>With which a phone challenges.</summary>
    public const string Nonce = "nonce-of-the-phone";

    public const string Challenge = $"Digest realm=\"phone\", nonce=\"{Nonce}\", qop=\"auth\", algorithm=SHA-256";

    private int _count;

    /// <summary>The value of (Proxy-)Authorization for a challenge.</summary>
    public string Answer(string challenge, string method, string uri)
    {
        var fields = Fields(challenge);
        var algorithm = fields.GetValueOrDefault("algorithm", "MD5");
        var nc = (++_count).ToString("x8", null);
        var response = Response(algorithm, fields["realm"], fields["nonce"], method, uri, fields.ContainsKey("qop") ? nc : null);
        var value = $"Digest username=\"{User}\", realm=\"{fields["realm"]}\", nonce=\"{fields["nonce"]}\", uri=\"{uri}\", response=\"{response}\", algorithm={algorithm}";
        if (fields.ContainsKey("qop"))
            value += $", qop=auth, nc={nc}, cnonce=\"0a4f113b\"";
        return fields.TryGetValue("opaque", out var opaque) ? value + $", opaque=\"{opaque}\"" : value;
    }

    /// <summary>Do these credentials prove the password for that nonce?</summary>
    public bool Accepts(string authorization, string method, string nonce)
    {
        var fields = Fields(authorization);
        if (fields.GetValueOrDefault("username") != User || fields.GetValueOrDefault("nonce") != nonce)
            return false;
        var a1 = $"{User}:{fields["realm"]}:{Password}";
        var algorithm = fields.GetValueOrDefault("algorithm", "MD5");
        var middle = fields.TryGetValue("nc", out var nc) ? $"{nc}:{fields["cnonce"]}:{fields["qop"]}:" : "";
        return fields["response"] == Hash(algorithm, $"{Hash(algorithm, a1)}:{nonce}:{middle}{Hash(algorithm, $"{method}:{fields["uri"]}")}");
    }

    private string Response(string algorithm, string realm, string nonce, string method, string uri, string? nc)
    {
        var middle = nc is null ? "" : $"{nc}:0a4f113b:auth:";
        return Hash(algorithm, $"{Hash(algorithm, $"{User}:{realm}:{Password}")}:{nonce}:{middle}{Hash(algorithm, $"{method}:{uri}")}");
    }

    private static string Hash(string algorithm, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        return Convert.ToHexStringLower(algorithm.StartsWith("SHA-256", StringComparison.OrdinalIgnoreCase) ? SHA256.HashData(bytes) : MD5.HashData(bytes));
    }

    private static Dictionary<string, string> Fields(string value) =>
        Field().Matches(value).DistinctBy(match => match.Groups[1].Value, StringComparer.OrdinalIgnoreCase).ToDictionary(
            match => match.Groups[1].Value, match => match.Groups[2].Success ? match.Groups[2].Value : match.Groups[3].Value, StringComparer.OrdinalIgnoreCase);

    [GeneratedRegex("""(\w+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,]+))""")]
    private static partial Regex Field();
}
