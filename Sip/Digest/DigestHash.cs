using System.Security.Cryptography;
using System.Text;

namespace PbxBridge.Sip.Digest;

/// <summary>Hashes in the form that digest authentication uses them: lower-case hexadecimal, as bytes (RFC 7616 §3.3, §3.4).</summary>
internal static class DigestHash
{
    /// <summary>Room for every algorithm's hexadecimal hash.</summary>
    public const int MaxHex = 64;

    public static int HexLength(DigestAlgorithm algorithm) => algorithm == DigestAlgorithm.Md5 ? 32 : 64;

    public static ReadOnlySpan<byte> Name(DigestAlgorithm algorithm) => algorithm switch
    {
        DigestAlgorithm.Sha256 => "SHA-256"u8,
        DigestAlgorithm.Sha512_256 => "SHA-512-256"u8,
        _ => "MD5"u8,
    };

    /// <summary>No name at all means MD5.</summary>
    public static bool TryName(ReadOnlySpan<byte> name, out DigestAlgorithm algorithm)
    {
        algorithm = DigestAlgorithm.Md5;
        if (name.IsEmpty || Ascii.EqualsIgnoreCase(name, "MD5"u8))
            return true;
        algorithm = Ascii.EqualsIgnoreCase(name, "SHA-256"u8) ? DigestAlgorithm.Sha256 : DigestAlgorithm.Sha512_256;
        return algorithm == DigestAlgorithm.Sha256 || Ascii.EqualsIgnoreCase(name, "SHA-512-256"u8);
    }

    /// <summary>Returns the octets written to <paramref name="hex"/>.</summary>
    public static int Hex(DigestAlgorithm algorithm, ReadOnlySpan<byte> data, Span<byte> hex)
    {
        Span<byte> hash = stackalloc byte[32];
        switch (algorithm)
        {
            case DigestAlgorithm.Sha256:
                SHA256.HashData(data, hash);
                break;
            case DigestAlgorithm.Sha512_256:
                Sha512T256.HashData(data, hash);
                break;
            default:
                hash = hash[..MD5.HashData(data, hash)];
                break;
        }
        for (var i = 0; i < hash.Length; i++)
        {
            hex[2 * i] = "0123456789abcdef"u8[hash[i] >> 4];
            hex[2 * i + 1] = "0123456789abcdef"u8[hash[i] & 15];
        }
        return hash.Length * 2;
    }

    /// <summary>HA1 = H(user ":" realm ":" password).</summary>
    public static byte[] Secret(DigestAlgorithm algorithm, string user, string realm, string password)
    {
        var hex = new byte[HexLength(algorithm)];
        Hex(algorithm, Encoding.UTF8.GetBytes($"{user}:{realm}:{password}"), hex);
        return hex;
    }

    /// <summary>The response: with a qop H(HA1:nonce:nc:cnonce:qop:HA2), without one H(HA1:nonce:HA2) as in RFC 2069.
    /// Returns the octets written to <paramref name="hex"/>.</summary>
    public static int Response(DigestAlgorithm algorithm, ReadOnlySpan<byte> secret, in DigestInput input, Span<byte> hex)
    {
        Span<byte> uriHash = stackalloc byte[MaxHex];
        var joined = new Joined(stackalloc byte[512]);
        joined.Add(input.Method);
        joined.AddAfterColon(input.Uri);
        uriHash = uriHash[..Hex(algorithm, joined.Bytes, uriHash)];
        joined.Clear();
        joined.Add(secret);
        joined.AddAfterColon(input.Nonce);
        if (!input.Qop.IsEmpty)
        {
            joined.AddAfterColon(input.NonceCount);
            joined.AddAfterColon(input.ClientNonce);
            joined.AddAfterColon(input.Qop);
        }
        joined.AddAfterColon(uriHash);
        return Hex(algorithm, joined.Bytes, hex);
    }

    private ref struct Joined(Span<byte> room)
    {
        private Span<byte> _room = room;
        private int _length;

        public readonly ReadOnlySpan<byte> Bytes => _room[.._length];

        public void Clear() => _length = 0;

        public void Add(ReadOnlySpan<byte> part)
        {
            if (_length + part.Length > _room.Length)
            {
                var larger = new byte[(_length + part.Length) * 2];
                _room[.._length].CopyTo(larger);
                _room = larger;
            }
            part.CopyTo(_room[_length..]);
            _length += part.Length;
        }

        public void AddAfterColon(ReadOnlySpan<byte> part)
        {
            Add(":"u8);
            Add(part);
        }
    }
}
