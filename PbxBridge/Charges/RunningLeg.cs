using PbxBridge.Charging.Amounts;
using PbxBridge.Charging.Prices;
using PbxBridge.Charging.Rating;
using PbxBridge.Storage.Charges;

namespace PbxBridge.Charges;

/// <summary>A leg that is being talked on, as of one moment: all that its cost so far is worked out from. Any thread.</summary>
/// <param name="Cycle">Start of that in which it was answered.</param>
/// <param name="Billed">Time that records have charged; null: none.</param>
/// <param name="IsReserved">On the employee's limit, which counts it already.</param>
internal readonly record struct RunningLeg(
    string Company, ChargePayer Payer, DateTimeOffset Cycle, bool IsPrivate, Tariff Tariff, TimeSpan? Billed, TimeSpan Talked, bool IsReserved)
{
    /// <summary>Payer by payer.</summary>
    public static IEnumerable<RunningCost> Sums(IEnumerable<RunningLeg> legs) =>
        legs.GroupBy(leg => (leg.Company, leg.Payer, leg.Cycle, leg.IsPrivate)).Select(group => new RunningCost(
            group.Key.Company, group.Key.Payer, group.Key.Cycle, group.Key.IsPrivate, Money.Sum(group.Select(leg => leg.Cost)), Money.Sum(group.Where(leg => !leg.IsReserved).Select(leg => leg.Cost))));

    private Money Cost => CallCharge.OfPart(Tariff, Billed, Talked).Net;
}
