using System.Collections.Immutable;
using PbxBridge.Charging.Amounts;
using PbxBridge.Charging.Prices;
using PbxBridge.Charging.Quotas;

namespace PbxBridge.Routing.Plans;

/// <summary>What a call, or a leg of it, will cost whom: decided once, and what rating and the record use later, so that they cannot differ from the plan.</summary>
public sealed record Quote
{
    public required Payer Payer { get; init; }

    /// <summary>Ask it again at the moment of the answer: that version of the list counts (RAT-6). Null: the call has no price, it is free or no price list is there.</summary>
    public PriceQuestion? Question { get; init; }

    /// <summary>The row as of the set-up; null when the call is free.</summary>
    public PriceRow? Row { get; init; }

    /// <summary>The price of the company area was taken (AREA-6).</summary>
    public bool InArea => Row is { Area: true };

    /// <summary>Every account that the call is counted on, in the order of <see cref="AccountKind"/>.</summary>
    public ImmutableArray<AccountUse> Accounts { get; init; } = [];

    /// <summary>The allow list lifts the employee's limit for this number: it is counted, and not bound by it.</summary>
    public bool IsLimitFree { get; init; }

    /// <summary>What a premium call may cost at most, gross; null: no such bound (§6.6).</summary>
    public Money? HighestCall { get; init; }

    /// <summary>The call is placed only with a reservation, and is cut when it can go on no longer (domain §6.7).</summary>
    public bool NeedsReservation
    {
        get
        {
            foreach (var account in Accounts)
            {
                if (account.Online)
                    return true;
            }

            return false;
        }
    }
}

/// <summary>An account that a call is counted on.</summary>
/// <param name="Owner">Id of the employee, or name of the prepaid account; null for the company's own.</param>
/// <param name="Online">Reserved slice by slice while the call runs; else only booked when it is over.</param>
public readonly record struct AccountUse(AccountKind Kind, string Company, string? Owner, bool Online);
