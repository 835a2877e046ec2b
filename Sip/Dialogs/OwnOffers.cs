using PbxBridge.Sip.Messages;

namespace PbxBridge.Sip.Dialogs;

/// <summary>Our re-INVITE or UPDATE, one at a time: offers of the program and refreshes of the session.</summary>
internal sealed class OwnOffers(UserAgentCore core, InviteSession session) : IDialogRequestUser
{
    private DialogRequest? _running;
    private ReadOnlyMemory<byte> _sdp;
    private IHeaderSource? _headers;
    private bool _isRefresh;

    public bool IsRunning => _running is not null;

    /// <summary>An offer is out, so that one of the peer would be glare. A refresh by UPDATE has none.</summary>
    public bool HasOffer => _running is not null && !(_isRefresh && _running.Method == SipMethod.Update);

    public void Send(SipMethod method, ReadOnlyMemory<byte> sdp, bool isRefresh, IHeaderSource? headers = null)
    {
        (_isRefresh, _sdp, _headers) = (isRefresh, sdp, headers);
        Action<MessageWriter> write = headers is null ? WriteHeaders : writer =>
        {
            WriteHeaders(writer);
            headers.WriteHeaders(writer);
        };
        _running = new DialogRequest(core, session.Dialog, method, this, write, SdpBody.Type, sdp);
        _running.Send();
    }

    void IDialogRequestUser.Ended(DialogRequest request, int status, SipMessage? response)
    {
        if (request != _running)
            return;
        _running = null;
        var (sdp, headers) = (_sdp, _headers);
        (_sdp, _headers) = (default, null);
        if (status < 300 && response is not null)
            Succeeded(request, response, sdp);
        else if (_isRefresh)
            session.Refresher.Ended(status, response);
        else if (request.Method == SipMethod.Update && status is 405 or 501 && !sdp.IsEmpty && !session.IsOver)
            OfferByInvite(sdp, headers);
        else
            Refused(status, response);
    }

    private void Succeeded(DialogRequest request, SipMessage response, ReadOnlyMemory<byte> sdp)
    {
        session.KeepLocalSdp(sdp);
        var isInvite = request.Method == SipMethod.Invite;
        if (isInvite && request.Transaction is { } transaction)
            session.MustAcknowledge(transaction, response.CSeqNumber, request.Credentials);
        if (!session.IsOver)
        {
            // Both are target refresh requests: their responses may bring a new Contact.
            if (session.Dialog.RefreshTarget(response))
                core.Router.SetFlow(session.Dialog, session.Dialog.Flow);
            session.Refresher.Agree(response);
        }
        if (!_isRefresh && session.User is { } user)
            user.OfferAnswered(session, response);
        else if (isInvite)
            session.Acknowledge();
    }

    // Allow named UPDATE, and yet somebody on the way does not take it: no reason to refuse what is offered.
    private void OfferByInvite(ReadOnlyMemory<byte> sdp, IHeaderSource? headers)
    {
        session.Dialog.PeerAllowsUpdate = false;
        Send(SipMethod.Invite, sdp, isRefresh: false, headers);
    }

    private void Refused(int status, SipMessage? response)
    {
        if (status is 481 or 408)
            session.Lose(default, sayBye: status == 408);
        else
            session.User?.OfferRefused(session, status, response);
    }

    private void WriteHeaders(MessageWriter writer)
    {
        core.WriteContact(writer, session.Dialog.Flow, session.Dialog.IsSecure);
        writer.Header(HeaderId.Allow, UserAgentCore.Allow);
        writer.Header(HeaderId.Supported, UserAgentCore.SupportedUnreliably);
        session.Refresher.WriteRequest(writer);
        writer.Header(HeaderId.UserAgent, core.Product);
    }
}
