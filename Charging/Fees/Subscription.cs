using PbxBridge.Charging.Cycles;
using PbxBridge.Charging.Prices;

namespace PbxBridge.Charging.Fees;

/// <summary>Something that is paid each cycle: a SIM card in the network, a line's number, a trunk's channels.</summary>
/// <param name="Key">Of the fee: <c>SUB_COMPANY_NETWORK</c>.</param>
/// <param name="Subject">What it is for: a number, a trunk, the company.</param>
/// <param name="Count">How many: channels.</param>
/// <param name="Activated">The first day.</param>
/// <param name="Ended">The first day without; null: it runs.</param>
public sealed record Subscription(string Key, string Subject, int Count, DateOnly Activated, DateOnly? Ended)
{
    /// <summary>The fee for a cycle, posted at its start or on the day of activation, which pays for the days that remain (CYC-3). What ends within a cycle is not
    /// given back. Null: nothing is due, or the price list has no such fee.</summary>
    public FeeEntry? Due(PriceBook prices, string company, BillingCycle cycle)
    {
        if (Activated >= cycle.Next || Ended <= cycle.First || Ended <= Activated)
        {
            return null;
        }

        var at = Activated > cycle.First ? WarsawTime.Midnight(Activated) : cycle.Start;
        return prices.Fee(company, Key, at) is { } row
            ? new($"{cycle}/{Subject}/{Key}", FeeLine.Of(row, Count, ProRata.Of(row.Amount, cycle, Activated).Amount * Count))
            : null;
    }
}
