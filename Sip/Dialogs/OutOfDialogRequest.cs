using PbxBridge.Sip.Messages;
using PbxBridge.Sip.Transactions;

namespace PbxBridge.Sip.Dialogs;

/// <summary>Begins a request outside of a dialog (RFC 3261 §8.1.1), such as an OPTIONS that asks a trunk whether it lives.</summary>
public static class OutOfDialogRequest
{
    /// <summary>Start line to CSeq, Contact and Allow; the caller adds the rest and finishes the writer.</summary>
    /// <param name="uri">Request-URI; also the URI of To.</param>
    public static void Start(UserAgentCore core, ClientTransaction transaction, SipMethod method, string uri)
    {
        var writer = core.Layer.Writer;
        var target = System.Text.Encoding.ASCII.GetBytes(uri);
        Span<byte> host = stackalloc byte[64];
        var local = core.Router.Transports.AdvertisedFor(transaction.Flow);
        writer.Reset();
        writer.StartRequest(method, target);
        core.Layer.WriteVia(writer, transaction);
        writer.Header(HeaderId.MaxForwards, 70);
        writer.Begin(HeaderId.From);
        writer.Append("<sip:"u8);
        writer.Append(host[..local.WriteHost(host)]);
        writer.Append(">;tag="u8);
        core.NewTag().WriteTo(writer);
        writer.End();
        writer.Begin(HeaderId.To);
        writer.Append("<"u8);
        writer.Append(target);
        writer.Append(">"u8);
        writer.End();
        writer.Header(HeaderId.CallId, core.NewCallId());
        DialogRequests.WriteCSeq(writer, 1, method);
        core.WriteContact(writer, transaction.Flow);
        writer.Header(HeaderId.UserAgent, core.Product);
        writer.Header(HeaderId.Allow, UserAgentCore.Allow);
    }
}
