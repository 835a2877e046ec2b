using System.Text;
using System.Text.RegularExpressions;
using PbxBridge.Storage.Calls;

namespace PbxBridge.Manager.Calls;

/// <summary>A message of a call as the Manager shows it: without what proves who somebody is, without keys of the sound, and without where somebody is (AREA-8). Of bodies, those that
/// set up the sound or tell of a transfer are shown.</summary>
/// <remarks>Pure. The store has the message as it passed the socket, and whoever sent it wrote what he liked: what is not understood is not shown as something harmless, but as a line without a name.</remarks>
internal static partial class ShownMessage
{
    private const string Hidden = "(…)";

    private static readonly HashSet<string> s_secret = new(StringComparer.OrdinalIgnoreCase)
    {
        "Authorization", "Proxy-Authorization", "Authentication-Info", "Proxy-Authentication-Info", "P-Access-Network-Info", "P-Visited-Network-ID", "Geolocation", "Cellular-Network-Info",
    };

    // Where a caller stands who did not want to be named; the identity is a signed copy of his number (RFC 8224).
    private static readonly HashSet<string> s_caller = new(StringComparer.OrdinalIgnoreCase)
    {
        "From", "f", "Contact", "m", "P-Asserted-Identity", "P-Preferred-Identity", "Remote-Party-ID", "Identity", "y", "Call-Info", "Reply-To", "Referred-By", "b", "Subject", "s",
        "Organization", "User-to-User", "History-Info", "Diversion",
    };

    /// <summary>The whole text, with ends of lines of one character; null: it was not kept.</summary>
    /// <param name="hidesCaller">The caller asked not to be named.</param>
    public static string? TextOf(FlowEvent message, bool hidesCaller)
    {
        if (message.Raw.IsEmpty)
            return null;
        var whole = Encoding.UTF8.GetString(message.Raw.Span).Replace("\r\n", "\n", StringComparison.Ordinal);
        var end = whole.IndexOf("\n\n", StringComparison.Ordinal);
        var (head, body) = end < 0 ? (whole, "") : (whole[..end], whole[(end + 2)..]);
        var text = new StringBuilder();
        var (type, hides, isFirst) = ("", false, true);
        foreach (var line in head.Split('\n'))
        {
            // A line that begins with a blank goes on with the one before it (RFC 3261 §7.3.1).
            if (!isFirst && line is [' ' or '\t', ..])
            {
                if (!hides)
                    text.Append(WithoutPasswords(line)).Append('\n');
                continue;
            }

            var colon = isFirst ? -1 : line.IndexOf(':', StringComparison.Ordinal);
            var name = colon < 0 ? "" : line[..colon].Trim();
            hides = s_secret.Contains(name) || (hidesCaller && s_caller.Contains(name));
            if (name.Equals("Content-Type", StringComparison.OrdinalIgnoreCase) || name.Equals("c", StringComparison.OrdinalIgnoreCase))
                type = line[(colon + 1)..].Split(';')[0].Trim();
            text.Append(hides ? $"{name}: {Hidden}" : WithoutPasswords(line)).Append('\n');
            isFirst = false;
        }

        if (body.Length > 0)
            text.Append('\n').Append(Body(type, body));
        return text.ToString().TrimEnd();
    }

    /// <summary>The first line, without a password that stands in its address.</summary>
    public static string WithoutPasswords(string line) => Password().Replace(line, "$1" + Hidden + "@");

    private static string Body(string type, string body) => type.ToLowerInvariant() switch
    {
        "application/sdp" => string.Join('\n', body.Split('\n').Select(line => IsKey(line) ? line[..(line.IndexOf(':', StringComparison.Ordinal) is var at and > 0 ? at + 1 : 2)] + Hidden : line)),
        "message/sipfrag" => WithoutPasswords(body),
        _ => Hidden,
    };

    // RFC 4568, RFC 8839, RFC 8866 §5.12.
    private static bool IsKey(string line)
    {
        var known = line.TrimStart();
        return known.StartsWith("a=crypto", StringComparison.OrdinalIgnoreCase) || known.StartsWith("a=ice-pwd", StringComparison.OrdinalIgnoreCase)
            || known.StartsWith("a=key-mgmt", StringComparison.OrdinalIgnoreCase) || known.StartsWith("k=", StringComparison.OrdinalIgnoreCase);
    }

    // RFC 3261 §19.1.1: user:password@host.
    [GeneratedRegex(@"(sips?:[^\s:@;<>]{0,200}:)[^\s@<>]{1,200}@", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Password();
}
