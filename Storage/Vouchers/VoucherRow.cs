using PbxBridge.Charging.Vouchers;

namespace PbxBridge.Storage.Vouchers;

/// <summary>A voucher in a list: never its code.</summary>
/// <param name="RedeemedAt">Null while it is not redeemed.</param>
/// <param name="Company">Of the account that redeemed it; null while it is not redeemed.</param>
public sealed record VoucherRow(string Serial, VoucherState State, DateTimeOffset? RedeemedAt, string? Company);
