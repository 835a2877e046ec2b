using System.Buffers.Text;
using System.Collections.Immutable;
using System.Text;
using PbxBridge.Routing.Numbering;
using PbxBridge.Sip.Messages;
using PbxBridge.Storage.Calls;

namespace PbxBridge.Calls;

/// <summary>Reads who calls, and by what way the call came, out of an INVITE (PRES-3, domain §3.2, §3.3).</summary>
internal static class CallerReader
{
    private const int MostDiversions = 5;

    /// <summary>The identity that a PBX or phone gives: P-Asserted-Identity, P-Preferred-Identity, Remote-Party-ID; null when there is none.
    /// Of two values (RFC 3325 §9.1: a SIP and a tel URI) the one with a number.</summary>
    public static string? Given(SipMessage invite) =>
        Value(invite, HeaderId.PAssertedIdentity) ?? Value(invite, HeaderId.PPreferredIdentity) ?? CallingParty(invite);

    /// <summary>The identity that the network vouches for; null when there is none. P-Preferred-Identity is the phone's own wish (RFC 3325 §9.2),
    /// and a Remote-Party-ID that was not screened is nobody's word.</summary>
    public static string? Asserted(SipMessage invite)
    {
        if (Value(invite, HeaderId.PAssertedIdentity) is { } asserted)
            return asserted;
        foreach (var value in invite.Values(HeaderId.RemotePartyId))
        {
            if (IsOfCaller(value) && NameAddrView.TryParse(value, out var party) && party.TryGetParameter("screen"u8, out var screen) && Ascii.EqualsIgnoreCase(screen, "yes"u8))
                return Encoding.UTF8.GetString(value);
        }
        return null;
    }

    public static string? DisplayName(SipMessage invite)
    {
        foreach (var value in invite.Values(HeaderId.PAssertedIdentity))
        {
            if (NameAddrView.TryParse(value, out var asserted) && !asserted.DisplayName.IsEmpty)
                return asserted.GetDisplayName();
        }
        return invite.From.DisplayName.IsEmpty ? null : invite.From.GetDisplayName();
    }

    /// <summary>The caller is not to be named: any value of Privacy but those that are not about him (RFC 3323 §4.2, RFC 7044 §10.1), an anonymous From (RFC 3323 §4.1.1.3), or Remote-Party-ID with privacy.</summary>
    public static bool IsPrivate(SipMessage invite)
    {
        foreach (var row in invite.Rows(HeaderId.Privacy))
        {
            foreach (var value in row.Value.Split((byte)';'))
            {
                if (HidesCaller(row.Value[value].Trim(" \t"u8)))
                    return true;
            }
        }
        return IsAnonymous(invite.From.Uri) || HasPrivateParty(invite);
    }

    private static bool HidesCaller(ReadOnlySpan<byte> privacy) => !privacy.IsEmpty
        && !Ascii.EqualsIgnoreCase(privacy, "none"u8) && !Ascii.EqualsIgnoreCase(privacy, "history"u8)
        && !Ascii.EqualsIgnoreCase(privacy, "session"u8) && !Ascii.EqualsIgnoreCase(privacy, "critical"u8);

    /// <summary>Values of P-Access-Network-Info as they came (AREA-3).</summary>
    public static ImmutableArray<string> AccessNetwork(SipMessage invite)
    {
        if (!invite.Has(HeaderId.PAccessNetworkInfo))
            return [];
        var values = ImmutableArray.CreateBuilder<string>(1);
        foreach (var row in invite.Rows(HeaderId.PAccessNetworkInfo))
            values.Add(Encoding.UTF8.GetString(row.Value));
        return values.ToImmutable();
    }

    public static bool IsPsapCallback(SipMessage invite) => Ascii.EqualsIgnoreCase(invite[HeaderId.Priority], "psap-callback"u8);

    /// <summary>The numbers that sent the call on before; of History-Info all entries but the last, which is the number called now (RFC 7044).</summary>
    public static (ImmutableArray<string> Visited, int Count) Diversions(SipMessage invite)
    {
        if (invite.Has(HeaderId.HistoryInfo))
        {
            var entries = Values(invite, HeaderId.HistoryInfo);
            return entries.Length < 2 ? ([], 0) : (entries[..^1], entries.Length - 1);
        }
        if (!invite.Has(HeaderId.Diversion))
            return ([], 0);
        return (Values(invite, HeaderId.Diversion), CounterOf(invite));
    }

    /// <summary>How many diversions the rows of Diversion tell of: the sum of the counters (RFC 5806).</summary>
    public static int CounterOf(SipMessage message)
    {
        var count = 0;
        foreach (var value in message.Values(HeaderId.Diversion))
            count += Counter(value);
        return count;
    }

    /// <summary>Of those that sent the call on before, the last one; null when it cannot be read.</summary>
    /// <param name="count">How many did.</param>
    public static CallDiversion? LastDiversion(SipMessage invite, int count)
    {
        if (invite.Has(HeaderId.HistoryInfo))
            return LastOfHistory(invite, count);
        foreach (var value in invite.Values(HeaderId.Diversion))
        {
            if (NameAddrView.TryParse(value, out var address))
                return new(NumberIn(address.Uri), address.TryGetParameter("reason"u8, out var reason) ? Encoding.ASCII.GetString(reason).Trim('"') : "", count);
        }
        return null;
    }

    // RFC 7044 §5, RFC 4458: the number called now comes last and says why it was called instead of the one before it.
    private static CallDiversion? LastOfHistory(SipMessage invite, int count)
    {
        string? by = null, last = null;
        var reason = "";
        foreach (var value in invite.Values(HeaderId.HistoryInfo))
        {
            if (!NameAddrView.TryParse(value, out var address))
                continue;
            (by, last) = (last, NumberIn(address.Uri));
            reason = SipUriView.TryParse(address.Uri, out var uri) && uri.TryGetParameter("cause"u8, out var cause) && Utf8Parser.TryParse(cause, out int status, out _)
                ? DiversionReasons.OfCause(status) : "";
        }
        return by is null ? null : new(by, reason, count);
    }

    private static string NumberIn(ReadOnlySpan<byte> uri) =>
        NumberOf(uri)?.Value ?? (SipUriView.TryParse(uri, out var sip) && !sip.User.IsEmpty ? Encoding.UTF8.GetString(sip.User) : Encoding.UTF8.GetString(uri));

    /// <summary>What of the INVITE may go on to the other leg.</summary>
    /// <param name="called">The number called now.</param>
    /// <param name="diverter">Who is named for this URI as one who has sent the call on; null when the caller's side may not say so: the network bills who did.</param>
    public static PassedHeaders Passed(SipMessage invite, string host, PhoneNumber? called, Func<string, string?> diverter)
    {
        var history = HistoryReader.HistoryOf(invite, called, diverter);
        return new()
        {
            Diversions = invite.Has(HeaderId.HistoryInfo) && HistoryReader.DiversionsOf(history, host) is { Count: > 0 } told ? told : Diversions(invite, host, diverter),
            DiversionCount = Diversions(invite).Count,
            History = history,
            MaxBreadth = MaxBreadth(invite),
            MaxForwards = invite.MaxForwards < 0 ? 70 : Math.Max(0, invite.MaxForwards - 1),
        };
    }

    /// <summary>How far the call may still be forked; 60 when nothing is said (RFC 5393 §5.3.3).</summary>
    public static int MaxBreadth(SipMessage invite) =>
        Utf8Parser.TryParse(invite[HeaderId.MaxBreadth], out int breadth, out _) && breadth >= 0 ? breadth : BreadthShare.Usual;

    /// <summary>The E.164 number in a name-addr or URI; null when its user part is not one.</summary>
    public static PhoneNumber? NumberOf(ReadOnlySpan<byte> value)
    {
        if (value.IsEmpty || !NameAddrView.TryParse(value, out var address) || !SipUriView.TryParse(address.Uri, out var uri))
            return null;
        var user = uri.User;
        var end = user.IndexOf((byte)';');
        if (end >= 0)
            user = user[..end];
        return user is [(byte)'+', ..] && user.Length is > 7 and < 17 && !user[1..].ContainsAnyExceptInRange((byte)'0', (byte)'9')
            ? new PhoneNumber(Encoding.ASCII.GetString(user))
            : null;
    }

    private static byte[][] Diversions(SipMessage invite, string host, Func<string, string?> diverter)
    {
        if (!invite.Has(HeaderId.Diversion))
            return [];
        var kept = new List<byte[]>();
        foreach (var value in invite.Values(HeaderId.Diversion))
        {
            if (kept.Count < MostDiversions && Diversion(value, host, diverter) is { } passed)
                kept.Add(passed);
        }
        return [.. kept];
    }

    // The number and the reason go on; the host is the peer's own business (HIDE-1).
    private static byte[]? Diversion(ReadOnlySpan<byte> value, string host, Func<string, string?> diverter)
    {
        if (!NameAddrView.TryParse(value, out var address) || diverter(Encoding.UTF8.GetString(address.Uri)) is not { } named)
            return null;
        return Encoding.UTF8.GetBytes($"<sip:{named}@{host};user=phone>{Encoding.UTF8.GetString(address.Parameters)}");
    }

    // A Remote-Party-ID may be about the called party too; without a word it is about the caller.
    private static string? CallingParty(SipMessage invite)
    {
        foreach (var value in invite.Values(HeaderId.RemotePartyId))
        {
            if (IsOfCaller(value) && HasNumber(value))
                return Encoding.UTF8.GetString(value);
        }
        return null;
    }

    private static bool IsOfCaller(ReadOnlySpan<byte> remoteParty) =>
        !NameAddrView.TryParse(remoteParty, out var address) || !address.TryGetParameter("party"u8, out var party) || Ascii.EqualsIgnoreCase(party, "calling"u8);

    private static string? Value(SipMessage invite, HeaderId id)
    {
        string? first = null;
        foreach (var value in invite.Values(id))
        {
            var text = Encoding.UTF8.GetString(value);
            if (HasNumber(value))
                return text;
            first ??= text;
        }
        return first;
    }

    private static bool HasNumber(ReadOnlySpan<byte> value)
    {
        if (!NameAddrView.TryParse(value, out var address) || !SipUriView.TryParse(address.Uri, out var uri))
            return false;
        return uri.User is [(byte)'+' or (>= (byte)'0' and <= (byte)'9'), ..];
    }

    private static bool IsAnonymous(ReadOnlySpan<byte> from) =>
        SipUriView.TryParse(from, out var uri)
        && (Ascii.EqualsIgnoreCase(uri.Host, "anonymous.invalid"u8) || Ascii.EqualsIgnoreCase(uri.User, "anonymous"u8));

    private static bool HasPrivateParty(SipMessage invite)
    {
        foreach (var value in invite.Values(HeaderId.RemotePartyId))
        {
            if (IsOfCaller(value) && NameAddrView.TryParse(value, out var party) && party.TryGetParameter("privacy"u8, out var privacy) && !Ascii.EqualsIgnoreCase(privacy, "off"u8))
                return true;
        }
        return false;
    }

    private static ImmutableArray<string> Values(SipMessage invite, HeaderId id)
    {
        var values = ImmutableArray.CreateBuilder<string>();
        foreach (var value in invite.Values(id))
        {
            if (NameAddrView.TryParse(value, out var address))
                values.Add(Encoding.UTF8.GetString(address.Uri));
        }
        return values.ToImmutable();
    }

    /// <summary>The counter of one value; 1 when it has none.</summary>
    public static int Counter(ReadOnlySpan<byte> diversion)
    {
        var at = diversion.IndexOf("counter="u8);
        return at >= 0 && Utf8Parser.TryParse(diversion[(at + 8)..], out int counter, out _) && counter is > 0 and < 100 ? counter : 1;
    }
}
