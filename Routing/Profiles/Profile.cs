using System.Collections.Immutable;
using PbxBridge.Charging.Cycles;
using PbxBridge.Routing.Numbering;

namespace PbxBridge.Routing.Profiles;

/// <summary>What calls somebody may make (§5.1). Shared by everybody who has it: a change concerns all of them.</summary>
public sealed record Profile
{
    /// <summary>Key within the company: <c>kraj</c>.</summary>
    public required string Id { get; init; }

    /// <summary>Name for people.</summary>
    public required string Name { get; init; }

    public ClassRules Classes { get; init; }

    /// <summary>Rules of single international zones (<c>EU</c>), stronger than the rule of the class International.</summary>
    public ImmutableSortedDictionary<string, ClassRule> Zones { get; init; } = ImmutableSortedDictionary.Create<string, ClassRule>(StringComparer.Ordinal);

    /// <summary>Numbers that may be called although a class rule denies them.</summary>
    public NumberList Allowed { get; init; } = NumberList.Empty;

    /// <summary>Numbers that may not be called although a class rule allows them.</summary>
    public NumberList Denied { get; init; } = NumberList.Empty;

    /// <summary>What has no rule: true is allowed.</summary>
    public bool AllowsOthers { get; init; } = true;

    /// <summary>When <see cref="ClassRule.InWindows"/> allows.</summary>
    public ImmutableArray<TimeWindow> Windows { get; init; } = [];

    /// <summary>A call is ended after so many minutes; null is no limit.</summary>
    public int? MaxCallMinutes { get; init; }

    /// <summary>The rule for such a number: that of its international zone, else that of its class; null: the default counts.</summary>
    public ClassRule? RuleFor(NumberKind kind) =>
        kind is { Class: NumberClass.International, Zone: { } zone } && Zones.TryGetValue(zone, out var rule) ? rule : Classes.For(kind.Class);

    /// <summary>The moment lies in one of the time windows.</summary>
    public bool IsOpenAt(DateTimeOffset at)
    {
        var local = WarsawTime.Local(at).DateTime;
        foreach (var window in Windows)
        {
            if (window.Contains(local))
                return true;
        }

        return false;
    }
}
