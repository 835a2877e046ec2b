using System.Diagnostics.CodeAnalysis;

namespace PbxBridge.Routing.Plans;

/// <summary>What steps 7 to 13 made of a leg: refused, or quoted.</summary>
internal sealed record LegOutcome
{
    /// <summary>Null: allowed.</summary>
    public Denial? Denial { get; init; }

    /// <summary>Null: refused.</summary>
    public Quote? Quote { get; init; }

    /// <summary>A private call, by star or by rule; also one that was refused.</summary>
    public bool IsPrivate { get; init; }

    /// <summary>The same number with a star would be connected.</summary>
    public bool StarHelps { get; init; }

    /// <summary>The call is ended after this; null: never.</summary>
    public TimeSpan? MaxDuration { get; init; }

    [MemberNotNullWhen(true, nameof(Denial))]
    public bool IsDenied => Denial is not null;

    public static LegOutcome Denied(Denial denial, bool isPrivate, bool starHelps = false) => new() { Denial = denial, IsPrivate = isPrivate, StarHelps = starHelps };

    public static LegOutcome Free(Payer payer) => new() { Quote = new() { Payer = payer } };
}
