using System.Globalization;
using System.Net;
using PbxBridge.Routing.Companies;
using PbxBridge.Routing.Numbering;
using PbxBridge.Sip.Transport;

namespace PbxBridge.Configuration;

/// <summary>From the text of a setting to its value.</summary>
internal static class SettingText
{
    public static bool IsValue(Type type) => Kinds.ContainsKey(type) || type.IsEnum;

    /// <param name="expected">When it fails: what the text should have been, as in "which is not a whole number".</param>
    public static bool TryRead(Type type, string text, out object? value, out string expected)
    {
        if (type.IsEnum)
        {
            expected = $"is not one of {string.Join(", ", Enum.GetNames(type))}";
            return Enum.TryParse(type, text, ignoreCase: true, out value) && Enum.GetNames(type).Contains(text, StringComparer.OrdinalIgnoreCase);
        }

        (var read, expected) = Kinds[type];
        value = read(text.Trim());
        return value is not null;
    }

    private static readonly Dictionary<Type, (Func<string, object?> Read, string Expected)> Kinds = new()
    {
        [typeof(string)] = (text => text, ""),
        [typeof(int)] = (text => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var n) ? n : null, "is not a whole number"),
        [typeof(long)] = (text => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var n) ? n : null, "is not a whole number"),
        [typeof(bool)] = (text => bool.TryParse(text, out var yes) ? yes : null, "is neither true nor false"),
        // Without a colon .NET would read days.
        [typeof(TimeSpan)] = (text => text.Contains(':', StringComparison.Ordinal) && TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var time) ? time : null,
            "is not a time of the form hours:minutes:seconds, such as 00:00:30"),
        [typeof(IPAddress)] = (text => IPAddress.TryParse(text.Trim('[', ']'), out var address) ? address : null, "is not an IP address"),
        [typeof(ListenerAddress)] = (text => ListenerAddress.TryParse(text, out var listener, out _) ? listener : null,
            "is not a listener of the form udp://ADDRESS:PORT, tcp://ADDRESS:PORT or tls://ADDRESS:PORT"),
        [typeof(PhoneNumber)] = (text => text is ['+', _, ..] && text.Length <= 16 && text.AsSpan(1).IndexOfAnyExceptInRange('0', '9') < 0 ? new PhoneNumber(text) : null,
            "is not a number of the form +48601000201"),
        [typeof(TrunkPeer)] = (text => Peer(text), "is not of the form HOST, HOST:PORT or HOST:PORT;priority=1;weight=2"),
    };

    private static TrunkPeer? Peer(string text)
    {
        var parts = text.Split(';', StringSplitOptions.TrimEntries);
        if (HostAndPort(parts[0]) is not { } peer)
            return null;
        foreach (var part in parts.AsSpan(1))
        {
            var named = part.Split('=', 2, StringSplitOptions.TrimEntries);
            if (named.Length != 2 || !ushort.TryParse(named[1], NumberStyles.None, CultureInfo.InvariantCulture, out var number))
                return null;
            switch (named[0].ToLowerInvariant())
            {
                case "priority":
                    peer = peer with { Priority = number };
                    break;
                case "weight":
                    peer = peer with { Weight = number };
                    break;
                default:
                    return null;
            }
        }

        return peer;
    }

    private static TrunkPeer? HostAndPort(string text)
    {
        var bracket = text.LastIndexOf(']');
        var colon = text.LastIndexOf(':');
        var (host, port) = (text, (int?)null);
        if (colon > bracket && (bracket >= 0 || text.IndexOf(':') == colon))
        {
            if (!ushort.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var given) || given == 0)
                return null;
            (host, port) = (text[..colon], given);
        }

        host = host.Trim('[', ']');
        return Uri.CheckHostName(host) == UriHostNameType.Unknown ? null : new TrunkPeer(host, port);
    }
}
