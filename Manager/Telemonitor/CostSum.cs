using PbxBridge.Charging.Amounts;
using PbxBridge.Storage.Charges;

namespace PbxBridge.Manager.Telemonitor;

/// <summary>What calls come to that a company pays for: all exact, so that sums of rows are the sum of all (T10).</summary>
/// <param name="Business">Net.</param>
/// <param name="Private">Net, of those with the mark.</param>
/// <param name="Time">Counted time.</param>
public readonly record struct CostSum(Money Business, Money BusinessGross, Money Private, Money PrivateGross, int Calls, TimeSpan Time)
{
    public Money Net => Business + Private;

    public Money Gross => BusinessGross + PrivateGross;

    /// <summary>What an employee paid himself is not counted, should it be among them (D9).</summary>
    public static CostSum Of(IEnumerable<PayerTotal> totals) => totals.Aggregate(default(CostSum), (sum, total) => sum + Of(total));

    public static CostSum operator +(CostSum one, CostSum other) => new(
        one.Business + other.Business, one.BusinessGross + other.BusinessGross, one.Private + other.Private, one.PrivateGross + other.PrivateGross, one.Calls + other.Calls,
        one.Time + other.Time);

    private static CostSum Of(PayerTotal total) => total.Billing switch
    {
        Billing.PrivatePrepaid => default,
        Billing.PrivateFlagged => new(Money.Zero, Money.Zero, total.Net, total.Gross, total.Calls, total.Billed),
        _ => new(total.Net, total.Gross, Money.Zero, Money.Zero, total.Calls, total.Billed),
    };
}
