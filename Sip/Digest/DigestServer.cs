using System.Globalization;
using System.Security.Cryptography;
using PbxBridge.Sip.Messages;

namespace PbxBridge.Sip.Digest;

/// <summary>Challenges requests and checks their credentials: RFC 3261 §22, RFC 7616, RFC 8760, qop=auth. One thread at a time.</summary>
/// <param name="realm">What users see and what their secrets were made for.</param>
/// <param name="time">Its wall clock goes into the nonces.</param>
/// <param name="secretKey">At least 16 random octets. The same key over a restart keeps nonces valid, but forgets their counts.</param>
public sealed class DigestServer(string realm, TimeProvider time, byte[] secretKey, DigestServerOptions options)
{
    private readonly NonceIssuer _nonces = new(time, secretKey);
    private readonly NonceCounts _counts = new(options.NonceLifetime, options.MaxNoncesInUse);

    /// <summary>Stands in for a user that does not exist, so that it costs the same.</summary>
    private readonly DigestSecret _nobody = DigestSecret.FromPassword("nobody", realm, Convert.ToHexString(RandomNumberGenerator.GetBytes(16)));

    public string Realm => realm;

    /// <summary>One WWW-Authenticate (or Proxy-Authenticate) row for each algorithm on offer, all with the same new nonce.</summary>
    /// <param name="onlyMd5">For a client that fails on a row with any other algorithm.</param>
    public void WriteChallenges(MessageWriter w, bool proxy, bool stale, bool onlyMd5 = false)
    {
        var nonce = _nonces.Next();
        foreach (var algorithm in options.Algorithms)
        {
            if (onlyMd5 && algorithm != DigestAlgorithm.Md5)
                continue;
            w.Begin(proxy ? HeaderId.ProxyAuthenticate : HeaderId.WwwAuthenticate);
            w.Append("Digest realm="u8);
            w.Append(QuotedText.Quote(realm));
            w.Append(", nonce=\""u8);
            w.Append(nonce);
            w.Append("\", algorithm="u8);
            w.Append(DigestHash.Name(algorithm));
            w.Append(", qop=\"auth\""u8);
            if (stale)
                w.Append(", stale=true"u8);
            w.End();
        }
    }

    /// <param name="proxy">Look at Proxy-Authorization instead of Authorization.</param>
    /// <param name="secretOf">The secret of a user of this realm; null when there is no such user.</param>
    /// <param name="user">The name that the credentials give, accepted or not; null when there are none for our realm.</param>
    public DigestVerdict Check(SipMessage request, bool proxy, Func<string, DigestSecret?> secretOf, out string? user)
    {
        user = null;
        foreach (var row in request.Rows(proxy ? HeaderId.ProxyAuthorization : HeaderId.Authorization))
        {
            var value = row.Value;
            if (value.Length < 7 || !System.Text.Ascii.EqualsIgnoreCase(value[..6], "Digest"u8))
                continue;
            if (!DigestFields.TryParse(value, out var fields))
                return DigestVerdict.Malformed;
            if (DigestFields.Text(fields.Realm) != realm)
                continue;
            if (!DigestHash.TryName(fields.Algorithm, out var algorithm) || !options.Algorithms.Contains(algorithm))
                continue;
            user = DigestFields.Text(fields.UserName);
            return Check(request, fields, algorithm, secretOf(user));
        }
        return DigestVerdict.NoCredentials;
    }

    private DigestVerdict Check(SipMessage request, in DigestFields fields, DigestAlgorithm algorithm, DigestSecret? secret)
    {
        if (!IsComplete(fields, out var count) || !SipUriView.Equivalent(fields.Uri, request.RequestUri))
            return DigestVerdict.Malformed;

        var known = secret?.For(algorithm);
        Span<byte> expected = stackalloc byte[DigestHash.MaxHex];
        var input = new DigestInput
        {
            Method = request.MethodToken,
            Uri = fields.Uri,
            Nonce = fields.Nonce,
            NonceCount = fields.NonceCount,
            ClientNonce = fields.ClientNonce,
            Qop = fields.Qop,
        };
        expected = expected[..DigestHash.Response(algorithm, known ?? _nobody.For(algorithm), input, expected)];
        var right = CryptographicOperations.FixedTimeEquals(expected, fields.Response) & known is not null;
        var ours = _nonces.TryRead(fields.Nonce, out var nonce);
        if (!right)
            return DigestVerdict.Refused;
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        return ours && _counts.TryUse(nonce, count, now) ? DigestVerdict.Accepted : DigestVerdict.Stale;
    }

    /// <summary>Without a qop (RFC 2069) there is no count: the nonce is good for one request.</summary>
    private static bool IsComplete(in DigestFields fields, out uint count)
    {
        count = uint.MaxValue;
        if (fields.UserName.IsEmpty || fields.Nonce.IsEmpty || fields.Uri.IsEmpty || fields.Response.IsEmpty)
            return false;
        if (fields.Qop.IsEmpty)
            return true;
        return System.Text.Ascii.EqualsIgnoreCase(fields.Qop, "auth"u8) && !fields.ClientNonce.IsEmpty && fields.NonceCount.Length == 8
            && uint.TryParse(fields.NonceCount, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out count);
    }
}
