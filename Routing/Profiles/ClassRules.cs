using System.Collections.Immutable;
using PbxBridge.Routing.Numbering;

namespace PbxBridge.Routing.Profiles;

/// <summary>The rules of a profile by number class. A class without a rule follows the profile's default.</summary>
/// <param name="Allowed">Classes that are allowed.</param>
/// <param name="Denied">Classes that are denied.</param>
/// <param name="InWindows">Classes that are allowed in the profile's time windows. The three sets have nothing in common.</param>
public readonly record struct ClassRules(NumberClassSet Allowed, NumberClassSet Denied, NumberClassSet InWindows)
{
    /// <summary>The rule of this class alone, or null.</summary>
    public ClassRule? this[NumberClass one] => Denied.Contains(one) ? ClassRule.Deny
        : Allowed.Contains(one) ? ClassRule.Allow
        : InWindows.Contains(one) ? ClassRule.InWindows
        : null;

    /// <summary>The rule that counts for a number of this class: partner numbers and partner networks go with the own network unless they have a rule (§5.1).</summary>
    public ClassRule? For(NumberClass one) =>
        this[one] ?? (one is NumberClass.PartnerNumber or NumberClass.PartnerNetwork ? this[NumberClass.OnNet] : null);

    /// <summary>The classes that have a rule, in the order of <see cref="NumberClass"/>.</summary>
    public ImmutableArray<NumberClass> Given() => [.. Allowed.Union(Denied).Union(InWindows).Classes()];

    /// <summary>The same with this rule for the class instead of the one it had.</summary>
    public ClassRules With(NumberClass one, ClassRule rule)
    {
        var bit = ~NumberClassSet.Of(one).Bits;
        ClassRules without = new(new(Allowed.Bits & bit), new(Denied.Bits & bit), new(InWindows.Bits & bit));
        return rule switch
        {
            ClassRule.Allow => without with { Allowed = without.Allowed.With(one) },
            ClassRule.Deny => without with { Denied = without.Denied.With(one) },
            _ => without with { InWindows = without.InWindows.With(one) },
        };
    }
}
