using PbxBridge.Routing.Numbering;
using PbxBridge.Routing.Plans;
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

    /// <summary>From where the planner took the call; who may transfer it.</summary>
    public required CallSource Source { get; init; }

    /// <summary>The network or the bridge vouches for <see cref="Number"/>.</summary>
    public bool IsAsserted { get; init; }

    /// <summary>Display name, or null.</summary>
    public string? Name { get; init; }

    /// <summary>The call out of which a transfer has made this one; null for one that was dialled.</summary>
    public string? Parent { get; init; }

    /// <summary>Who talks in a call that a transfer has made; the rest here is about the transferrer. Null for one that was dialled.</summary>
    public CallParty? Talker { get; init; }

    /// <summary>The caller asked that his number be withheld (RFC 3323).</summary>
    public bool Private { get; init; }

    /// <summary>As dialled, for the record.</summary>
    public required string Dialled { get; init; }

    public required CallDirection Direction { get; init; }

    /// <summary>On which the call takes a channel; null for a softphone, and for a transfer.</summary>
    public Trunk? TrunkInUse { get; init; }

    /// <summary>Id of the trunk; null for a softphone.</summary>
    public string? Trunk => TrunkInUse?.Id ?? (Source as CallSource.FromPbx)?.Trunk ?? (Source as CallSource.FromMobileNetwork)?.Trunk;

    /// <summary>Where the INVITE came from.</summary>
    public required Flow Flow { get; init; }

    /// <summary>Source address, for the call flow.</summary>
    public required string Peer { get; init; }

    /// <summary>Empty for a transfer: the transferrer's messages are those of <see cref="Parent"/>.</summary>
    public required byte[] CallId { get; init; }

    public required PeerProfile Profile { get; init; }

    /// <summary>The caller's phone may sit behind NAT.</summary>
    public bool Symmetric { get; init; }

    public required PassedHeaders Passed { get; init; }

    public InviteMarks Marks { get; init; }

    /// <summary>Who sent the call on last before it came; null: nobody did.</summary>
    public CallDiversion? Diversion { get; init; }
}
