using PbxBridge.Sip.Loop;
using PbxBridge.Sip.Messages;
using PbxBridge.Sip.Transactions;
using PbxBridge.Sip.Transport;

namespace PbxBridge.Sip.Dialogs;

/// <summary>What a program does with requests that belong to no dialog.</summary>
public interface IRequestHandler
{
    /// <summary>A new call; the request has passed the checks of RFC 3261 §8.2.</summary>
    void InviteReceived(InviteUas uas, SipMessage invite);

    /// <summary>REGISTER, OPTIONS, SUBSCRIBE and whatever else is in <see cref="UserAgentCore.Allow"/>, outside of a dialog.</summary>
    void RequestReceived(ServerTransaction transaction, SipMessage request);
}

/// <summary>The user agent core (RFC 3261 §8, §12, §13): finds the dialog of a request, places INVITEs, owns the dialog table.</summary>
/// <remarks>Loop thread only.</remarks>
public sealed class UserAgentCore : ITransactionUser
{
    private readonly Dictionary<DialogTag, IDialogMember> _dialogs = [];
    private readonly EndedDialogs _ended = new();
    private readonly IRandomSource _random;

    public UserAgentCore(ILoop loop, TransactionLayer layer, DialogRouter router, IRandomSource random)
    {
        Loop = loop;
        Layer = layer;
        Router = router;
        _random = random;
        layer.User = this;
    }

    public static ReadOnlySpan<byte> Allow => "INVITE, ACK, CANCEL, BYE, OPTIONS, PRACK, UPDATE, INFO, REFER, SUBSCRIBE, REGISTER"u8;

    /// <summary>Bodies of requests that are understood; of a multipart the session description alone (RFC 5621).</summary>
    public static ReadOnlySpan<byte> Accept => "application/sdp, multipart/mixed"u8;

    /// <summary>Events that a peer may subscribe to (RFC 6665 §8.2.2).</summary>
    public static ReadOnlySpan<byte> AllowEvents => "message-summary"u8;

    public static ReadOnlySpan<byte> Supported => "100rel, timer, replaces, norefersub"u8;

    /// <summary>The same where a reliable provisional response is not wanted.</summary>
    public static ReadOnlySpan<byte> SupportedUnreliably => "timer, replaces, norefersub"u8;

    public required IRequestHandler Handler { get; set; }

    /// <summary>Value of Server and User-Agent.</summary>
    public byte[] Product { get; init; } = "PbxBridge"u8.ToArray();

    public TransactionLayer Layer { get; }

    public DialogRouter Router { get; }

    internal ILoop Loop { get; }

    /// <summary>Dialogs in the table, early and established.</summary>
    public int DialogCount => _dialogs.Count;

    /// <summary>Places an INVITE.</summary>
    public InviteUac Invite(InviteRequest request, IInviteUacUser user)
    {
        var uac = new InviteUac(this, request, user, NewTag(), request.CallId ?? NewCallId());
        uac.Start();
        return uac;
    }

    public DialogTag NewTag() => new(_random.Next());

    /// <summary>A Call-ID that tells nothing of us: 128 random bits.</summary>
    public byte[] NewCallId()
    {
        var text = new byte[32];
        System.Buffers.Text.Utf8Formatter.TryFormat(_random.Next(), text, out _, new('x', 16));
        System.Buffers.Text.Utf8Formatter.TryFormat(_random.Next(), text.AsSpan(16), out _, new('x', 16));
        return text;
    }

    internal ulong NextRandom() => _random.Next();

    internal void Register(DialogTag tag, IDialogMember member) => _dialogs[tag] = member;

    internal void Unregister(DialogTag tag, IDialogMember member)
    {
        if (_dialogs.TryGetValue(tag, out var holder) && holder == member && _dialogs.Remove(tag))
            _ended.Add(tag);
    }

    /// <summary>The dialog that a Replaces names (RFC 3891 §3).</summary>
    public FoundDialog Find(DialogReference reference)
    {
        if (!DialogTag.TryParse(reference.LocalTag, out var tag))
            return default;
        if (!_dialogs.TryGetValue(tag, out var member))
            return _ended.Has(tag) ? new(DialogMatch.Ended, null, null) : default;
        return member.Match(reference);
    }

    public void RequestReceived(ServerTransaction transaction, SipMessage request)
    {
        if (!request.ToTag.IsEmpty && request.Method != SipMethod.Register)
        {
            if (DialogTag.TryParse(request.ToTag, out var tag) && _dialogs.TryGetValue(tag, out var member) && member.Owns(request))
                member.RequestReceived(transaction, request);
            else
                transaction.Respond(481);
            return;
        }
        if (!RequestChecks.Pass(this, transaction, request))
            return;
        if (request.Method == SipMethod.Invite)
            Handler.InviteReceived(new InviteUas(this, transaction, request), request);
        else
            Handler.RequestReceived(transaction, request);
    }

    public void AckReceived(SipMessage ack, in Flow from)
    {
        if (DialogTag.TryParse(ack.ToTag, out var tag) && _dialogs.TryGetValue(tag, out var member) && member.Owns(ack))
            member.AckReceived(ack);
        else
            Layer.Counters.Drop("stray-ack");
    }

    public void Cancelled(ServerTransaction invite, SipMessage cancel)
    {
        switch (invite.Owner)
        {
            case InviteUas uas:
                uas.Cancel(cancel);
                break;
            case InviteSession session:
                session.CancelReinvite(invite);
                break;
            default:
                invite.Respond(487);
                break;
        }
    }

    public void ForkAnswered(SipMessage success, ulong invite, in Flow flow)
    {
        // The dialog that it answers to may be over; all that the ACK and the BYE need is in the response.
        if (!DialogTag.TryParse(success.FromTag, out var tag))
            return;
        var dialog = DialogState.ForUac(success, tag, success.CSeqNumber, new InviteRequest { RequestUri = [], From = [], To = [], Flow = flow });
        if (dialog.RemoteTarget.Length == 0 && NameAddrView.TryParse(success[HeaderId.To], out var to))
            dialog.RemoteTarget = to.Uri.ToArray();
        HangUpFork(dialog, success, invite);
    }

    /// <summary>Acknowledges a 2xx that came too late and ends its dialog; all but the first are hung up (§13.2.2.4).</summary>
    internal void HangUpFork(DialogState dialog, SipMessage success, ulong invite)
    {
        Router.SetFlow(dialog, dialog.Flow);
        DialogRequests.StartAck(this, dialog, success.CSeqNumber);
        Layer.Writer.Finish();
        Layer.KeepAck(invite, success.ToTag, Layer.Writer.Written, dialog.Flow);
        Layer.Send(Layer.Writer.Written, dialog.Flow);
        DialogRequests.SendBye(this, dialog, "SIP;cause=200;text=\"Call completed elsewhere\""u8.ToArray());
    }

    public void ResponseFailed(ServerTransaction transaction)
    {
        // A failure nobody acknowledged ends with its transaction; a 2xx is watched by its session.
    }

    /// <summary>Writes the Contact that brings the peer's in-dialog requests to this process (§8.1.1.8).</summary>
    /// <param name="secure">As a SIPS URI (RFC 3261 §8.1.1.8, §12.1.1).</param>
    public void WriteContact(MessageWriter writer, in Flow flow, bool secure = false)
    {
        Span<byte> host = stackalloc byte[64];
        var local = Router.Transports.AdvertisedFor(flow);
        writer.Begin(HeaderId.Contact);
        writer.Append(secure ? "<sips:"u8 : "<sip:"u8);
        writer.Append(host[..local.WriteHost(host)]);
        writer.Append(":"u8);
        writer.Append(local.Port);
        writer.Append(flow.Transport switch
        {
            TransportKind.Tcp => ";transport=tcp>"u8,
            TransportKind.Tls when !secure => ";transport=tls>"u8,
            _ => ">"u8,
        });
        writer.End();
    }
}

/// <summary>What the dialog table holds.</summary>
internal interface IDialogMember
{
    /// <summary>Call-ID and From tag fit, too.</summary>
    bool Owns(SipMessage request);

    /// <summary>The tag of ours fits; do Call-ID and the peer's tag, and what can be done with the dialog?</summary>
    FoundDialog Match(DialogReference reference);

    void RequestReceived(ServerTransaction transaction, SipMessage request);

    void AckReceived(SipMessage ack);
}
