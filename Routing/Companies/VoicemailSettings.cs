using System.Collections.Immutable;
using PbxBridge.Routing.Numbering;

namespace PbxBridge.Routing.Companies;

/// <summary>The company's voicemail.</summary>
public sealed record VoicemailSettings
{
    /// <summary>Short number that opens the mailbox menu; null when there is none.</summary>
    public string? AccessExtension { get; init; }

    public ImmutableArray<Mailbox> Boxes { get; init; } = [];
}

/// <summary>A mailbox of an employee or a company line.</summary>
/// <param name="Owner">The employee's mobile or the line's number.</param>
/// <param name="Pin">Null: it can be opened from the owner's own phone only.</param>
public sealed record Mailbox(PhoneNumber Owner, SecretHash? Pin);
