using System.Collections;
using System.Collections.Immutable;

namespace PbxBridge.Routing.Profiles;

/// <summary>A set of the minutes of a week.</summary>
internal sealed class WeekMinutes
{
    private const int Week = 7 * TimeWindow.MinutesOfDay;

    public static readonly WeekMinutes None = new(new BitArray(Week, false));
    public static readonly WeekMinutes All = new(new BitArray(Week, true));

    private readonly BitArray _minutes;

    private WeekMinutes(BitArray minutes) => _minutes = minutes;

    public static WeekMinutes Of(ImmutableArray<TimeWindow> windows)
    {
        var minutes = new BitArray(Week, false);
        foreach (var window in windows)
        {
            var length = window.To > window.From ? window.To - window.From : window.To - window.From + TimeWindow.MinutesOfDay;
            for (var day = 0; day < 7; day++)
            {
                for (var i = 0; i < length && window.Days.HasFlag((WeekDays)(1 << day)); i++)
                    minutes[((day * TimeWindow.MinutesOfDay) + window.From + i) % Week] = true;
            }
        }

        return new(minutes);
    }

    public bool IsSubsetOf(WeekMinutes other) => ReferenceEquals(this, other) || !new BitArray(_minutes).And(new BitArray(other._minutes).Not()).HasAnySet();
}
