using System.Text;
using PbxBridge.Charging.Vouchers;

namespace PbxBridge.Configuration;

/// <summary>Vouchers that top up employees' own accounts (domain §6.8).</summary>
internal sealed record VoucherOptions
{
    public const string Section = "Vouchers";

    /// <summary>The key of this secret, for sentences.</summary>
    public const string SecretKey = $"{Section}:{nameof(Secret)}";

    /// <summary>Of the HMAC by which codes are known (VCH-2): 32 octets or more that are not in the store, the same on all nodes and for ever. Empty: there are no
    /// vouchers.</summary>
    [Secret]
    public string Secret { get; init; } = "";

    /// <summary>Null: there are no vouchers.</summary>
    public VoucherPepper? Pepper => Secret.Length == 0 ? null : new VoucherPepper(Encoding.UTF8.GetBytes(Secret));
}
