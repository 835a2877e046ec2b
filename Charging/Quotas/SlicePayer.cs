using PbxBridge.Charging.Amounts;
using PbxBridge.Charging.Prices;
using PbxBridge.Charging.Rating;

namespace PbxBridge.Charging.Quotas;

/// <summary>One account of a call that is reserved for.</summary>
/// <param name="Budget">All that the call may cost it from its beginning: what was debited, what is reserved for the call, and what is available.</param>
/// <param name="Calls">Calls that are paid from it now, this one included.</param>
/// <param name="Basis">What the account's amounts are.</param>
public readonly record struct SlicePayer(Money Budget, int Calls, Tariff Tariff, PriceBasis Basis)
{
    /// <summary>What a call of this duration costs the account.</summary>
    public Money Cost(TimeSpan duration) => CallCharge.Of(Tariff, duration).In(Basis);
}
