using System.Security.Cryptography;
using System.Text;
using PbxBridge.Sip.Messages;

namespace PbxBridge.Sip.Digest;

/// <summary>Answers the challenges of one registrar or trunk for one user (RFC 3261 §22, RFC 7616, RFC 8760): the strongest algorithm that is
/// offered, qop=auth with a count, or no qop as in RFC 2069. Keeps the last challenge, so that later requests need not be challenged.
/// One thread at a time.</summary>
/// <param name="clientNonce">Gives a new cnonce; null: 16 random hexadecimal digits.</param>
public sealed class DigestClient(string user, string password, Func<string>? clientNonce = null)
{
    private Challenge? _last;
    private uint _count;

    /// <summary>The request answered last; its repetition carries the next CSeq number.</summary>
    private string _callId = "";
    private uint _cseq;

    /// <summary>Makes the credentials for the request that got this 401 or 407.</summary>
    /// <param name="uri">The Request-URI of the request that is sent again.</param>
    /// <param name="headerValue">For Authorization, or for Proxy-Authorization when <paramref name="proxy"/>.</param>
    /// <returns>False when there is no challenge that can be met, or when it refuses the repetition (same Call-ID, next CSeq number) of the
    /// request answered last and is not stale: then the password is wrong. With requests under way at the same time the caller must
    /// itself answer each of them no more than once.</returns>
    public bool TryAnswer(SipMessage challengeResponse, SipMethod method, ReadOnlySpan<byte> uri, out string headerValue, out bool proxy)
    {
        headerValue = "";
        proxy = challengeResponse.StatusCode == 407;
        Challenge? best = null;
        foreach (var row in challengeResponse.Rows(proxy ? HeaderId.ProxyAuthenticate : HeaderId.WwwAuthenticate))
        {
            if (Challenge.TryRead(row.Value, proxy, out var offered) && (best is null || offered.Algorithm > best.Algorithm))
                best = offered;
        }
        if (best is null || (!best.IsStale && IsRepetition(challengeResponse, proxy)))
            return false;
        if (best.Nonce != _last?.Nonce)
            _count = 0;
        _last = best;
        _callId = Encoding.UTF8.GetString(challengeResponse.CallId);
        _cseq = challengeResponse.CSeqNumber;
        headerValue = Credentials(best, method, uri);
        return true;
    }

    /// <summary>Makes credentials from the last challenge, before any new one. False when there was none.</summary>
    public bool TryAuthorize(SipMethod method, ReadOnlySpan<byte> uri, out string headerValue, out bool proxy)
    {
        headerValue = "";
        proxy = _last?.IsProxy ?? false;
        if (_last is null || !_last.HasQop)
            return false;
        headerValue = Credentials(_last, method, uri);
        return true;
    }

    private bool IsRepetition(SipMessage response, bool proxy) =>
        _last is not null && _last.IsProxy == proxy && response.CSeqNumber == _cseq + 1 && Encoding.UTF8.GetString(response.CallId) == _callId;

    private string Credentials(Challenge challenge, SipMethod method, ReadOnlySpan<byte> uri)
    {
        var count = (++_count).ToString("x8", System.Globalization.CultureInfo.InvariantCulture);
        var cnonce = clientNonce?.Invoke() ?? Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));
        var input = new DigestInput
        {
            Method = method.Token(),
            Uri = uri,
            Nonce = Encoding.UTF8.GetBytes(challenge.Nonce),
            NonceCount = Encoding.ASCII.GetBytes(count),
            ClientNonce = Encoding.UTF8.GetBytes(cnonce),
            Qop = challenge.HasQop ? "auth"u8 : default,
        };
        Span<byte> hex = stackalloc byte[DigestHash.MaxHex];
        hex = hex[..DigestHash.Response(challenge.Algorithm, DigestHash.Secret(challenge.Algorithm, user, challenge.Realm, password), input, hex)];
        var value = new StringBuilder(256)
            .Append("Digest username=").Append(QuotedText.Quote(user))
            .Append(", realm=").Append(QuotedText.Quote(challenge.Realm))
            .Append(", nonce=\"").Append(challenge.Nonce)
            .Append("\", uri=\"").Append(Encoding.UTF8.GetString(uri))
            .Append("\", response=\"").Append(Encoding.ASCII.GetString(hex)).Append('"');
        if (challenge.NamesAlgorithm)
            value.Append(", algorithm=").Append(Encoding.ASCII.GetString(DigestHash.Name(challenge.Algorithm)));
        if (challenge.HasQop)
            value.Append(", cnonce=\"").Append(cnonce).Append("\", qop=auth, nc=").Append(count);
        if (challenge.Opaque is not null)
            value.Append(", opaque=\"").Append(challenge.Opaque).Append('"');
        return value.ToString();
    }

    /// <summary>Nonce and opaque stay as written between their quotes.</summary>
    private sealed record Challenge(
        DigestAlgorithm Algorithm, bool NamesAlgorithm, string Realm, string Nonce, string? Opaque, bool HasQop, bool IsStale, bool IsProxy)
    {
        public static bool TryRead(ReadOnlySpan<byte> value, bool proxy, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out Challenge? challenge)
        {
            challenge = null;
            if (!DigestFields.TryParse(value, out var fields) || fields.Nonce.IsEmpty || !DigestHash.TryName(fields.Algorithm, out var algorithm))
                return false;
            var offersAuth = OffersAuth(fields.Qop);
            if (!fields.Qop.IsEmpty && !offersAuth)
                return false;
            var opaque = fields.Opaque.IsEmpty ? null : Encoding.UTF8.GetString(fields.Opaque);
            challenge = new Challenge(
                algorithm, !fields.Algorithm.IsEmpty, DigestFields.Text(fields.Realm), Encoding.UTF8.GetString(fields.Nonce), opaque,
                offersAuth, Ascii.EqualsIgnoreCase(fields.Stale, "true"u8), proxy);
            return true;
        }

        private static bool OffersAuth(ReadOnlySpan<byte> offers)
        {
            foreach (var range in offers.Split((byte)','))
            {
                if (Ascii.EqualsIgnoreCase(Octets.Trim(offers[range]), "auth"u8))
                    return true;
            }
            return false;
        }
    }
}
