namespace PbxBridge.Routing.Profiles;

/// <summary>A part of some days of every week, in Polish time.</summary>
/// <param name="Days">The days on which it starts; at least one.</param>
/// <param name="From">Minute of the day on which it starts, 0 to 1439.</param>
/// <param name="To">First minute after it, 1 to 1440 (24:00). At or before <paramref name="From"/>: it ends on the next day.</param>
public readonly record struct TimeWindow(WeekDays Days, int From, int To)
{
    public const int MinutesOfDay = 1440;

    public bool Contains(DateTime local)
    {
        var minute = (local.Hour * 60) + local.Minute;
        if (To > From)
            return On(local.DayOfWeek) && minute >= From && minute < To;
        return (On(local.DayOfWeek) && minute >= From) || (On(local.AddDays(-1).DayOfWeek) && minute < To);
    }

    private bool On(DayOfWeek day) => ((int)Days & (1 << (int)day)) != 0;
}

/// <summary>Days of the week, as bits in the order of <see cref="DayOfWeek"/>.</summary>
[Flags]
public enum WeekDays
{
    None = 0,
    Sunday = 1,
    Monday = 2,
    Tuesday = 4,
    Wednesday = 8,
    Thursday = 16,
    Friday = 32,
    Saturday = 64,
    Working = Monday | Tuesday | Wednesday | Thursday | Friday,
    Weekend = Saturday | Sunday,
    All = Working | Weekend,
}
