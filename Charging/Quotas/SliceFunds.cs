using PbxBridge.Charging.Amounts;
using PbxBridge.Charging.Prices;

namespace PbxBridge.Charging.Quotas;

/// <summary>What one account offers a call.</summary>
/// <param name="Available">Balance minus what other calls have reserved, after the time used so far has been debited.</param>
/// <param name="Sessions">Calls on the account, this one included.</param>
public readonly record struct SliceFunds(PriceBasis Basis, Money Available, int Sessions);
