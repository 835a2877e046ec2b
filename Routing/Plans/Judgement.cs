using System.Collections.Immutable;
using PbxBridge.Routing.Numbering;

namespace PbxBridge.Routing.Plans;

/// <summary>Whether somebody may cause a leg, and who pays for it.</summary>
/// <param name="Number">After translation; null when it is none.</param>
/// <param name="Decisions">Every step that was asked, with its sentence.</param>
public sealed record Judgement(PhoneNumber? Number, NumberClass Class, ImmutableArray<DecisionStep> Decisions)
{
    /// <summary>Null: allowed. Also set for a number that is none.</summary>
    public CallCause? Refused { get; init; }

    /// <summary>To be played where somebody listens; null when allowed.</summary>
    public AnnouncementId? Announcement { get; init; }

    public Denial? Denial { get; init; }

    /// <summary>Null when refused.</summary>
    public Quote? Quote { get; init; }

    public bool IsPrivate { get; init; }

    public bool IsAllowed => Refused is null;
}
