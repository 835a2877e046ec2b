using PbxBridge.Sip.Dialogs;
using PbxBridge.Sip.Digest;
using PbxBridge.Sip.Messages;

namespace PbxBridge.Access;

/// <summary>The WWW-Authenticate rows of a 401, each time with a new nonce.</summary>
/// <param name="stale">The password was right, only the nonce is used up (RFC 7616 §3.3).</param>
internal sealed class Challenge(DigestServer server, bool stale) : IHeaderSource
{
    public void WriteHeaders(MessageWriter writer) => server.WriteChallenges(writer, proxy: false, stale);
}
