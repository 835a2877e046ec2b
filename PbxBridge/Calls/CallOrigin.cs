using PbxBridge.Routing.Numbering;
using PbxBridge.Sip.Dialogs;
using PbxBridge.Sip.Transport;
using PbxBridge.Storage.Calls;
using PbxBridge.Trunks;

namespace PbxBridge.Calls;

/// <summary>Where a call comes from, as it stood when it came.</summary>
internal sealed record CallOrigin
{
    public required string Id { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Caller's number as the plan took it; null when there is none.</summary>
    public PhoneNumber? Number { get; init; }

    /// <summary>The caller asked that his number be withheld (RFC 3323).</summary>
    public bool Private { get; init; }

    /// <summary>As dialled, for the record.</summary>
    public required string Dialled { get; init; }

    public required CallDirection Direction { get; init; }

    /// <summary>Null for a softphone.</summary>
    public Trunk? TrunkInUse { get; init; }

    /// <summary>Id of the trunk; null for a softphone.</summary>
    public string? Trunk => TrunkInUse?.Id;

    /// <summary>Where the INVITE came from.</summary>
    public required Flow Flow { get; init; }

    /// <summary>Source address, for the call flow.</summary>
    public required string Peer { get; init; }

    public required byte[] CallId { get; init; }

    public required PeerProfile Profile { get; init; }

    /// <summary>The caller's phone may sit behind NAT.</summary>
    public bool Symmetric { get; init; }

    public required PassedHeaders Passed { get; init; }

    public InviteMarks Marks { get; init; }

    /// <summary>On provisional responses with early media to a trusted peer (EM-1); null to others.</summary>
    public IHeaderSource? EarlyMediaHeaders { get; init; }
}
