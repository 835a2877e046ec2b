using PbxBridge.Charging.Prices;
using PbxBridge.Storage.Accounts;

namespace PbxBridge.Storage.Calls;

/// <summary>An account on which a call is booked at its end.</summary>
/// <param name="Basis">Whether it counts net or gross.</param>
public readonly record struct OpenAccount(AccountKey Account, PriceBasis Basis);
