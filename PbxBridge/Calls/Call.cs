using System.Collections.Immutable;
using System.Net;
using PbxBridge.Media.Sdp;
using PbxBridge.Routing.Hunting;
using PbxBridge.Routing.Numbering;
using PbxBridge.Routing.Plans;
using PbxBridge.Sip.Dialogs;
using PbxBridge.Sip.Messages;

namespace PbxBridge.Calls;

/// <summary>One call: the caller's leg, the plan, the hunt that runs it, the legs it tries, and after the answer the two sides.</summary>
/// <remarks>Loop thread only. Ends exactly once, with one record.</remarks>
internal sealed class Call : IInviteUasUser
{
    private readonly Switchboard _board;
    private readonly InviteUas _uas;
    private readonly CallOrigin _origin;
    private readonly Hunt _hunt;
    private readonly CallSide _caller;
    private readonly Negotiation _negotiation = new();
    private readonly Queue<HuntEvent> _events = [];
    private readonly List<HuntCommand> _commands = [];
    private readonly CancellationTokenSource _gone = new();
    private readonly TaskCompletionSource _mediaKnown = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly bool _hasOffer;
    private SessionDescription? _offer;
    private byte[]? _offerText;
    private CallLeg? _connected;
    private bool _raising;
    private bool _ringing;
    private bool _callerGone;
    private bool _ending;
    private bool _over;

    public Call(Switchboard board, InviteUas uas, CallOrigin origin, CallPlan plan, SideMedia callerMedia, SessionDescription? offer, byte[]? offerText)
    {
        _board = board;
        _uas = uas;
        _origin = origin;
        // The decisions are most of a plan's bytes; the journal alone keeps them, until the store has them.
        Plan = plan with { Decisions = [] };
        _hunt = new Hunt(Plan);
        _caller = new CallSide(this, "A", callerMedia);
        (_offer, _offerText, _hasOffer) = (offer, offerText, offer is not null);
        Timers = new CallTimers(board.Loop, this);
        Journal = new CallJournal(board, origin, Plan, plan.Decisions);
        uas.User = this;
    }

    public CallPlan Plan { get; }

    public CallOrigin Origin => _origin;

    public CallTimers Timers { get; }

    public CallJournal Journal { get; }

    public long Now => _board.Loop.Now;

    public DateTimeOffset WallClock => _board.WallClock;

    public bool IsCallerGone => _callerGone;

    /// <summary>Fires when the caller is gone: ends what the bridge plays or records for him.</summary>
    public CancellationToken Gone => _gone.Token;

    /// <summary>Completes when the caller's media is known: at once when the INVITE had an offer, else with the answer in the ACK; also when the call is over.</summary>
    public Task MediaKnown => _mediaKnown.Task;

    /// <summary>The caller's media port; null when media does not pass the bridge.</summary>
    public Media.Relay.IMediaPort? CallerPort => _caller.Media.Port;

    public void Start()
    {
        _board.Calls.Add(this);
        if (_origin.TrunkInUse is { } trunk)
            trunk.Channels++;
        if (_origin.Number is { } number)
        {
            _board.Calls.Occupy(number);
            if (Plan.Called is { } called)
                _board.Calls.BeginSetup(number, called);
        }
        Raise(new HuntEvent.Started());
    }

    // ---- what the hunt wants

    public void HuntTimerFired(HuntTimer timer)
    {
        // TRK-7: another address of the trunk was turned to just now and gets its own time to ring.
        if (timer == HuntTimer.Provisional && Journal.OwedToAddress is { Ticks: > 0 } owed)
            Timers.Start(timer, owed);
        else
            Raise(new HuntEvent.TimerExpired(timer));
    }

    public void TreatmentEnded()
    {
        if (_over)
            return;
        Raise(new HuntEvent.TreatmentEnded());
        if (_hunt.State == HuntState.Over)
            End(CallCause.Cleared);
    }

    private void Raise(HuntEvent e)
    {
        _events.Enqueue(e);
        if (_raising)
            return;
        _raising = true;
        while (_events.TryDequeue(out var next))
        {
            _commands.Clear();
            _hunt.On(next, _commands);
            foreach (var command in _commands)
                Do(command);
        }
        _raising = false;
    }

    private void Do(HuntCommand command)
    {
        switch (command)
        {
            case HuntCommand.Invite invite:
                StartLeg(invite);
                break;
            case HuntCommand.CancelLeg cancel:
                Journal.Leg(cancel.Leg)?.Cancel(cancel.Reason);
                break;
            case HuntCommand.HangUp hangUp:
                HangUp(Journal.Leg(hangUp.Leg), hangUp.Reason);
                break;
            case HuntCommand.StartTimer start:
                Timers.Start(start.Timer, start.For);
                break;
            case HuntCommand.StopTimer stop:
                Timers.Stop(stop.Timer);
                break;
            case HuntCommand.TellRinging:
                TellRinging();
                break;
            case HuntCommand.TellForwarded:
                OpenCaller();
                _uas.Ring(181);
                break;
            case HuntCommand.Connect connect when Journal.Leg(connect.Leg) is { } leg:
                Connect(leg);
                break;
            case HuntCommand.OpenVoicemail voicemail:
                _board.Treatments.Deposit(this, voicemail.Mailbox, voicemail.Because);
                break;
            case HuntCommand.OpenVoicemailMenu menu:
                _board.Treatments.Menu(this, menu.Mailbox);
                break;
            case HuntCommand.Announce announce:
                _board.Treatments.Announce(this, announce.What);
                break;
            case HuntCommand.Reject reject:
                Reject(reject.Cause);
                break;
            case HuntCommand.Note note:
                Journal.Note(note.Step);
                break;
        }
    }

    private void StartLeg(HuntCommand.Invite command)
    {
        var trunk = command.Destination is Destination.ByTrunk by ? _board.Trunks.Find(by.Trunk) : null;
        var leg = new CallLeg(this, command, trunk, Now) { StartedAt = WallClock };
        Journal.Add(leg);
        switch (command.Destination)
        {
            case Destination.ByRegistration phone:
                var contacts = _board.Contacts.Of(phone.Company, phone.User);
                if (contacts.Count == 0)
                    leg.FailAtOnce(CallCause.Unreachable);
                else
                    leg.StartContacts(contacts);
                break;
            case Destination.ByTrunk when trunk is null:
                leg.FailAtOnce(CallCause.DestinationOutOfOrder);
                break;
            case Destination.ByTrunk when !trunk.HasRoom && !Plan.IsEmergency:
                leg.FailAtOnce(CallCause.Busy);
                break;
            default:
                leg.StartTrunk(trunk is null ? [] : _board.Trunks.Choose(trunk, Now));
                break;
        }
    }

    private void TellRinging()
    {
        if (_ringing)
            return;
        _ringing = true;
        Journal.RingingAt ??= WallClock;
        OpenCaller();
        _uas.Ring(180);
        Timers.RepeatRinging();
    }

    public void RingAgain() => _uas.Ring(180);

    private void OpenCaller() => _caller.Session = _uas.Open(_caller, _origin.Symmetric);

    private void Reject(CallCause cause)
    {
        var (status, q850) = PassedOn(cause) ?? CauseToStatus.Of(cause);
        _uas.Reject(status, default, new FinalHeaders(q850, status == 503 ? (int)(2 + (_board.Random.Next() % 9)) : 0));
        Finish(cause, status, q850, Storage.Calls.ReleasedBy.Bridge);
    }

    // A plain call to one destination is as if the two phones spoke: the far side's own refusal goes back (§4.7).
    private (int Status, int Q850)? PassedOn(CallCause cause)
    {
        if (Plan.Steps is not [PlanStep.Ring { RelayEarlyMedia: true }, ..] || Journal.OnlyLeg is not { Status: >= 400 and var status } leg)
            return null;
        // What the far side has against our request, not against the call, is ours alone (RFC 3261 §16.7 (6) in spirit).
        if (status is 401 or 405 or 407 or 408 or 416 or (>= 420 and <= 423) or 481 or 487 or 491 or (>= 500 and < 600))
            return null;
        return (status, leg.Q850 ?? CauseToStatus.Of(cause).Q850);
    }

    // ---- legs

    /// <summary>Opens the media and the record of one branch; null when there is no port left.</summary>
    public LegBranch? OpenBranch(CallLeg leg, LegContact contact)
    {
        var port = _board.Media?.Open();
        if (port is null && _board.Media is not null)
            return null;
        var media = new SideMedia(port, _board.Random.Next() >> 2, port is null ? null : contact.Flow.Remote.ToIPAddress());
        Watch(port);
        return new LegBranch(leg, contact.Label) { Side = new CallSide(this, $"B{leg.Id}", media) };
    }

    public void StartBranch(CallLeg leg, LegBranch branch, LegContact contact)
    {
        var target = leg.Command.Target;
        var number = leg.Command.Destination is Destination.ByTrunk by ? by.Number : target.Number;
        var host = OurHost(contact.Flow);
        var callId = _board.Core.NewCallId();
        Journal.Watch(callId, branch.Side.Name, contact.Label);
        branch.Start(_board.Core, new InviteRequest
        {
            CallId = callId,
            RequestUri = contact.Uri ?? PartyUris.Number(number, contact.Host),
            From = PartyUris.From(target.Caller, host),
            To = PartyUris.To(number, contact.Uri is null ? contact.Host : host),
            Flow = contact.Flow,
            SymmetricFlow = contact.Symmetric,
            MaxForwards = _origin.Passed.MaxForwards,
            Sdp = _offer is null ? default : branch.Side.Media.Describe(_offer, _offerText),
            Headers = new LegHeaders(contact.Profile, target.Caller, leg.Command.Diversion, number, host, _origin.Passed),
            Credentials = contact.Credentials,
        });
    }

    public void LegProvisional(CallLeg leg, LegBranch branch, SipMessage response)
    {
        if (_over)
            return;
        if (!response.Body.IsEmpty)
            branch.EarlyAnswer = response;
        if (leg.Command.RelayEarlyMedia && leg.IsSingleBranch && !response.Body.IsEmpty && _offer is not null)
            RelayEarlyMedia(branch, response);
        Raise(new HuntEvent.Provisional(leg.Id, response.StatusCode == 181));
    }

    public void LegAnswered(CallLeg leg, LegBranch branch, SipMessage response)
    {
        branch.Answer = response;
        var answeredBy = CallerReader.NumberOf(response[HeaderId.PAssertedIdentity]);
        Raise(new HuntEvent.Answered(leg.Id, answeredBy is { } number && _board.IsDepositNumber(Plan.Company, number)));
        branch.Answer = null;
    }

    public void LegFailed(CallLeg leg, CallCause cause, bool atOnce) => Raise(new HuntEvent.Failed(leg.Id, cause, atOnce));

    // The far side's ringback and announcements reach the caller (EM-3).
    private void RelayEarlyMedia(LegBranch branch, SipMessage response)
    {
        if (!SessionDescription.TryParse(response.Body, out var answer, out _) || _offer is null)
            return;
        OpenCaller();
        Join(branch, answer, response.Body);
        _ringing = true;
        Journal.RingingAt ??= WallClock;
        _uas.Ring(response.StatusCode, _caller.Media.Describe(answer, response.Body), _origin.EarlyMediaHeaders);
        Timers.RepeatRinging();
    }

    private void HangUp(CallLeg? leg, CancelReason reason)
    {
        if (leg?.Winner is not { } branch)
            return;
        leg.GiveUp(reason);
        branch.Side.Session?.Acknowledge();
        leg.HangUp(CauseToStatus.ReasonOfBye(reason));
        branch.Side.Dispose();
        leg.Close();
    }

    // ---- the answer

    private void Connect(CallLeg leg)
    {
        if (leg.Winner is not { Side.Session: { } session } branch || branch.Answer is not { } response)
            return;
        _connected = leg;
        Journal.AnsweredAt = WallClock;
        Journal.AnsweredBy = leg.Command.Target.Number.Value;
        _board.Calls.Occupy(leg.Command.Target.Number);
        OpenCaller();
        var described = response.Body.IsEmpty ? branch.EarlyAnswerOf(response) ?? response : response;
        if (!SessionDescription.TryParse(described.Body, out var description, out _) || description.Audio is null)
        {
            session.Acknowledge();
            Fail("SIP;cause=488;text=\"No usable answer\""u8);
            return;
        }
        if (_hasOffer)
        {
            session.Acknowledge();
            Join(branch, description, described.Body);
        }
        else
        {
            _negotiation.AwaitAnswer(_caller, description, described.Body.ToArray());
            if (_caller.Media.Port is { } port && branch.Side.Media.Port is { } other)
                port.Join(other);
        }
        _uas.Accept(_caller.Media.Describe(description, described.Body), AnswerHeaders(leg));
        (_offer, _offerText) = (null, null);
        branch.EarlyAnswer = null;
        EndSetup();
        Timers.Answered();
        Journal.Answered();
    }

    private void Join(LegBranch branch, SessionDescription answer, ReadOnlySpan<byte> text)
    {
        if (_caller.Media.Port is null)
        {
            _caller.Media.Remember(_offerText);
            branch.Side.Media.Remember(text);
            return;
        }
        if (_offer is not null && _offerText is not null)
            _caller.Media.Hear(AudioTerms.Of(_offer, answer), _offerText);
        branch.Side.Media.Hear(AudioTerms.Of(answer), text);
        if (_caller.Media.Port is { } port && branch.Side.Media.Port is { } other)
            port.Join(other);
    }

    private FinalHeaders AnswerHeaders(CallLeg leg) => new(0, 0)
    {
        // PRES-5: a trusted caller learns who answered.
        Asserted = _origin.Profile.Trusted ? PartyUris.Asserted(leg.Command.Target.Number, leg.Command.Target.Name, OurHost(_uas.From)) : null,
    };

    /// <summary>Answers the caller ourselves (voicemail). Null when there is no codec in common or media does not pass the bridge; the call is then refused with 488.</summary>
    public Media.Relay.IMediaPort? AnswerHere(string answeredBy)
    {
        if (_caller.Media.Port is not { } port || Describe(MediaDirection.SendRecv) is not { } sdp)
        {
            Reject(CallCause.Media);
            return null;
        }
        Journal.AnsweredAt = WallClock;
        Journal.AnsweredBy = answeredBy;
        _uas.Accept(sdp);
        EndSetup();
        Timers.Answered();
        Journal.Answered();
        return port;
    }

    /// <summary>Opens the way to the caller without an answer (announcements); null when that cannot be.</summary>
    public Media.Relay.IMediaPort? OpenEarly()
    {
        if (_caller.Media.Port is not { } port || !_hasOffer || Describe(MediaDirection.SendOnly) is not { } sdp)
            return null;
        _uas.Ring(183, sdp, new EarlyMediaHeader("sendonly"));
        return port;
    }

    private byte[]? Describe(MediaDirection wish)
    {
        OpenCaller();
        var answerer = _caller.Media.Answerer();
        if (_offer is null)
        {
            var own = answerer?.Offer(wish);
            if (own is not null && SessionDescription.TryParse(own, out var offer, out _))
                _negotiation.AwaitAnswer(_caller, offer, own);
            return own;
        }
        if (answerer?.Answer(_offer, wish) is not { } answer)
            return null;
        _caller.Media.Hear(answer.Peer, _offerText);
        _mediaKnown.TrySetResult();
        return answer.Body;
    }

    // ---- the caller before the answer

    void IInviteUasUser.Cancelled(InviteUas uas, SipMessage? cancel) => CallerLeft(487, 16, Storage.Calls.ReleasedBy.Caller);

    void IInviteUasUser.ProvisionalLost(InviteUas uas) => CallerLeft(500, 102, Storage.Calls.ReleasedBy.Bridge);

    private void CallerLeft(int status, int q850, Storage.Calls.ReleasedBy by)
    {
        _callerGone = true;
        Raise(new HuntEvent.CallerGone());
        Finish(CallCause.CallerGone, status, q850, by);
    }

    // ---- the established call

    public void ReinviteReceived(CallSide side, SipMessage request) => _negotiation.Offer(side, OtherThan(side), request, byUpdate: false);

    public void UpdateReceived(CallSide side, SipMessage request) => _negotiation.Offer(side, OtherThan(side), request, byUpdate: true);

    public void OfferAnswered(CallSide side, SipMessage response) => _negotiation.Answered(side, response);

    public void OfferRefused(CallSide side, int status) => _negotiation.Refused(status);

    public void AckReceived(CallSide side, SipMessage ack)
    {
        if (_negotiation.Acknowledged(side, OtherThan(side), ack))
            _mediaKnown.TrySetResult();
    }

    public void InfoReceived(CallSide side, SipMessage request)
    {
        if (OtherThan(side)?.Session is { IsOver: false } other)
        {
            other.Info(request);
            return;
        }
        side.Session?.AnswerInfo(200);
        if (InfoKey.Of(request) is { } key)
            KeyPressed?.Invoke(key);
    }

    /// <summary>A key that came by INFO while the bridge itself listens (voicemail).</summary>
    public Action<char>? KeyPressed { get; set; }

    public void InfoAnswered(CallSide side, int status) => OtherThan(side)?.Session?.AnswerInfo(status);

    public void SideEnded(CallSide side, SessionEnd why, SipMessage? bye)
    {
        if (_over || _ending || (side != _caller && side != _connected?.Winner?.Side))
            return;
        // Hanging up the other side reports its end here as well.
        _ending = true;
        var lost = why is SessionEnd.NoAck or SessionEnd.PeerLost;
        var q850 = StatusToCause.Q850Of(bye) ?? (lost ? 102 : 16);
        if (OtherThan(side)?.Session is { } other)
            other.HangUp(bye is null || !bye.Has(HeaderId.Reason) ? System.Text.Encoding.ASCII.GetBytes(CauseToStatus.ReasonOf(q850)) : bye[HeaderId.Reason]);
        var by = why != SessionEnd.PeerHungUp ? Storage.Calls.ReleasedBy.Bridge
            : side == _caller ? Storage.Calls.ReleasedBy.Caller : Storage.Calls.ReleasedBy.Called;
        if (side == _caller && _hunt.State != HuntState.Connected)
            Raise(new HuntEvent.CallerGone());
        Finish(CallCause.Cleared, 200, q850, by);
    }

    /// <summary>The bridge ends the call: drain time over, longest duration, a treatment that is through.</summary>
    public void End(CallCause cause)
    {
        if (_over)
            return;
        if (_uas.IsPending)
        {
            Raise(new HuntEvent.CallerGone());
            Reject(cause == CallCause.Cleared ? CallCause.Overload : cause);
            return;
        }
        _ending = true;
        _caller.Session?.HangUp(System.Text.Encoding.ASCII.GetBytes(CauseToStatus.ReasonOf(16)));
        _connected?.HangUp("Q.850;cause=16;text=\"Normal call clearing\""u8);
        Finish(cause, 200, 16, Storage.Calls.ReleasedBy.Bridge);
    }

    /// <summary>No sound from one side for the watchdog's time: ask whether it still knows the call (SES-2).</summary>
    public void Probe()
    {
        // Before the answer nobody has to send anything, and nobody may be asked in an early dialog.
        if (_over || Journal.AnsweredAt is null)
            return;
        _caller.Session?.Probe();
        _connected?.Winner?.Side.Session?.Probe();
    }

    private void Fail(ReadOnlySpan<byte> reason)
    {
        _ending = true;
        _connected?.HangUp(reason);
        _uas.Reject(488, default, new FinalHeaders(88, 0));
        Finish(CallCause.Media, 488, 88, Storage.Calls.ReleasedBy.Bridge);
    }

    private CallSide? OtherThan(CallSide side) => side == _caller ? _connected?.Winner?.Side : _caller;

    private string OurHost(in Sip.Transport.Flow flow) => _board.HostTowards(flow);

    private void Watch(Media.Relay.IMediaPort? port)
    {
        if (port is not null)
            port.Silent = () => _board.Loop.Post(Probe);
    }

    public void WatchCaller() => Watch(_caller.Media.Port);

    private bool _setupEnded;

    private void EndSetup()
    {
        if (_setupEnded)
            return;
        _setupEnded = true;
        if (_origin.Number is { } number && Plan.Called is { } called)
            _board.Calls.EndSetup(number, called);
    }

    private void Finish(CallCause outcome, int status, int q850, Storage.Calls.ReleasedBy by)
    {
        if (_over)
            return;
        _over = true;
        EndSetup();
        Timers.StopAll();
        if (_origin.TrunkInUse is { } trunk)
            trunk.Channels--;
        if (_origin.Number is { } number)
            _board.Calls.Release(number);
        if (_connected is { } connected)
        {
            _board.Calls.Release(connected.Command.Target.Number);
            connected.Winner?.Side.Dispose();
            connected.Close();
        }
        Journal.CloseLegs();
        _gone.Cancel();
        _mediaKnown.TrySetResult();
        _caller.Dispose();
        _board.Calls.Remove(this);

        // The transaction lingers for 32 s and shall not hold the call.
        _uas.User = null;
        Journal.Finish(outcome, status, q850, by);
    }
}
