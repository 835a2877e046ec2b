using PbxBridge.Charging.Amounts;
using PbxBridge.Charging.Prices;
using PbxBridge.Charging.Rating;
using PbxBridge.Storage.Accounts;
using PbxBridge.Storage.Limits;

namespace PbxBridge.Storage.Quotas;

/// <summary>An account that pays for a call while it lasts.</summary>
/// <param name="Basis">Whether it is charged with VAT or without.</param>
/// <param name="Item">The line of the price list.</param>
/// <param name="MostCalls">Calls that may be paid from it at once.</param>
/// <param name="Watch">The limit that the account is watched for; its amount becomes what may be used. Null = none.</param>
public sealed record QuotaPayer(AccountKey Account, Tariff Tariff, PriceBasis Basis, string? Item, int MostCalls, LimitTerms? Watch = null)
{
    internal Money Cost(TimeSpan talked) => CallCharge.Of(Tariff, talked).In(Basis);
}
