using PbxBridge.Charging.Prices;

namespace PbxBridge.Charging.Quotas;

/// <summary>What the kinds of accounts have in common.</summary>
public static class AccountKinds
{
    /// <summary>Whether VAT is in the account's amounts.</summary>
    public static PriceBasis Basis(this AccountKind kind) => kind is AccountKind.PrivatePrepaid or AccountKind.PremiumThreshold ? PriceBasis.Gross : PriceBasis.Net;
}
