using PbxBridge.Sip.Messages;

namespace PbxBridge.Sip.Dialogs;

/// <summary>The proofs that a challenged request carries: for the server, for a proxy on the way, or for both (RFC 3261 §22.3).</summary>
/// <param name="ToServer">Value of Authorization, or null.</param>
/// <param name="ToProxy">Value of Proxy-Authorization, or null.</param>
internal sealed record CredentialRows(string? ToServer, string? ToProxy)
{
    public static readonly CredentialRows None = new(null, null);

    public CredentialRows With(string value, bool isProxy) => isProxy ? this with { ToProxy = value } : this with { ToServer = value };

    public void Write(MessageWriter writer)
    {
        if (ToServer is not null)
            writer.Header(HeaderId.Authorization, ToServer);
        if (ToProxy is not null)
            writer.Header(HeaderId.ProxyAuthorization, ToProxy);
    }
}
