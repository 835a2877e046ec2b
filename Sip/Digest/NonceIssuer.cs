using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace PbxBridge.Sip.Digest;

/// <summary>Nonces that prove themselves: time of issue, number, and a keyed hash over both. Unused ones cost no memory.</summary>
internal sealed class NonceIssuer(TimeProvider time, byte[] secretKey)
{
    private const int SignedSize = 12;
    private const int Size = SignedSize + 16;

    private uint _issued;

    /// <summary>56 hexadecimal digits; no two are the same.</summary>
    public string Next()
    {
        Span<byte> bytes = stackalloc byte[Size];
        BinaryPrimitives.WriteInt64BigEndian(bytes, time.GetUtcNow().ToUnixTimeMilliseconds());
        BinaryPrimitives.WriteUInt32BigEndian(bytes[8..], ++_issued);
        Sign(bytes);
        return Convert.ToHexStringLower(bytes);
    }

    /// <summary>False when it was not issued with our key.</summary>
    public bool TryRead(ReadOnlySpan<byte> nonce, out NonceId id)
    {
        id = default;
        Span<byte> bytes = stackalloc byte[Size];
        if (nonce.Length != 2 * Size || !TryDecode(nonce, bytes))
            return false;
        Span<byte> signed = stackalloc byte[Size];
        bytes[..SignedSize].CopyTo(signed);
        Sign(signed);
        if (!CryptographicOperations.FixedTimeEquals(signed, bytes))
            return false;
        id = new NonceId(BinaryPrimitives.ReadInt64BigEndian(bytes), BinaryPrimitives.ReadUInt32BigEndian(bytes[8..]));
        return true;
    }

    private static bool TryDecode(ReadOnlySpan<byte> hex, Span<byte> bytes)
    {
        for (var i = 0; i < bytes.Length; i++)
        {
            if (!byte.TryParse(hex.Slice(2 * i, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out bytes[i]))
                return false;
        }
        return true;
    }

    private void Sign(Span<byte> bytes)
    {
        Span<byte> hash = stackalloc byte[32];
        HMACSHA256.HashData(secretKey, bytes[..SignedSize], hash);
        hash[..(Size - SignedSize)].CopyTo(bytes[SignedSize..]);
    }
}

/// <summary>When a nonce was issued, in Unix milliseconds, and its number.</summary>
internal readonly record struct NonceId(long IssuedAt, uint Number);
