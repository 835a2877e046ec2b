namespace PbxBridge.Storage.Vouchers;

/// <summary>A new voucher, for its print: the code is nowhere else.</summary>
/// <param name="Serial">Batch and number; names the voucher when the code must not.</param>
public sealed record PrintedVoucher(string Serial, string Code);
