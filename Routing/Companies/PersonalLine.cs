using PbxBridge.Routing.Numbering;
using PbxBridge.Routing.Plans;

namespace PbxBridge.Routing.Companies;

/// <summary>A second number where an employee is searched when he does not take the call (domain §4.4).</summary>
public sealed record PersonalLine
{
    public bool Enabled { get; init; } = true;

    /// <summary>Inside the network, not his own mobile.</summary>
    public required PhoneNumber Second { get; init; }

    /// <summary>The failures of the first number that lead to the second (D2): of <see cref="OutcomeSet.NoAnswer"/>, <see cref="OutcomeSet.Busy"/>,
    /// <see cref="OutcomeSet.Unreachable"/>, <see cref="OutcomeSet.Declined"/>.</summary>
    public OutcomeSet On { get; init; } = OutcomeSet.NoAnswer | OutcomeSet.Busy | OutcomeSet.Unreachable | OutcomeSet.Declined;

    /// <summary>T_pl1: 5 to 60 s in steps of 5.</summary>
    public TimeSpan FirstFor { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>T_pl2: 5 to 60 s in steps of 5.</summary>
    public TimeSpan SecondFor { get; init; } = TimeSpan.FromSeconds(20);

    public PersonalLineThen Then { get; init; } = PersonalLineThen.Voicemail;
}

/// <summary>What follows when the second number failed too.</summary>
public enum PersonalLineThen
{
    /// <summary>The mailbox of the employee who was called first.</summary>
    Voicemail,
    None,
}
