using PbxBridge.Charging.Amounts;
using PbxBridge.Charging.Prices;
using PbxBridge.Charging.Rating;
using PbxBridge.Storage.Accounts;

namespace PbxBridge.Storage.Quotas;

/// <summary>An account that pays for a call while it lasts.</summary>
/// <param name="Basis">Whether it is charged with VAT or without.</param>
/// <param name="Item">The line of the price list.</param>
/// <param name="MostCalls">Calls that may be paid from it at once.</param>
public sealed record QuotaPayer(AccountKey Account, Tariff Tariff, PriceBasis Basis, string? Item, int MostCalls)
{
    internal Money Cost(TimeSpan talked) => CallCharge.Of(Tariff, talked).In(Basis);
}
