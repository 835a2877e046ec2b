using System.Collections.Immutable;

namespace PbxBridge.Charging.Limits;

/// <summary>What follows from a look at a limit.</summary>
/// <param name="Notices">At most one for each audience.</param>
/// <param name="Marks">To be kept in the same transaction; a notice goes out only if its mark was new there.</param>
public sealed record LimitEvents(ImmutableArray<ThresholdNotice> Notices, ImmutableArray<ThresholdMark> Marks)
{
    public static readonly LimitEvents None = new([], []);
}
