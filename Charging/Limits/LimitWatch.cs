using System.Collections.Immutable;
using PbxBridge.Charging.Amounts;

namespace PbxBridge.Charging.Limits;

/// <summary>Which thresholds have been come to, and who is told (LIM-3…5).</summary>
public static class LimitWatch
{
    /// <summary>After each charge, each reservation and each interim estimate. Every threshold at or below the consumption that has no mark yet is marked; the
    /// highest of them is told (LIM-4). What consumption was before does not matter, so nothing is lost when somebody did not look.</summary>
    /// <param name="marks">Of this employee, cycle and version of the limit.</param>
    public static LimitEvents After(CostLimit limit, Money consumed, IReadOnlySet<ThresholdMark> marks) =>
        Look(limit, consumed, mark => !marks.Contains(mark), mark => !marks.Contains(mark));

    /// <summary>When the limit is set or changed: thresholds that its former amount had come to already are marked without a message; those that it has come to only
    /// by being lower are told; all others are armed (LIM-5, T12).</summary>
    /// <param name="former">Null: there was no limit.</param>
    public static LimitEvents Changed(CostLimit? former, CostLimit limit, Money consumed) =>
        Look(limit, consumed, _ => true, mark => former is null || !former.HasReached(mark.Percent, consumed));

    private static LimitEvents Look(CostLimit limit, Money consumed, Func<ThresholdMark, bool> isNew, Func<ThresholdMark, bool> isTold)
    {
        ImmutableArray<ThresholdMark> reached =
        [
            .. new[] { LimitAudience.User, LimitAudience.Administrator }
                .SelectMany(a => limit.Thresholds(a).Where(t => limit.HasReached(t, consumed)).Order().Select(t => new ThresholdMark(a, t)))
                .Where(isNew),
        ];
        return reached.IsEmpty ? LimitEvents.None : new(
            [
                .. reached.Where(isTold).GroupBy(m => m.Audience)
                    .Select(told => new ThresholdNotice(told.Key, told.Max(m => m.Percent), limit, consumed)),
            ],
            reached);
    }
}
