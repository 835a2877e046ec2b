using PbxBridge.Charging.Amounts;
using PbxBridge.Charging.Cycles;
using PbxBridge.Charging.Limits;

namespace PbxBridge.Storage.Limits;

/// <summary>The limit that an account is watched for.</summary>
/// <param name="Employee">His id.</param>
public sealed record LimitTerms(string Company, string Employee, BillingCycle Cycle, CostLimit Limit)
{
    /// <summary>True when some threshold may have been come to; the marks tell the rest.</summary>
    internal bool Concerns(Money consumed) => Reaches(Limit.UserThresholds, consumed) || Reaches(Limit.AdministratorThresholds, consumed);

    private bool Reaches(IReadOnlyList<int> thresholds, Money consumed)
    {
        for (var i = 0; i < thresholds.Count; i++)
        {
            if (Limit.Amount.IsZero ? consumed > Money.Zero : consumed.Amount * 100 >= Limit.Amount.Amount * thresholds[i])
                return true;
        }

        return false;
    }
}
