using System.Collections.Immutable;
using PbxBridge.Storage.Accounts;
using PbxBridge.Storage.Audit;
using PbxBridge.Storage.Fees;
using PbxBridge.Storage.Outbox;

namespace PbxBridge.Storage.Companies;

/// <summary>A company as it shall be: the document, and what the database itself must know of it.</summary>
/// <param name="Json">UTF-8; stored as it is.</param>
/// <param name="Numbers">Every number the company owns; replaces the former list.</param>
/// <param name="Softphones">Every softphone account; replaces the former list.</param>
/// <param name="Author">Who changed it.</param>
/// <param name="Note">Why, in a few words.</param>
/// <param name="ExpectedRevision">The revision that the change was made from; 0 = the company must be new; null = whatever is there.</param>
/// <param name="Fees">What the change costs: booked with it or not at all, each key once (FEE-1); null = nothing.</param>
public sealed record CompanyChange(
    string Id,
    ReadOnlyMemory<byte> Json,
    ImmutableArray<OwnedRange> Numbers,
    ImmutableArray<SoftphoneUser> Softphones,
    string Author,
    string Note,
    long? ExpectedRevision = null,
    FeeBooking? Fees = null)
{
    /// <summary>The name of every login; replaces the former list.</summary>
    public ImmutableArray<string> Logins { get; init; } = [];

    /// <summary>First balances of employees' own accounts; each is credited once.</summary>
    public ImmutableArray<StartCredit> Credits { get; init; } = [];

    /// <summary>Who did it and what is different now; null = it is written nowhere but in the revision.</summary>
    public AuditEntry? Audit { get; init; }

    /// <summary>What goes out because of it; written in the same transaction.</summary>
    public ImmutableArray<NewMessage> Messages { get; init; } = [];
}
