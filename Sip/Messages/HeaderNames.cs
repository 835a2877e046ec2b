using System.Text;

namespace PbxBridge.Sip.Messages;

/// <summary>Header field names: canonical spelling, and look-up without regard to case, compact forms included
/// (RFC 3261 §7.3.3, RFC 3265, 3515, 3892, 4028, 6665).</summary>
public static class HeaderNames
{
    private static readonly (HeaderId Id, string Name)[] Known =
    [
        (HeaderId.Via, "Via"),
        (HeaderId.From, "From"),
        (HeaderId.To, "To"),
        (HeaderId.CallId, "Call-ID"),
        (HeaderId.CSeq, "CSeq"),
        (HeaderId.Contact, "Contact"),
        (HeaderId.MaxForwards, "Max-Forwards"),
        (HeaderId.MaxBreadth, "Max-Breadth"),
        (HeaderId.ContentLength, "Content-Length"),
        (HeaderId.ContentType, "Content-Type"),
        (HeaderId.ContentDisposition, "Content-Disposition"),
        (HeaderId.ContentEncoding, "Content-Encoding"),
        (HeaderId.MimeVersion, "MIME-Version"),
        (HeaderId.Route, "Route"),
        (HeaderId.RecordRoute, "Record-Route"),
        (HeaderId.Path, "Path"),
        (HeaderId.ServiceRoute, "Service-Route"),
        (HeaderId.Allow, "Allow"),
        (HeaderId.AllowEvents, "Allow-Events"),
        (HeaderId.Supported, "Supported"),
        (HeaderId.Require, "Require"),
        (HeaderId.ProxyRequire, "Proxy-Require"),
        (HeaderId.Unsupported, "Unsupported"),
        (HeaderId.Expires, "Expires"),
        (HeaderId.MinExpires, "Min-Expires"),
        (HeaderId.Authorization, "Authorization"),
        (HeaderId.WwwAuthenticate, "WWW-Authenticate"),
        (HeaderId.ProxyAuthorization, "Proxy-Authorization"),
        (HeaderId.ProxyAuthenticate, "Proxy-Authenticate"),
        (HeaderId.AuthenticationInfo, "Authentication-Info"),
        (HeaderId.UserAgent, "User-Agent"),
        (HeaderId.Server, "Server"),
        (HeaderId.Organization, "Organization"),
        (HeaderId.Reason, "Reason"),
        (HeaderId.Diversion, "Diversion"),
        (HeaderId.HistoryInfo, "History-Info"),
        (HeaderId.PAssertedIdentity, "P-Asserted-Identity"),
        (HeaderId.PPreferredIdentity, "P-Preferred-Identity"),
        (HeaderId.RemotePartyId, "Remote-Party-ID"),
        (HeaderId.Privacy, "Privacy"),
        (HeaderId.PChargingVector, "P-Charging-Vector"),
        (HeaderId.PAccessNetworkInfo, "P-Access-Network-Info"),
        (HeaderId.PEarlyMedia, "P-Early-Media"),
        (HeaderId.PCalledPartyId, "P-Called-Party-ID"),
        (HeaderId.SessionExpires, "Session-Expires"),
        (HeaderId.MinSe, "Min-SE"),
        (HeaderId.RSeq, "RSeq"),
        (HeaderId.RAck, "RAck"),
        (HeaderId.Warning, "Warning"),
        (HeaderId.RetryAfter, "Retry-After"),
        (HeaderId.Accept, "Accept"),
        (HeaderId.AcceptEncoding, "Accept-Encoding"),
        (HeaderId.AcceptLanguage, "Accept-Language"),
        (HeaderId.Date, "Date"),
        (HeaderId.Timestamp, "Timestamp"),
        (HeaderId.Subject, "Subject"),
        (HeaderId.Event, "Event"),
        (HeaderId.SubscriptionState, "Subscription-State"),
        (HeaderId.ReferTo, "Refer-To"),
        (HeaderId.ReferredBy, "Referred-By"),
        (HeaderId.Replaces, "Replaces"),
        (HeaderId.SessionId, "Session-ID"),
        (HeaderId.Priority, "Priority"),
        (HeaderId.Geolocation, "Geolocation"),
        (HeaderId.AlertInfo, "Alert-Info"),
        (HeaderId.CallInfo, "Call-Info"),
        (HeaderId.UserToUser, "User-to-User"),
        (HeaderId.ErrorInfo, "Error-Info"),
        (HeaderId.InReplyTo, "In-Reply-To"),
        (HeaderId.ReplyTo, "Reply-To"),
        (HeaderId.ReferSub, "Refer-Sub"),
        (HeaderId.GeolocationRouting, "Geolocation-Routing"),
        (HeaderId.InfoPackage, "Info-Package"),
        (HeaderId.RecvInfo, "Recv-Info"),
    ];

    /// <summary>"Name: " per id.</summary>
    private static readonly byte[][] Prefixes = BuildPrefixes();

    /// <summary>Candidates by length and first letter: five bits each.</summary>
    private static readonly HeaderId[][] Candidates = BuildCandidates();

    /// <summary>Canonical spelling; empty for <see cref="HeaderId.Unknown"/>.</summary>
    public static ReadOnlySpan<byte> Of(HeaderId id) => id == HeaderId.Unknown ? default : Prefixes[(int)id].AsSpan(..^2);

    /// <summary>Canonical spelling, colon and space, as it starts a row.</summary>
    internal static ReadOnlySpan<byte> Prefix(HeaderId id) => Prefixes[(int)id];

    public static HeaderId Find(ReadOnlySpan<byte> name)
    {
        if (name.Length <= 1)
            return name.IsEmpty ? HeaderId.Unknown : Compact((byte)(name[0] | 0x20));
        if (name.Length > 31)
            return HeaderId.Unknown;
        foreach (var id in Candidates[(name.Length << 5) | (name[0] & 31)])
        {
            var prefix = Prefixes[(int)id];
            var known = new ReadOnlySpan<byte>(prefix, 0, prefix.Length - 2);
            if (name.SequenceEqual(known) || Ascii.EqualsIgnoreCase(name, known))
                return id;
        }
        return HeaderId.Unknown;
    }

    private static HeaderId Compact(byte letter) => letter switch
    {
        (byte)'b' => HeaderId.ReferredBy,
        (byte)'c' => HeaderId.ContentType,
        (byte)'e' => HeaderId.ContentEncoding,
        (byte)'f' => HeaderId.From,
        (byte)'i' => HeaderId.CallId,
        (byte)'k' => HeaderId.Supported,
        (byte)'l' => HeaderId.ContentLength,
        (byte)'m' => HeaderId.Contact,
        (byte)'o' => HeaderId.Event,
        (byte)'r' => HeaderId.ReferTo,
        (byte)'s' => HeaderId.Subject,
        (byte)'t' => HeaderId.To,
        (byte)'u' => HeaderId.AllowEvents,
        (byte)'v' => HeaderId.Via,
        (byte)'x' => HeaderId.SessionExpires,
        _ => HeaderId.Unknown,
    };

    /// <summary>May a row of this name be split at commas into several values (RFC 3261 §7.3.1)? Not: challenges and credentials,
    /// dates, free text, and names that hold exactly one value.</summary>
    internal static bool IsList(HeaderId id) => id is not (
        HeaderId.Unknown or HeaderId.From or HeaderId.To or HeaderId.CallId or HeaderId.CSeq or HeaderId.MaxForwards or HeaderId.MaxBreadth
        or HeaderId.ContentLength or HeaderId.ContentType or HeaderId.ContentDisposition or HeaderId.MimeVersion or HeaderId.Expires or HeaderId.MinExpires
        or HeaderId.Authorization or HeaderId.WwwAuthenticate or HeaderId.ProxyAuthorization or HeaderId.ProxyAuthenticate
        or HeaderId.AuthenticationInfo or HeaderId.UserAgent or HeaderId.Server or HeaderId.Organization or HeaderId.PChargingVector
        or HeaderId.SessionExpires or HeaderId.MinSe or HeaderId.RSeq or HeaderId.RAck or HeaderId.RetryAfter or HeaderId.Date
        or HeaderId.Timestamp or HeaderId.Subject or HeaderId.Event or HeaderId.SubscriptionState or HeaderId.ReferTo
        or HeaderId.ReferredBy or HeaderId.Replaces or HeaderId.SessionId or HeaderId.Priority or HeaderId.ReplyTo or HeaderId.ReferSub);

    private static byte[][] BuildPrefixes()
    {
        var prefixes = new byte[Known.Length + 1][];
        prefixes[0] = [];
        foreach (var (id, name) in Known)
            prefixes[(int)id] = Encoding.ASCII.GetBytes(name + ": ");
        return prefixes;
    }

    private static HeaderId[][] BuildCandidates()
    {
        var table = new HeaderId[32 * 32][];
        Array.Fill(table, []);
        foreach (var (id, name) in Known)
        {
            ref var slot = ref table[(name.Length << 5) | (name[0] & 31)];
            slot = [.. slot, id];
        }
        return table;
    }
}
