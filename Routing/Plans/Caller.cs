using PbxBridge.Routing.Companies;
using PbxBridge.Routing.Numbering;
using PbxBridge.Routing.Terms;

namespace PbxBridge.Routing.Plans;

/// <summary>Who calls, as far as it is known for certain.</summary>
internal sealed record Caller
{
    public required CallerKind Kind { get; init; }

    /// <summary>The company whose network the caller belongs to; null for the outside world.</summary>
    public CompanySnapshot? Company { get; init; }

    /// <summary>E.164; null: anonymous.</summary>
    public PhoneNumber? Number { get; init; }

    /// <summary>The number may be asserted to others: the network said so, or we verified it.</summary>
    public bool Asserted { get; init; }

    public string? Extension { get; init; }

    /// <summary>The employee who calls, from his own phone or from the desk phone that is known as his; null for other desk phones and the outside world.</summary>
    public Employee? Employee { get; init; }

    /// <summary>What he has of the services of his company today.</summary>
    public ServiceSet Services { get; init; }

    public string? Name { get; init; }

    /// <summary>Where the caller is; null outside.</summary>
    public Site? Site { get; init; }

    /// <summary>The PBX trunk that the call came through, or null.</summary>
    public PbxTrunk? Trunk { get; init; }

    /// <summary>The number is the caller's own, not the trunk's in its stead (CLI-1).</summary>
    public bool Verified { get; init; } = true;

    /// <summary>The calling number only takes calls (DNO): whoever calls with it is not its owner.</summary>
    public bool IsReceiveOnly { get; init; }

    /// <summary>An announcement would reach him: he is on the line himself, and does not send somebody else there.</summary>
    public bool Listens { get; init; } = true;

    public bool Is(PhoneNumber number) => Number == number;
}

internal enum CallerKind
{
    /// <summary>A caller from the public network: may call the companies' numbers, nothing else.</summary>
    Outside,
    Employee,
    Pbx,

    /// <summary>No such trunk, company or user.</summary>
    Unknown,
}
