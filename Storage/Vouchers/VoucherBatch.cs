using PbxBridge.Charging.Amounts;

namespace PbxBridge.Storage.Vouchers;

/// <summary>Vouchers made together.</summary>
/// <param name="ValidUntil">The last day on which they can be redeemed.</param>
/// <param name="Author">Who made them.</param>
public sealed record VoucherBatch(long Id, Money Value, DateOnly ValidUntil, DateTimeOffset CreatedAt, string Author, int Created, int Active, int Redeemed, int Blocked)
{
    public int Count => Created + Active + Redeemed + Blocked;
}
