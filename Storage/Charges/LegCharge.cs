using System.Collections.Immutable;
using PbxBridge.Charging.Amounts;
using PbxBridge.Charging.Cycles;
using PbxBridge.Charging.Prices;
using PbxBridge.Charging.Rating;
using PbxBridge.Storage.Calls;

namespace PbxBridge.Storage.Charges;

/// <summary>What one leg of a call costs and who pays: the rating half of a record (domain §6.4). Session, leg and part together are there once; a second one with
/// the same is ignored with all its postings (CDR-1).</summary>
public sealed record LegCharge
{
    /// <summary>Null = the id of the call.</summary>
    public string? Session { get; init; }

    /// <summary>0: the caller's side pays; higher: somebody who sent the call on.</summary>
    public int Leg { get; init; }

    /// <summary>Counts the records of a call that is longer than one may be (RAT-7).</summary>
    public int Part { get; init; }

    /// <summary>Whose bill it is on; null = that of the call's company.</summary>
    public string? Company { get; init; }

    /// <summary>Number of the employee who pays or for whom the company does, or of the line; null = none.</summary>
    public string? Payer { get; init; }

    /// <summary>Id of that employee within his company: whose the charge stays when his number is another's. Null = no employee, or not known which.</summary>
    public string? Employee { get; init; }

    public Billing Billing { get; init; }

    /// <summary>Null = the leg was not answered, or the same as of the call.</summary>
    public DateTimeOffset? AnsweredAt { get; init; }

    /// <summary>Null = the same as of the call.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Null = nothing is billed.</summary>
    public CycleBooking? Cycle { get; init; }

    /// <summary>Null = it was not rated: free, or not answered.</summary>
    public RateClass? Class { get; init; }

    /// <summary>The line of the price list; null = free.</summary>
    public PriceItem? Item { get; init; }

    public Charge Charge { get; init; }

    /// <summary>Version of the numbering data that told the class of the number; null when none did.</summary>
    public string? Numbering { get; init; }

    /// <summary>The price of the company area was taken (AREA-6).</summary>
    public bool InArea { get; init; }

    /// <summary>What the payer's limit had counted in the cycle without this leg, and with it; null when he has none, or it does not count.</summary>
    public (Money Before, Money After)? LimitUse { get; init; }

    /// <summary>Per cent.</summary>
    public decimal? Vat { get; init; }

    public ImmutableArray<Posting> Postings { get; init; } = [];

    /// <summary>Null = the leg was not paid while it lasted.</summary>
    public QuotaEnd? Quota { get; init; }

    /// <summary>What the accounts of an ended reservation were charged, where that is known before; null = see <see cref="Quota"/>.</summary>
    internal Money? Debited { get; init; }

    public Closing Closing { get; init; }

    /// <summary>It was let through without asking the store, and is settled now (OCS-5).</summary>
    public bool Offline { get; init; }

    /// <summary>A call that nobody pays for has a row, too (CDR-2); of a private one that was not answered the company sees no more than of one that was.</summary>
    internal static ImmutableArray<LegCharge> Of(CallRecord record) => !record.Charges.IsDefaultOrEmpty
        ? record.Charges
        : [new LegCharge { Billing = PrivateCall.IsPrivate(record) ? record.Billing : Billing.Free }];
}
