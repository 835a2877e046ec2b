using PbxBridge.Sip.Messages;
using PbxBridge.Sip.Transactions;

namespace PbxBridge.Sip.Dialogs;

/// <summary>The peer's re-INVITE or UPDATE that waits for the program's answer (RFC 3261 §14.2, RFC 3311 §5.2).</summary>
internal sealed class PeerOffers(UserAgentCore core, InviteSession session)
{
    private ServerTransaction? _reinvite;
    private ServerTransaction? _update;

    public bool IsPending => _reinvite is not null || _update is not null;

    public void ReceiveReinvite(ServerTransaction transaction, SipMessage request)
    {
        if (IsPending || session.Uas is not null || session.Accepted is { HasOffer: true })
        {
            RefuseWithRetry(transaction);
            return;
        }
        if (session.HasOwnOffer)
        {
            transaction.Respond(491);
            return;
        }
        if (!RequestChecks.HasUsableBody(request))
        {
            RequestChecks.RefuseBody(transaction);
            return;
        }
        if (SessionTimer.IsTooSmall(request))
        {
            RefuseTooSmall(transaction);
            return;
        }
        session.Accepted?.Overtake();
        TakeTarget(transaction, request);
        transaction.Owner = session;
        _reinvite = transaction;
        transaction.Respond(100);
        if (session.User is { } user)
            user.ReinviteReceived(session, request);
        else
            RefuseReinvite(481);
    }

    public void ReceiveUpdate(ServerTransaction transaction, SipMessage request)
    {
        if (SessionTimer.IsTooSmall(request))
        {
            RefuseTooSmall(transaction);
            return;
        }
        if (RequestChecks.HasNoOffer(request))
        {
            TakeTarget(transaction, request);
            Answer(transaction, request, default);
            return;
        }
        if (session.HasOwnOffer || session.Accepted is { HasOffer: true })
        {
            transaction.Respond(491);
            return;
        }
        if (session.Uas is { } early && early.AwaitsAnswer(session))
        {
            transaction.Respond(491);
            return;
        }
        if (IsPending || session.Uas is { } unanswered && !unanswered.HasAgreed(session))
        {
            RefuseWithRetry(transaction);
            return;
        }
        TakeOffer(transaction, request);
    }

    /// <summary>PRACK with an offer; the provisional response is acknowledged already.</summary>
    public void ReceiveInPrack(ServerTransaction transaction, SipMessage prack)
    {
        if (IsPending || session.Uas is not { } early || !early.HasAgreed(session))
            RefuseWithRetry(transaction);
        else
            TakeOffer(transaction, prack);
    }

    private void TakeOffer(ServerTransaction transaction, SipMessage request)
    {
        if (session.User is not { } user)
        {
            RefuseWithRetry(transaction);
            return;
        }
        if (!RequestChecks.HasUsableBody(request))
        {
            RequestChecks.RefuseBody(transaction);
            return;
        }
        TakeTarget(transaction, request);
        _update = transaction;
        user.UpdateReceived(session, request);
    }

    public void AnswerReinvite(ReadOnlyMemory<byte> sdp)
    {
        if (Take(ref _reinvite) is not { Request: { } request } transaction)
            return;
        var supports = request.ContainsToken(HeaderId.Supported, "timer"u8);
        var timer = SessionTimer.ForRequest(request, supports);
        var writer = Begin(transaction);
        timer.WriteResponse(writer, supports);
        writer.FinishWith(sdp.Span);
        var response = writer.ToArray();
        var (sequence, hasOffer) = (request.CSeqNumber, request.Sdp.IsEmpty);
        transaction.Send(response, 200);
        session.AcceptedWith(transaction, response, sequence, hasOffer, timer, sdp);
    }

    public void RefuseReinvite(int status) => Refuse(ref _reinvite, status);

    public void AnswerUpdate(ReadOnlyMemory<byte> sdp)
    {
        if (Take(ref _update) is { Request: { } request } transaction)
            Answer(transaction, request, sdp);
    }

    public void RefuseUpdate(int status) => Refuse(ref _update, status);

    /// <summary>The re-INVITE was cancelled: the session goes on as it was, and the program's answer to it finds nobody (RFC 6141 §3.3).</summary>
    public void Cancel(ServerTransaction reinvite)
    {
        if (_reinvite == reinvite)
            Refuse(ref _reinvite, 487);
    }

    public void End()
    {
        Refuse(ref _reinvite, 487);
        Refuse(ref _update, 487);
    }

    private static ServerTransaction? Take(ref ServerTransaction? field)
    {
        var transaction = field;
        field = null;
        return transaction;
    }

    private static void Refuse(ref ServerTransaction? field, int status)
    {
        if (Take(ref field) is not { HasFinalResponse: false } transaction)
            return;
        var writer = transaction.Begin(status);
        if (status == 488)
            writer.Header(HeaderId.Warning, MediaWarnings.NoFormat);
        writer.Finish();
        transaction.Send(writer, status);
    }

    private static void RefuseTooSmall(ServerTransaction transaction)
    {
        var writer = transaction.Begin(422);
        writer.Header(HeaderId.MinSe, SessionTimer.Minimum);
        writer.Finish();
        transaction.Send(writer, 422);
    }

    // §14.2: 500 with a Retry-After of 0 to 10 s, chosen by chance.
    private void RefuseWithRetry(ServerTransaction transaction)
    {
        var writer = transaction.Begin(500);
        writer.Header(HeaderId.RetryAfter, (long)(core.NextRandom() % 11));
        writer.Finish();
        transaction.Send(writer, 500);
    }

    private void Answer(ServerTransaction transaction, SipMessage request, ReadOnlyMemory<byte> sdp)
    {
        var supports = request.ContainsToken(HeaderId.Supported, "timer"u8);
        var writer = Begin(transaction);
        if (request.Has(HeaderId.SessionExpires) && !session.IsEarly)
        {
            var timer = SessionTimer.ForRequest(request, supports);
            timer.WriteResponse(writer, supports);
            session.StartTimer(timer);
        }
        else
        {
            session.Refresher.Repeat();
        }
        session.KeepLocalSdp(sdp);
        writer.FinishWith(sdp.Span);
        transaction.Send(writer, 200);
    }

    private MessageWriter Begin(ServerTransaction transaction)
    {
        var writer = transaction.Begin(200);
        core.WriteContact(writer, session.Dialog.Flow, session.Dialog.IsSecure);
        writer.Header(HeaderId.Allow, UserAgentCore.Allow);
        writer.Header(HeaderId.Supported, UserAgentCore.Supported);
        writer.Header(HeaderId.Server, core.Product);
        return writer;
    }

    private void TakeTarget(ServerTransaction transaction, SipMessage request)
    {
        if (session.Dialog.RefreshTarget(request) || transaction.From != session.Dialog.Flow)
            core.Router.SetFlow(session.Dialog, transaction.From);
    }
}
