namespace PbxBridge.Storage.Calls;

/// <summary>What the signalling of a call said beside its numbers and outcome (domain §6.4): to find it again in the records of others, and to know how it went.</summary>
public sealed record CallSignals
{
    public static readonly CallSignals None = new();

    /// <summary>Call-ID of the caller's dialog; empty for a call that a transfer has made.</summary>
    public SipText CallIdIn { get; init; }

    /// <summary>Call-ID of the dialog that answered, else of the last one; empty when nobody was rung.</summary>
    public SipText CallIdOut { get; init; }

    /// <summary>Value of Session-ID (RFC 7989); empty when the call has none.</summary>
    public SipText SessionId { get; init; }

    /// <summary>The charging identifier in the mobile network (RFC 7315); null when the call was never there.</summary>
    public string? Icid { get; init; }

    /// <summary>As spoken at last: <c>PCMA</c>, <c>AMR-WB</c>; null when nothing was agreed on.</summary>
    public string? Codec { get; init; }

    /// <summary>The sound passed the bridge; null when there was none.</summary>
    public bool? IsAnchored { get; init; }

    /// <summary>The caller asked that his number be withheld (CLIR).</summary>
    public bool IsWithheld { get; init; }

    /// <summary>Null: nobody sent the call on.</summary>
    public CallDiversion? Diversion { get; init; }

    /// <summary>Why the caller's rules refused the call (domain §5.5): <c>CLASS_PREMIUM</c>; null when they did not.</summary>
    public string? Denial { get; init; }

    /// <summary>Number of the company line that was called, or that answered in its place; null when there was none.</summary>
    public string? Line { get; init; }
}
