using PbxBridge.Sip.Messages;
using PbxBridge.Sip.Transactions;

namespace PbxBridge.Sip.Dialogs;

/// <summary>A REFER within an established dialog: the peer wants somebody else in his place (RFC 3515). Must be accepted or refused before the turn ends.</summary>
public sealed class ReferRequest
{
    private readonly UserAgentCore _core;
    private readonly InviteSession _session;
    private readonly ServerTransaction _transaction;
    private readonly ReferExchange _exchange;

    internal ReferRequest(UserAgentCore core, InviteSession session, ServerTransaction transaction, ReferExchange exchange, SipMessage message, ReferTarget target)
    {
        (_core, _session, _transaction, _exchange) = (core, session, transaction, exchange);
        (Message, Target) = (message, target);
    }

    public SipMessage Message { get; }

    public ReferTarget Target { get; }

    /// <summary>Where it came from.</summary>
    public Transport.Flow From => _transaction.From;

    /// <summary>What the new INVITE may be forwarded at most: as for a request passed on, one less than the REFER's (RFC 3261 §16.6).</summary>
    public int MaxForwards => Message.MaxForwards < 0 ? 70 : Message.MaxForwards - 1;

    // RFC 4488 §4: the referrer does not want to hear how it goes.
    private bool IsSilent => System.Text.Ascii.EqualsIgnoreCase(Message[HeaderId.ReferSub], "false"u8);

    /// <summary>202, and the first NOTIFY with 100; without a subscription 200 with Refer-Sub: false.</summary>
    public ReferSubscription Accept()
    {
        DialogRouter.Follow(_session.Dialog, _transaction.From);
        var status = IsSilent ? 200 : 202;
        var writer = _transaction.Begin(status);
        _core.WriteContact(writer, _session.Dialog.Flow);
        if (IsSilent)
            writer.Header(HeaderId.ReferSub, "false"u8);
        writer.Header(HeaderId.Supported, UserAgentCore.Supported);
        writer.Header(HeaderId.Server, _core.Product);
        writer.Finish();
        _transaction.Send(writer, status);
        return _exchange.Accepted(Message.CSeqNumber, IsSilent);
    }

    /// <summary>A final failure, 400 to 699.</summary>
    public void Refuse(int status, ReadOnlySpan<byte> phrase = default)
    {
        if (!_transaction.HasFinalResponse)
            _transaction.Respond(status, phrase);
    }
}
