using PbxBridge.Sip.Dialogs;
using PbxBridge.Sip.Messages;
using PbxBridge.Sip.Transactions;

namespace PbxBridge.Sip.Tests;

/// <summary>The program above the stack: keeps what it is told and answers as the test has set it.</summary>
internal sealed class TestUser(TestStack stack) : IRequestHandler, IInviteUasUser, IInviteUacUser, ISessionUser
{
    public static readonly byte[] Sdp =
        "v=0\r\no=bridge 1 1 IN IP4 192.0.2.1\r\ns=-\r\nc=IN IP4 192.0.2.1\r\nt=0 0\r\nm=audio 30000 RTP/AVP 8\r\n"u8.ToArray();

    /// <summary>What was told, in order, in short words.</summary>
    public List<string> Events { get; } = [];

    public List<InviteUas> Incoming { get; } = [];

    /// <summary>Sessions that were answered to us.</summary>
    public List<InviteSession> Answered { get; } = [];

    public SipMessage? LastMessage { get; private set; }

    public SipMessage? LastInfo { get; private set; }

    /// <summary>What to do with a call to us; default: 100, open, 180.</summary>
    public Action<InviteUas>? OnInvite { get; set; }

    /// <summary>Default: 200.</summary>
    public Action<ServerTransaction, SipMessage>? OnRequest { get; set; }

    /// <summary>Default: acknowledge.</summary>
    public Action<InviteSession, SipMessage>? OnAnswered { get; set; }

    /// <summary>Default: answer with our SDP.</summary>
    public Action<InviteSession>? OnReinvite { get; set; }

    public Action<InviteSession>? OnUpdate { get; set; }

    /// <summary>Answer to an offer of the callee before his final response.</summary>
    public ReadOnlyMemory<byte> OnEarlyOffer { get; set; } = Sdp;

    public Action<InviteSession>? OnOfferAnswered { get; set; }

    public Action<InviteSession>? OnEnded { get; set; }

    /// <summary>Default: accept.</summary>
    public Action<ReferRequest>? OnRefer { get; set; }

    /// <summary>The subscription of the last REFER that was accepted.</summary>
    public ReferSubscription? Subscription { get; private set; }

    public ReferTarget? ReferTarget { get; private set; }

    public InviteUas Uas => Incoming[^1];

    public InviteSession Session => Answered.Count > 0 ? Answered[^1] : Uas.Session ?? throw new InvalidOperationException("No session.");

    public void InviteReceived(InviteUas uas, SipMessage invite)
    {
        Events.Add("invite");
        LastMessage = invite;
        Incoming.Add(uas);
        uas.User = this;
        if (OnInvite is not null)
        {
            OnInvite(uas);
            return;
        }
        uas.Trying();
        uas.Open(this, symmetric: false);
        uas.Ring(180);
    }

    public void RequestReceived(ServerTransaction transaction, SipMessage request)
    {
        Events.Add("request " + request.Method);
        if (OnRequest is not null)
            OnRequest(transaction, request);
        else
            transaction.Respond(200);
    }

    /// <summary>Answers the last call to us.</summary>
    public void Accept() => stack.OnLoop(() => Uas.Accept(Sdp));

    void IInviteUasUser.Cancelled(InviteUas uas, SipMessage? cancel) => Events.Add("cancelled");

    void IInviteUasUser.AnswerReceived(InviteUas uas, SipMessage prack)
    {
        LastMessage = prack;
        Events.Add("answer in PRACK");
    }

    void IInviteUasUser.ProvisionalLost(InviteUas uas) => Events.Add("provisional lost");

    void IInviteUacUser.Provisional(InviteUac uac, SipMessage response)
    {
        LastMessage = response;
        Events.Add("provisional " + response.StatusCode);
    }

    void IInviteUacUser.Answered(InviteUac uac, InviteSession session, SipMessage response)
    {
        Events.Add("answered");
        LastMessage = response;
        Answered.Add(session);
        session.Attach(this);
        if (OnAnswered is not null)
            OnAnswered(session, response);
        else
            session.Acknowledge();
    }

    ReadOnlyMemory<byte> IInviteUacUser.OfferReceived(InviteUac uac, SipMessage update)
    {
        LastMessage = update;
        Events.Add("offer in UPDATE");
        return OnEarlyOffer;
    }

    void IInviteUacUser.Failed(InviteUac uac, int status, SipMessage? response) => Events.Add($"failed {status}{(response is null ? " alone" : "")}");

    void ISessionUser.ReinviteReceived(InviteSession session, SipMessage request)
    {
        Events.Add("re-invite");
        if (OnReinvite is not null)
            OnReinvite(session);
        else
            session.AnswerReinvite(Sdp);
    }

    void ISessionUser.UpdateReceived(InviteSession session, SipMessage request)
    {
        Events.Add("update");
        if (OnUpdate is not null)
            OnUpdate(session);
        else
            session.AnswerUpdate(Sdp);
    }

    void ISessionUser.InfoReceived(InviteSession session, SipMessage request)
    {
        LastInfo = request;
        Events.Add("info");
    }

    void ISessionUser.AckReceived(InviteSession session, SipMessage ack)
    {
        LastMessage = ack;
        Events.Add("ack");
    }

    void ISessionUser.OfferAnswered(InviteSession session, SipMessage response)
    {
        LastMessage = response;
        Events.Add("offer answered");
        if (OnOfferAnswered is not null)
            OnOfferAnswered(session);
        else if (response.Method == SipMethod.Invite)
            session.Acknowledge();
    }

    void ISessionUser.OfferRefused(InviteSession session, int status, SipMessage? response) => Events.Add($"offer refused {status}");

    void ISessionUser.InfoAnswered(InviteSession session, int status) => Events.Add($"info answered {status}");

    void ISessionUser.ReferReceived(InviteSession session, ReferRequest refer)
    {
        Events.Add("refer");
        ReferTarget = refer.Target;
        if (OnRefer is not null)
            OnRefer(refer);
        else
            Subscription = refer.Accept();
    }

    void ISessionUser.Ended(InviteSession session, SessionEnd why, SipMessage? bye)
    {
        Events.Add("ended " + why);
        OnEnded?.Invoke(session);
    }
}
