using PbxBridge.Charging.Amounts;
using PbxBridge.Charging.Limits;
using PbxBridge.Routing.Numbering;
using PbxBridge.Routing.Profiles;
using PbxBridge.Routing.Terms;

namespace PbxBridge.Routing.Plans;

/// <summary>Step 9: deny list, limit, allow list, class rules, default — in this order (BAR-1 steps 4 to 8, D15).</summary>
internal static class ProfileStep
{
    /// <param name="maxDuration">What the profile allows of talking time; null: all.</param>
    /// <param name="limitFree">The number is on an allow list that lifts the employee's limit.</param>
    public static Denial? Check(LegCase leg, PrivateDecision call, DecisionLog log, out TimeSpan? maxDuration, out bool limitFree)
    {
        limitFree = false;
        var profile = leg.Profile;
        maxDuration = call.LiftsProfile ? null : profile?.MaxCallMinutes is { } minutes ? TimeSpan.FromMinutes(minutes) : null;
        if (leg.Called.AlwaysAllowed)
        {
            log.Add("profile", leg.Called.Number.Value, "§1.4", "allowed", "Numer zawsze dozwolony.", "The number is always allowed.");
            return null;
        }

        var denied = Longest(leg, profile?.Denied, leg.ListOwner?.Denied);
        var allowed = Longest(leg, profile?.Allowed, leg.ListOwner?.Allowed);
        var isDenied = NumberList.Denies(denied?.Pattern.Length, allowed?.Pattern.Length);
        if (call.LiftsProfile)
        {
            if (isDenied && denied is not null && leg.Company.PrivateCalls.RespectsDenyList)
                return new(DenialReason.List, leg.Called.Class, denied.Pattern.ToString());
            if (profile is not null || leg.ListOwner is not null)
                log.Add("profile", leg.Called.Number.Value, "PRV-3", "skipped", "Połączenie prywatne omija profil.", "A private call gets past the profile.");
            return null;
        }

        if (isDenied && denied is not null)
            return new(DenialReason.List, leg.Called.Class, denied.Pattern.ToString());
        limitFree = allowed is not null && leg.Company.AllowListLiftsLimit;
        if (!call.IsPrivate && Limit(leg, limitFree, log) is { } limited)
            return limited;
        if (allowed is not null)
        {
            log.Add("profile", leg.Called.Number.Value, "R6", "allowed",
                $"Numer jest na liście dozwolonych ({allowed.Pattern}).", $"The number is on the allow list ({allowed.Pattern}).");
            return null;
        }

        return profile is null ? Unrestricted(leg, log) : Class(leg, profile, log);
    }

    /// <summary>Says why the call is refused; with the hint that the star would help, if it would (C9).</summary>
    public static void Note(LegCase leg, Denial denial, bool starHelps, DecisionLog log)
    {
        if (!denial.IsByProfile)
            return;
        var (name, english) = NumberClassName.Of(leg.Called.Class);
        var profile = leg.Profile?.Name ?? "–";
        var (hint, tip) = starHelps ? ("; prywatnie, z gwiazdką na końcu, można", "; privately, with a star at the end, it may be called") : ("", "");
        Sentence sentence = denial.Reason switch
        {
            DenialReason.List => new($"Numer jest na liście niedozwolonych ({denial.Rule}){hint}.", $"The number is on the deny list ({denial.Rule}){tip}."),
            DenialReason.Class => new($"Profil „{profile}” nie pozwala teraz: {name}{hint}.", $"The profile \"{profile}\" does not allow it now: {english}{tip}."),
            _ => new($"Profil „{profile}” pozwala tylko na to, co wymienia, a to jest {name}{hint}.",
                $"The profile \"{profile}\" allows only what it names, and this is {english}{tip}."),
        };
        log.Add("profile", leg.Called.Number.Value, denial.Reason == DenialReason.List ? "BAR-2" : "R1", denial.Code, sentence);
    }

    private static Denial? Unrestricted(LegCase leg, DecisionLog log)
    {
        log.Add("profile", leg.Called.Number.Value, "R7", "allowed", "Bez profilu: wszystkie połączenia są dozwolone.", "No profile: every call is allowed.");
        return null;
    }

    private static Denial? Class(LegCase leg, Profile profile, DecisionLog log)
    {
        var kind = leg.Called.Class;
        var rule = profile.RuleFor(new(kind, leg.Called.Zone));
        var allowed = rule switch
        {
            null => profile.AllowsOthers,
            ClassRule.InWindows => profile.IsOpenAt(leg.At),
            _ => rule == ClassRule.Allow,
        };
        if (!allowed)
            return new(rule is null ? DenialReason.Default : DenialReason.Class, kind, profile.Id);
        var (polish, english) = NumberClassName.Of(kind);
        log.Add("profile", leg.Called.Number.Value, "R1", "allowed", rule == ClassRule.InWindows
            ? new Sentence($"Profil „{profile.Name}” pozwala o tej porze: {polish}.", $"The profile \"{profile.Name}\" allows at this time: {english}.")
            : new($"Profil „{profile.Name}” pozwala: {polish}.", $"The profile \"{profile.Name}\" allows: {english}."));
        return null;
    }

    private static Denial? Limit(LegCase leg, bool isFree, DecisionLog log)
    {
        if (leg.IsFree || leg.Subscriber is not { } employee || !leg.Services.Contains(ServiceKind.Limits) || leg.Company.LimitOf(employee) is not { } limit)
            return null;
        var use = leg.Accounts.LimitOf(leg.Company.Id, employee.Id);
        var state = limit.State(use.Consumed, use.Lifted);
        var may = CostLimit.Allows(state, leg.Called.RateClass) || isFree;
        var (polish, english) = state switch
        {
            LimitState.OnNetOnly => ("; zostają połączenia w Sieci firmowej", "; calls within the network remain"),
            LimitState.Barred => ("; połączenia zablokowane", "; calls are barred"),
            _ => ("", ""),
        };
        log.Add("limit", employee.Mobile.Value, "LIM-7", may ? state.ToString() : "LimitReached",
            $"Limit: wykorzystano {use.Consumed.Shown().Polish} z {limit.Amount.Shown().Polish}{polish}.",
            $"Limit: {use.Consumed.Shown().English} of {limit.Amount.Shown().English} used{english}.");
        return may ? null : new(DenialReason.Limit, leg.Called.Class, "LIM-7");
    }

    private static ListEntry? Longest(LegCase leg, NumberList? ofProfile, NumberList? own) => Longer(Find(leg, ofProfile), Find(leg, own));

    private static ListEntry? Longer(ListEntry? one, ListEntry? other) =>
        one is null ? other : other is null || one.Pattern.Length >= other.Pattern.Length ? one : other;

    // A 19xxx number completed with its zone is on the list as it was dialled too.
    private static ListEntry? Find(LegCase leg, NumberList? list)
    {
        if (list is null || list.IsEmpty)
            return null;
        var called = leg.Called;
        var full = list.Longest(called.Number);
        return called is { Class: NumberClass.ShortSpecial, Number.Value: ['+', '4', '8', _, _, .. var digits] } ? Longer(full, list.Longest(new(digits))) : full;
    }
}
