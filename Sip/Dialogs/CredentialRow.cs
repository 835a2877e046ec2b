using PbxBridge.Sip.Messages;

namespace PbxBridge.Sip.Dialogs;

/// <summary>The proof that a challenged request carries: Authorization, or Proxy-Authorization.</summary>
internal sealed record CredentialRow(string Value, bool IsProxy)
{
    public void Write(MessageWriter writer) => writer.Header(IsProxy ? HeaderId.ProxyAuthorization : HeaderId.Authorization, Value);
}
