using System.Collections.Immutable;
using System.Text;
using PbxBridge.Routing.Hunting;
using PbxBridge.Routing.Numbering;
using PbxBridge.Routing.Plans;
using PbxBridge.Sip.Dialogs;
using PbxBridge.Sip.Messages;

namespace PbxBridge.Calls;

/// <summary>The one list of what passes from leg to leg; everything else is dropped (HIDE-1, domain §3.2). Written into the INVITE of an outgoing leg.</summary>
/// <param name="peer">Decides what the far side may see.</param>
/// <param name="host">Our host in the URIs that we write.</param>
/// <param name="passed">What of the caller's INVITE may go on.</param>
/// <param name="referredBy">Who transfers the call to this leg, or null.</param>
internal sealed class LegHeaders(
    PeerProfile peer, CallerPresentation caller, Diversion? diversion, PhoneNumber target, string host, PassedHeaders passed, CallerPresentation? referredBy = null)
    : IHeaderSource
{
    /// <summary>Of the branch (LOOP-2).</summary>
    public int MaxBreadth { get; init; } = BreadthShare.Usual;

    /// <summary>For the mobile network; null to everybody else.</summary>
    public ChargingVector? Charging { get; init; }

    /// <summary>What the mobile network said of where an emergency's caller is: values of P-Access-Network-Info as they came. Inside the trust domain only.</summary>
    public ImmutableArray<string> AccessNetwork { get; init; } = [];

    /// <summary>The Request-URI does not say which number is called (TRK-5).</summary>
    public bool NamesCalled { get; init; }

    /// <summary>How many diversions it tells of (RFC 5806: the sum of the counters).</summary>
    public int DiversionCount
    {
        get
        {
            var count = diversion is null ? 0 : 1;
            foreach (var value in passed.Diversions)
                count += Shows(value) ? CallerReader.Counter(value) : 0;
            return count;
        }
    }

    // RFC 7044: oldest first, the diverting entry's target with the cause of RFC 4458. It stays inside the trust domain.
    private IReadOnlyList<HistoryEntry> History => !peer.Trusted ? [] : diversion is { } by ? HistoryHeader.Extended(passed.History, by, target) : passed.History;

    /// <summary>Its History-Info has an entry with that index.</summary>
    public bool HasEntry(ReadOnlySpan<byte> index)
    {
        foreach (var entry in History)
        {
            if (System.Text.Ascii.Equals(index, entry.Index))
                return true;
        }
        return false;
    }

    public void WriteHeaders(MessageWriter writer)
    {
        WriteIdentity(writer);
        if (NamesCalled)
            writer.Header("P-Called-Party-ID"u8, Encoding.ASCII.GetBytes($"<{Uri(target)}>"));
        if (referredBy is { } transferrer)
            WriteReferrer(writer, transferrer);
        if (diversion is { } by)
            writer.Header(HeaderId.Diversion, $"<{Uri(by.By)}>;reason={DiversionReasons.Text(by.Reason)};counter=1;privacy=off;screen=yes");
        foreach (var value in passed.Diversions)
        {
            if (Shows(value))
                writer.Header(HeaderId.Diversion, value);
        }
        if (History is { Count: > 0 } history)
            writer.Header(HeaderId.HistoryInfo, HistoryHeader.TextOf(history, host));
        writer.Header(HeaderId.MaxBreadth, MaxBreadth);
        if (Charging is { } vector)
            writer.Header(HeaderId.PChargingVector, vector.Text);
        // Domain §3.2: a network may tell in its responses who sent the call on there (RFC 7044 §5).
        if (peer is { Trusted: true, IsNetwork: true })
            writer.Header(HeaderId.Supported, "histinfo"u8);
        if (peer.Trusted)
        {
            writer.Header(HeaderId.PEarlyMedia, "supported"u8);
            foreach (var value in AccessNetwork)
                writer.Header(HeaderId.PAccessNetworkInfo, value);
        }
    }

    // RFC 3325 §5, RFC 3323: identity stays inside the trust domain when privacy was asked for.
    private void WriteIdentity(MessageWriter writer)
    {
        if (caller.Asserted is { } asserted && peer.Trusted)
            writer.Header(HeaderId.PAssertedIdentity, PartyUris.Asserted(asserted, caller.Private ? null : caller.Name, host));
        if (caller.Private)
            writer.Header(HeaderId.Privacy, "id"u8);
        if (peer.RemotePartyId && PartyUris.RemoteParty(caller, peer.Trusted, host) is { } party)
            writer.Header(HeaderId.RemotePartyId, party);
    }

    // RFC 3892: who is private is not named at all.
    private void WriteReferrer(MessageWriter writer, CallerPresentation transferrer)
    {
        if (transferrer is { Private: false, Shown: not null })
            writer.Header(HeaderId.ReferredBy, PartyUris.From(transferrer, host));
    }

    // DIV-3: who wanted to stay private is not shown outside the trust domain.
    private bool Shows(byte[] diverted) => peer.Trusted || diverted.AsSpan().IndexOf("privacy=full"u8) < 0;

    private string Uri(PhoneNumber number) => Encoding.ASCII.GetString(PartyUris.Number(number, host));
}

/// <summary>What the far side of a leg is to us.</summary>
/// <param name="Trusted">Inside the trust domain of RFC 3325: the mobile network, and a PBX that its company declared trusted.</param>
/// <param name="IsNetwork">A trunk of the operator, where calls are charged: icid belongs there (RFC 7315).</param>
internal sealed record PeerProfile(bool Trusted, bool IsNetwork = false)
{
    /// <summary>The caller is named in Remote-Party-ID too (PRES-3).</summary>
    public bool RemotePartyId { get; init; }

    public static readonly PeerProfile Phone = new(Trusted: false);
}

/// <summary>Headers of the caller's INVITE that may go on to the other leg, read once.</summary>
internal sealed record PassedHeaders
{
    /// <summary>Diversion values of the incoming INVITE, newest first; at most five are kept (LOOP-3).</summary>
    public IReadOnlyList<byte[]> Diversions { get; init; } = [];

    /// <summary>How many diversions the INVITE told of, those too that do not go on (LOOP-3).</summary>
    public int DiversionCount { get; init; }

    /// <summary>The same as entries of History-Info, oldest first, the number called now at the end; empty when the INVITE told of none.</summary>
    public IReadOnlyList<HistoryEntry> History { get; init; } = [];

    /// <summary>How far the call may still be forked (RFC 5393 §5.3).</summary>
    public int MaxBreadth { get; init; } = BreadthShare.Usual;

    /// <summary>Where the caller of an emergency call is, as his own side tells it; null for other calls.</summary>
    public ToldLocation? Location { get; init; }

    /// <summary>Of an emergency call from the mobile network; see <see cref="LegHeaders.AccessNetwork"/>.</summary>
    public ImmutableArray<string> AccessNetwork { get; init; } = [];

    /// <summary>What the outgoing INVITE carries: one less than the incoming one (LOOP-1).</summary>
    public int MaxForwards { get; init; } = 70;
}

/// <summary>Why a call was sent on, in the words of Diversion and of History-Info (domain §3.3).</summary>
internal static class DiversionReasons
{
    public static string Text(DiversionReason reason) => reason switch
    {
        DiversionReason.Busy => "user-busy",
        DiversionReason.NoAnswer => "no-answer",
        DiversionReason.Unreachable => "unavailable",
        DiversionReason.Declined => "deflection",
        DiversionReason.Unconditional => "unconditional",
        _ => "follow-me",
    };

    /// <summary>What a cause of RFC 4458 means; empty for one that says nothing of the reason.</summary>
    public static string OfCause(int cause) => cause switch
    {
        486 => "user-busy",
        408 => "no-answer",
        503 or 404 => "unavailable",
        480 or 487 => "deflection",
        302 => "unconditional",
        _ => "",
    };

    /// <summary>RFC 7544 §5: the cause for a reason that has none of its own.</summary>
    public const int UnknownCause = 404;

    /// <summary>The reason that Diversion gives for a cause (RFC 7544 §6).</summary>
    public static string TextOf(int cause) => cause switch
    {
        380 => "follow-me",
        UnknownCause => "unknown",
        _ => OfCause(cause) is { Length: > 0 } text ? text : "unknown",
    };

    /// <summary>The cause for a reason of Diversion (RFC 7544 §5); it may stand in quotes (RFC 5806 §4).</summary>
    public static int CauseOf(ReadOnlySpan<byte> reason)
    {
        reason = reason.Trim("\""u8);
        return Is(reason, "user-busy"u8) ? 486
            : Is(reason, "no-answer"u8) ? 408
            : Is(reason, "unavailable"u8) ? 503
            : Is(reason, "deflection"u8) ? 480
            : Is(reason, "unconditional"u8) ? 302
            : UnknownCause;
    }

    private static bool Is(ReadOnlySpan<byte> reason, ReadOnlySpan<byte> word) => System.Text.Ascii.EqualsIgnoreCase(reason, word);

    public static int Cause(DiversionReason reason) => reason switch
    {
        DiversionReason.Busy => 486,
        DiversionReason.NoAnswer => 408,
        DiversionReason.Unreachable => 503,
        DiversionReason.Declined => 487,
        DiversionReason.Unconditional => 302,
        _ => 380,
    };
}
