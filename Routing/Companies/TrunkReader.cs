using System.Globalization;
using System.Net;

namespace PbxBridge.Routing.Companies;

/// <summary>The trunks of a company file.</summary>
internal static class TrunkReader
{
    private static readonly (string Name, TrunkRegistration Value)[] s_registrations =
        [("none", TrunkRegistration.None), ("gin", TrunkRegistration.Gin), ("pilot", TrunkRegistration.Pilot)];

    public static string NameOf(TrunkRegistration registration) => s_registrations.First(r => r.Value == registration).Name;

    public static PbxTrunk Read(FileObject trunk, string realm, SecretReader secrets)
    {
        return new()
        {
            Id = trunk.RequiredMatching(
                "id", CompanyFileReader.IsId, CompanyFileReader.IdPolish, CompanyFileReader.IdEnglish),
            Transport = trunk.Choice("transport", TrunkTransport.Udp, ("udp", TrunkTransport.Udp), ("tcp", TrunkTransport.Tcp), ("tls", TrunkTransport.Tls)),
            Peers = [.. trunk.Objects("peers", CompanyFields.Peer).Select(ReadPeer)],
            Registration = trunk.Choice("registration", TrunkRegistration.None, s_registrations),
            AnyPort = trunk.Flag("anyPort", false),
            Credentials = trunk.Object("digest", CompanyFields.Digest) is { } digest ? ReadDigest(digest, realm, secrets) : null,
            Trusted = trunk.Flag("trusted", false),
            MaxChannels = trunk.Whole("maxChannels", 1, 100_000),
            MaxCallsPerSecond = trunk.Whole("maxCallsPerSecond", 1, 10_000),
            Announcements = trunk.Flag("announcements", true),
            BarResponse = ReadBarResponse(trunk),
            AddBreakoutToCli = trunk.Flag("addBreakoutToCli", false),
            RemotePartyId = trunk.Flag("rpid", false),
            ForeignCli = [.. trunk.Numbers("foreignCli")],
            Profile = trunk.OptionalText("profile"),
            PrivatePrefix = trunk.Matching("privatePrefix", IsPrivatePrefix, "gwiazdka, do 4 cyfr i gwiazdka, np. *7*", "a star, up to 4 digits and a star, like *7*"),
        };
    }

    /// <summary><c>10.0.0.1</c>, <c>10.0.0.1:5080</c>, <c>[2001:db8::1]:5060</c> or a host name; null when it is none of them.</summary>
    internal static (string Host, int? Port)? Address(string text)
    {
        var close = text.StartsWith('[') ? text.IndexOf(']', StringComparison.Ordinal) : 0;
        if (close < 0)
        {
            return null;
        }

        var colon = text.IndexOf(':', close);
        var host = text[..(colon < 0 ? text.Length : colon)];
        int? port = null;
        if (colon >= 0)
        {
            if (!int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var given) || given is < 1 or > 65535)
            {
                return null;
            }

            port = given;
        }

        if (close > 0)
        {
            return host[^1] == ']' && IPAddress.TryParse(host[1..^1], out var v6) ? (v6.ToString(), port) : null;
        }

        return IsHost(host) ? (host.ToLowerInvariant(), port) : null;
    }

    private static int ReadBarResponse(FileObject trunk)
    {
        var status = trunk.Whole("barResponse", 403, 603) ?? 403;
        if (status is not (403 or 603))
            trunk.Fault("barResponse", "może być 403 albo 603", "403 or 603 is expected");
        return status;
    }

    private static bool IsPrivatePrefix(string text) => text is ['*', .. var digits, '*'] && digits.Length is >= 1 and <= 4 && digits.All(char.IsAsciiDigit);

    // Digits and dots alone must be a whole IPv4 address: 10.0.0 is a slip, not a host.
    private static bool IsHost(string host) =>
        host.Length is > 0 and <= 253 && host.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-') && host.Split('.').All(l => l is [not '-', ..] and [.., not '-'])
        && (!host.All(c => char.IsAsciiDigit(c) || c == '.') || (host.Count(c => c == '.') == 3 && IPAddress.TryParse(host, out _)));

    private static TrunkPeer ReadPeer(FileObject peer)
    {
        var text = peer.RequiredMatching("address", t => Address(t) is not null, "adres IP albo nazwa, z portem lub bez", "an IP address or a host name, with or without port");
        var (host, port) = Address(text) ?? ("", null);
        return new(host, port, peer.Whole("priority", 0, 65535) ?? 0, peer.Whole("weight", 0, 65535) ?? 1);
    }

    private static TrunkCredentials ReadDigest(FileObject digest, string realm, SecretReader secrets)
    {
        var user = digest.RequiredMatching("user", SecretReader.IsUser, "litery, cyfry, „.”, „_”, „-”", "letters, digits, \".\", \"_\", \"-\"");
        return new(user, secrets.Secret(digest, user, realm));
    }
}
