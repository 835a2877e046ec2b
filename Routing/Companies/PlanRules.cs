namespace PbxBridge.Routing.Companies;

/// <summary>What a company decided about its private numbering plan (PPN-1, PPN-2, §2.2).</summary>
public sealed record PlanRules
{
    /// <summary>2 to 8.</summary>
    public int MinLength { get; init; } = 3;

    /// <summary>2 to 8.</summary>
    public int MaxLength { get; init; } = 6;

    /// <summary>One digit: <c>0</c> or <c>9</c>; null when the mode is <see cref="BreakoutMode.None"/>.</summary>
    public string? Breakout { get; init; }

    public BreakoutMode Mode { get; init; } = BreakoutMode.None;

    /// <summary>phone-context of the company's short numbers.</summary>
    public string Domain { get; init; } = "";

    /// <summary>Opens short numbers that begin with 1 or 9 (PPN-2).</summary>
    public bool AllowReservedDigits { get; init; }

    /// <summary>Phones send whole numbers only: a short number may begin with an emergency number (PPN-3).</summary>
    public bool EnblocOnly { get; init; }

    /// <summary>Days that a freed short number rests before somebody else may have it, 0 to 366; 0: it does not rest (PPN-8).</summary>
    public int QuarantineDays { get; init; } = 30;
}

/// <summary>Whether public numbers are dialled with the break-out prefix.</summary>
public enum BreakoutMode
{
    None,
    Optional,
    Required,
}
