using PbxBridge.Routing.Numbering;

namespace PbxBridge.Routing.Profiles;

/// <summary>When somebody may call numbers of a kind in a region.</summary>
/// <param name="firstList">Where his four lists begin: denied of the profile, denied, allowed of the profile, allowed.</param>
internal sealed class ScopeTimes(Profile? profile, int firstList)
{
    private readonly WeekMinutes _windows = profile is null ? WeekMinutes.None : WeekMinutes.Of(profile.Windows);

    public WeekMinutes Of(NumberKind kind, EntryReach reach)
    {
        var isShort = kind.Class == NumberClass.ShortSpecial;
        var denied = Math.Max(reach.Of(firstList, isShort), reach.Of(firstList + 1, isShort));
        var allowed = Math.Max(reach.Of(firstList + 2, isShort), reach.Of(firstList + 3, isShort));
        if (NumberList.Denies(denied == 0 ? null : denied, allowed == 0 ? null : allowed))
            return WeekMinutes.None;
        if (allowed > 0 || profile is null)
            return WeekMinutes.All;
        return profile.RuleFor(kind) switch
        {
            ClassRule.Allow => WeekMinutes.All,
            ClassRule.Deny => WeekMinutes.None,
            ClassRule.InWindows => _windows,
            _ => profile.AllowsOthers ? WeekMinutes.All : WeekMinutes.None,
        };
    }
}
