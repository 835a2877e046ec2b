using PbxBridge.Sip.Dialogs;
using PbxBridge.Sip.Digest;
using PbxBridge.Sip.Messages;

namespace PbxBridge.Access;

/// <summary>The WWW-Authenticate rows of a 401, each time with a new nonce.</summary>
/// <param name="stale">The password was right, only the nonce is used up (RFC 7616 §3.3).</param>
/// <param name="onlyMd5">See <see cref="KnowsOnlyMd5"/>.</param>
internal sealed class Challenge(DigestServer server, bool stale, bool onlyMd5) : IHeaderSource
{
    /// <summary>A client that gives up on a challenge with several algorithms, although MD5 is among them, instead of choosing one (RFC 8760 §2.4).</summary>
    public static bool KnowsOnlyMd5(SipMessage request) =>
        // baresip 1.0 (Debian 12), 2026-11-22: "Function not implemented", and it does not register.
        request[HeaderId.UserAgent].StartsWith("baresip"u8);

    public void WriteHeaders(MessageWriter writer) => server.WriteChallenges(writer, proxy: false, stale, onlyMd5);
}
