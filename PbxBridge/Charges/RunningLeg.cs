using System.Runtime.InteropServices;
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
    /// <summary>Payer by payer. Twenty thousand legs leave no objects for a collection to copy.</summary>
    public static IEnumerable<RunningCost> Sums(List<RunningLeg> legs)
    {
        var sums = new Dictionary<(string Company, ChargePayer Payer, DateTimeOffset Cycle, bool IsPrivate), (Money Net, Money Unreserved)>(legs.Count);
        foreach (var leg in legs)
        {
            ref var sum = ref CollectionsMarshal.GetValueRefOrAddDefault(sums, (leg.Company, leg.Payer, leg.Cycle, leg.IsPrivate), out _);
            var cost = leg.Cost;
            sum = (sum.Net + cost, leg.IsReserved ? sum.Unreserved : sum.Unreserved + cost);
        }

        return sums.Select(sum => new RunningCost(sum.Key.Company, sum.Key.Payer, sum.Key.Cycle, sum.Key.IsPrivate, sum.Value.Net, sum.Value.Unreserved));
    }

    private Money Cost => CallCharge.OfPart(Tariff, Billed, Talked).Net;
}
