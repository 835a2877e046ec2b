using PbxBridge.Charging.Amounts;

namespace PbxBridge.Storage.Accounts;

/// <summary>What an account is credited with once, however often it is asked for.</summary>
public sealed record StartCredit(AccountKey Account, Money Amount)
{
    /// <summary>Of its line in the ledger.</summary>
    internal const string Reference = "start";
}
