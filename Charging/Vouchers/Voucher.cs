using PbxBridge.Charging.Amounts;

namespace PbxBridge.Charging.Vouchers;

/// <summary>A voucher as the store knows it: without its code.</summary>
/// <param name="Serial">Printed openly; the key of the credit (VCH-3).</param>
/// <param name="Value">Gross.</param>
/// <param name="ValidUntil">The last day, in Warsaw.</param>
/// <param name="RedeemedBy">Account, null while it is not redeemed.</param>
public sealed record Voucher(string Serial, Money Value, VoucherState State, DateOnly ValidUntil, string? RedeemedBy);
