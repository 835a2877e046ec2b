using PbxBridge.Charging.Amounts;
using PbxBridge.Storage.Accounts;
using PbxBridge.Storage.Limits;

namespace PbxBridge.Storage.Charges;

/// <summary>What a call costs one account, booked with its record.</summary>
/// <param name="Amount">At or above zero. An account that may not be overdrawn gives what it has.</param>
/// <param name="Watch">The limit whose consumption the account counts; null = nobody is told.</param>
public sealed record Posting(AccountKey Account, Money Amount, LimitTerms? Watch = null);
