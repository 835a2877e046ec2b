using System.Security.Cryptography;
using System.Text;

namespace PbxBridge.Charging.Vouchers;

/// <summary>The secret without which a stolen table of vouchers is worth nothing (VCH-2).</summary>
public sealed class VoucherPepper
{
    /// <summary>Bytes.</summary>
    public const int ShortestSecret = 32;

    private readonly byte[] _secret;

    /// <exception cref="ArgumentException">The secret is too short.</exception>
    public VoucherPepper(ReadOnlySpan<byte> secret) => _secret = secret.Length >= ShortestSecret
        ? secret.ToArray()
        : throw new ArgumentException("The secret for vouchers has at least 32 bytes.", nameof(secret));

    /// <summary>HMAC-SHA-256 of the code's digits, in hexadecimal: what the store keeps and finds a voucher by.</summary>
    public string Hash(VoucherCode code) => Convert.ToHexStringLower(HMACSHA256.HashData(_secret, Encoding.ASCII.GetBytes(code.Digits)));

    /// <summary>Tells two secrets apart and gives neither away.</summary>
    public string Mark => Convert.ToHexStringLower(HMACSHA256.HashData(_secret, "mark of the voucher secret"u8));

    public override string ToString() => nameof(VoucherPepper);
}
