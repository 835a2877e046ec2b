using System.Collections.Immutable;

namespace PbxBridge.Charging.Cycles;

/// <summary>When the billing cycles of a company begin: a day of the month, and every change of it.</summary>
/// <param name="Day">At first; 1 to 28, so that every month has it.</param>
/// <param name="Changes">In the order of time.</param>
public sealed record CycleSchedule(int Day, ImmutableArray<CycleChange> Changes)
{
    public const int LastDay = 28;

    /// <summary>No cycle is longer (CYC-4).</summary>
    public const int LongestCycle = 59;

    // A cycle between two start days that would be shorter goes on to the next month's: 15 to 45 days.
    private const int ShortestBetween = 15;

    public static CycleSchedule Of(int day) => new(Valid(day), []);

    /// <summary>The cycle to which a call answered then belongs, whole (CYC-2).</summary>
    public BillingCycle At(DateTimeOffset at) => On(WarsawTime.Day(at));

    public BillingCycle On(DateOnly day)
    {
        for (var i = Changes.Length - 1; i >= 0; i--)
        {
            if (day >= Changes[i].From)
            {
                return Bounded(After(Changes[i], day), i + 1);
            }
        }

        return Bounded(Regular(day, Day), 0);
    }

    public BillingCycle After(BillingCycle cycle) => On(cycle.Next);

    /// <summary>Another start day, from the end of the cycle that runs now (CYC-4). A change that has not begun yet is replaced.</summary>
    public CycleSchedule With(int day, DateTimeOffset now)
    {
        var boundary = At(now).Next;
        var kept = new CycleSchedule(Day, [.. Changes.Where(c => c.From < boundary)]);
        return Valid(day) == kept.LastStartDay ? kept : kept with { Changes = kept.Changes.Add(new(boundary, day)) };
    }

    /// <summary>Where the money of a call goes that was answered then and whose record arrives now (CYC-2, T1).</summary>
    public CycleBooking Book(DateTimeOffset answered, DateTimeOffset now)
    {
        var own = At(answered);
        var open = own;
        while (open.IsClosed(now))
        {
            open = After(open);
        }

        return new(open, own);
    }

    public bool Equals(CycleSchedule? other) => other is not null && Day == other.Day && Changes.SequenceEqual(other.Changes);

    public override int GetHashCode() => HashCode.Combine(Day, Changes.Length);

    private int LastStartDay => Changes.IsEmpty ? Day : Changes[^1].Day;

    private static BillingCycle After(CycleChange change, DateOnly day)
    {
        var first = FirstBegin(change);
        return day < first ? new(change.From, first) : Regular(day, change.Day);
    }

    /// <summary>Where the first cycle of usual length begins.</summary>
    private static DateOnly FirstBegin(CycleChange change)
    {
        var begin = Regular(change.From, change.Day).Next;
        return begin.DayNumber - change.From.DayNumber < ShortestBetween ? begin.AddMonths(1) : begin;
    }

    private static BillingCycle Regular(DateOnly day, int startDay)
    {
        var first = new DateOnly(day.Year, day.Month, startDay);
        first = day < first ? first.AddMonths(-1) : first;
        return new(first, first.AddMonths(1));
    }

    private static int Valid(int day) => day is >= 1 and <= LastDay ? day : throw new ArgumentOutOfRangeException(nameof(day), day, "A billing cycle begins on day 1 to 28.");

    /// <summary>A change begins at a boundary, also when that lies within a cycle between.</summary>
    private BillingCycle Bounded(BillingCycle cycle, int nextChange) =>
        nextChange < Changes.Length && Changes[nextChange].From < cycle.Next ? cycle with { Next = Changes[nextChange].From } : cycle;
}
