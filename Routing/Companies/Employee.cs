using PbxBridge.Routing.Numbering;

namespace PbxBridge.Routing.Companies;

/// <summary>A person in the company's network; the mobile number identifies him.</summary>
public sealed record Employee
{
    /// <summary>Key within the company, stable when the number changes: <c>anna</c>; defaults to the mobile's digits.</summary>
    public required string Id { get; init; }

    public required string Name { get; init; }

    /// <summary>E.164, unique on the bridge.</summary>
    public required PhoneNumber Mobile { get; init; }

    /// <summary>Short number; null when he has none.</summary>
    public string? Extension { get; init; }

    /// <summary>Name of his site.</summary>
    public required string Site { get; init; }

    public string? Department { get; init; }

    /// <summary>Unanswered calls go to his mailbox, which then exists.</summary>
    public bool VoicemailEnabled { get; init; }

    public PersonalLine? PersonalLine { get; init; }
}
