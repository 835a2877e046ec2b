using System.Text;
using PbxBridge.Sip.Messages;
using PbxBridge.Sip.Transactions;
using PbxBridge.Sip.Transport;

namespace PbxBridge.Sip.Dialogs;

/// <summary>A text that goes out by MESSAGE, outside of a dialog: the pager mode of RFC 3428.</summary>
public sealed record PagerMessage
{
    public required byte[] RequestUri { get; init; }

    /// <summary>Value of From without a tag.</summary>
    public required byte[] From { get; init; }

    /// <summary>Value of To.</summary>
    public required byte[] To { get; init; }

    /// <summary>Value of P-Asserted-Identity (RFC 3325), for peers in the trust domain; null for none.</summary>
    public string? Asserted { get; init; }

    /// <summary>The same each time that the text is sent, so that a peer that got it already can tell.</summary>
    public required string CallId { get; init; }

    /// <summary>Counts the times, from 1.</summary>
    public required uint Sequence { get; init; }

    /// <summary>At most about 1,000 bytes: the whole request stays below 1,300 (§8).</summary>
    public required string Text { get; init; }

    /// <summary>Sends it. Loop thread only.</summary>
    public ClientTransaction Send(UserAgentCore core, in Flow flow, IClientTransactionUser user)
    {
        var transaction = core.Layer.NewClient(SipMethod.Message, flow, user);
        var writer = core.Layer.Writer;
        writer.Reset();
        writer.StartRequest(SipMethod.Message, RequestUri);
        core.Layer.WriteVia(writer, transaction);
        writer.Header(HeaderId.MaxForwards, 70);
        writer.Begin(HeaderId.From);
        writer.Append(From);
        writer.Append(";tag="u8);
        core.NewTag().WriteTo(writer);
        writer.End();
        writer.Header(HeaderId.To, To);
        writer.Header(HeaderId.CallId, CallId);
        DialogRequests.WriteCSeq(writer, Sequence, SipMethod.Message);
        if (Asserted is not null)
            writer.Header(HeaderId.PAssertedIdentity, Asserted);
        writer.Header(HeaderId.UserAgent, core.Product);
        // A MESSAGE has no Contact (§4).
        writer.Finish("text/plain;charset=UTF-8"u8, Encoding.UTF8.GetBytes(Text));
        transaction.Start(writer.Written);
        return transaction;
    }
}
