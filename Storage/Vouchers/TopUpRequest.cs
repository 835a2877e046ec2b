using PbxBridge.Storage.Accounts;

namespace PbxBridge.Storage.Vouchers;

/// <summary>An employee enters a code.</summary>
/// <param name="Account">His prepaid account.</param>
/// <param name="Code">As typed; blanks and dashes are passed over.</param>
/// <param name="RequestId">Of this attempt; the same id gets the same answer (VCH-3).</param>
/// <param name="Source">Where it comes from: an address, a calling number.</param>
public sealed record TopUpRequest(AccountKey Account, string Code, string RequestId, string Source);
