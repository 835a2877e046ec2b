using System.Collections.Immutable;
using PbxBridge.Routing.Numbering;
using PbxBridge.Routing.Profiles;

namespace PbxBridge.Routing.PrivateCalls;

/// <summary>Calls that count as private although no star was dialled: by class, by list, by time, or by several of them together (C3).</summary>
public sealed record PrivateRule
{
    /// <summary>Name for people: <c>weekend poza siecią</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Empty: any class.</summary>
    public NumberClassSet Classes { get; init; }

    /// <summary>Empty: any number.</summary>
    public NumberList Numbers { get; init; } = NumberList.Empty;

    /// <summary>Empty: any time.</summary>
    public ImmutableArray<TimeWindow> Windows { get; init; } = [];

    public bool Matches(PhoneNumber number, NumberClass kind, DateTime local) =>
        (Classes.IsEmpty || Classes.Contains(kind)) && (Numbers.IsEmpty || Numbers.Longest(number) is not null) && (Windows.IsEmpty || IsOpenAt(local));

    private bool IsOpenAt(DateTime local)
    {
        foreach (var window in Windows)
        {
            if (window.Contains(local))
                return true;
        }

        return false;
    }
}
