using System.Collections.Immutable;
using System.Runtime.InteropServices;
using PbxBridge.Charges;
using PbxBridge.Routing.Hunting;
using PbxBridge.Routing.Numbering;
using PbxBridge.Routing.Plans;
using PbxBridge.Sip.Loop;
using PbxBridge.Storage.Calls;

namespace PbxBridge.Calls;

/// <summary>What is written down of one call: its legs, its decisions, its messages, and at the end the record.</summary>
internal sealed class CallJournal : ITimerOwner
{
    // The last answers (200 to BYE) are still on their way when the call is over.
    private const long FlowTail = 500;

    // A call that talks for this long is a long one: what was said to set it up goes to the store, and does not wait in memory for its end.
    private const long LongCall = 5_000;

    private readonly Switchboard _board;
    private readonly CallOrigin _origin;
    private readonly CallPlan _plan;
    private DecisionTape _decisions;
    private readonly CallLegs _legs;
    private readonly List<byte[]> _callIds = [];
    private readonly CallFlow _flow;
    private readonly LoopTimer _tail;
    private readonly long _began;
    private List<DecisionStep>? _notes;
    private TalkLog? _talks;
    private CallRecord? _record;
    private CallBill? _bill;
    private bool _isOpen;

    /// <param name="plan">Without its decisions.</param>
    public CallJournal(Switchboard board, CallOrigin origin, CallPlan plan, CallLegs legs, ImmutableArray<DecisionStep> decisions)
    {
        _board = board;
        _origin = origin;
        _plan = plan;
        _legs = legs;
        _decisions = DecisionTape.Of(decisions.AsSpan());
        _began = board.Loop.Time.GetTimestamp();
        _flow = board.Flows.Begin();
        // CDR-4: PINs and codes.
        _flow.HidesKeys = plan.Steps is [PlanStep.VoicemailMenu or PlanStep.TopUp, ..];
        _tail = new LoopTimer(this);
        IsForAnother = origin.Parent is not null;
        if (origin.CallId.Length > 0)
            Watch(origin.CallId, "A", origin.Peer);
    }

    /// <summary>The time of day of the call: that of its begin, and since then the monotonic clock. A wall clock that is set meanwhile changes no length (RAT-3).</summary>
    public DateTimeOffset WallClock => _origin.StartedAt + _board.Loop.Time.GetElapsedTime(_began);

    public DateTimeOffset? RingingAt { get; set; }

    public DateTimeOffset? AnsweredAt { get; set; }

    public string? AnsweredBy { get; set; }

    /// <summary>Whoever answers talks with somebody who is sent to him, not with the caller.</summary>
    public bool IsForAnother { get; set; }

    /// <summary>A transfer: from now on these two talk.</summary>
    public void TalkChanges(string one, string other)
    {
        _talks ??= new TalkLog(IsForAnother ? null : AnsweredAt, _origin.Number?.Value ?? TalkLog.Anonymous, AnsweredBy ?? TalkLog.Anonymous);
        _talks.Change(WallClock, one, other);
    }

    public void Note(DecisionStep step) => (_notes ??= []).Add(step);

    public void Watch(byte[] callId, string leg, string peer)
    {
        _callIds.Add(callId);
        _board.Flows.Watch(callId, _flow, leg, peer);
    }

    public void AddFirst(ReadOnlySpan<byte> invite) => Add("A", _origin.Peer, invite);

    /// <summary>A message that came before its Call-ID was watched.</summary>
    public void Add(string leg, string peer, ReadOnlySpan<byte> message) => _flow.Add(_board.Loop.Now, leg, sent: false, peer, message);

    /// <param name="bill">What it costs, for the case that this node dies.</param>
    public void Answered(CallBill bill)
    {
        _bill = bill;
        if (_board.Log.IsEnabled(LogLevel.Debug))
            CallsLog.Answered(_board.Log, _origin.Id, ShortenedNumber.Of(AnsweredBy ?? ""));
        _board.Loop.Timers.Arm(_tail, LongCall);
    }

    /// <summary>The record as it stands, of a call that goes on.</summary>
    public CallRecord Draft() => Record(CallCause.Cleared, 200, 16, ReleasedBy.Bridge) with { Decisions = [], Attempts = [] };

    public void Finish(CallCause outcome, int status, int q850, ReleasedBy by, CallBill bill, CallSignals signals)
    {
        _record = Record(outcome, status, q850, by) with { Signals = signals, Billing = bill.Billing, PrivateNumbers = PrivateNumbers(), Guests = Guests(), Charges = bill.End(), WasOpen = _isOpen };
        _board.Ended(new EndedCall(
            _record.EndedAt, _origin.Id, _record.CallerNumber, _record.Called?.Value ?? _record.Dialled, outcome, status, AnsweredAt is { } at ? (_record.EndedAt - at).TotalSeconds : 0));
        _board.Calls.Closing.Add(this);
        _board.Loop.Timers.Arm(_tail, FlowTail);
        // An ordinary call, one of two has hung up: after the response to the BYE for the other nothing comes any more.
        if (AnsweredAt is not null && by != ReleasedBy.Bridge && _callIds.Count == 2 && _talks is null)
            _flow.AwaitsByeResponse = this;
    }

    /// <summary>The last message of the call has come. It is written down in a later turn.</summary>
    public void ByeAnswered()
    {
        _flow.AwaitsByeResponse = null;
        if (_record is not null)
            _board.Loop.Timers.Arm(_tail, 0);
    }

    private CallRecord Record(CallCause outcome, int status, int q850, ReleasedBy by)
    {
        var last = _legs.All.Count > 0 ? _legs.All[^1] : null;
        var answered = AnsweredLeg();
        return new CallRecord
        {
            Id = _origin.Id,
            Company = _plan.Company,
            StartedAt = _origin.StartedAt,
            RingingAt = RingingAt,
            AnsweredAt = AnsweredAt,
            EndedAt = WallClock,
            CallerNumber = _origin.Number?.Value ?? "anonymous",
            CallerShown = (answered ?? last)?.Command.Target.Caller.Shown,
            Dialled = _origin.Dialled,
            Called = _plan.Called,
            NumberClass = _plan.Class,
            Direction = _origin.Direction,
            InTrunk = _origin.Trunk,
            OutTrunk = (answered ?? last)?.Trunk?.Id,
            Service = _origin.Parent is null || _plan.IsEmergency ? ServiceOf(_plan, AnsweredBy) : CallService.Transfer,
            AnsweredBy = AnsweredBy,
            Outcome = outcome,
            SipStatus = status,
            Q850 = q850,
            ReleasedBy = by,
            Attempts = Attempts(),
            Decisions = AllDecisions(),
            Parent = _origin.Parent,
            Place = _plan.Place,
            Talks = _talks?.Until(WallClock) ?? [],
        };
    }

    // D9: every number of the other side, wherever it stands in the record. A voucher's code is money, also one that was refused.
    private ImmutableArray<string> PrivateNumbers() => _plan switch
    {
        { IsPrivate: true } => [_origin.Dialled, _plan.Called?.Value ?? "", .. _legs.All.Select(leg => leg.Command.Target.Number.Value)],
        _ => _plan.Secrets,
    };

    // Whom it rang, and whose number was called when anything came of it: an answer of the bridge itself is his voicemail.
    private ImmutableArray<string> Guests()
    {
        ImmutableArray<string> guests = [];
        if (_plan.Called is { } called && (AnsweredAt is not null || _legs.All.Count > 0))
            guests = With(guests, called);
        foreach (var leg in _legs.All)
            guests = With(guests, leg.Command.Target.Number);
        return guests;

        ImmutableArray<string> With(ImmutableArray<string> known, PhoneNumber number) =>
            _board.Charges.Directory.OwnerOf(number) is { Company.Id: var id } && id != _plan.Company && !known.Contains(id) ? known.Add(id) : known;
    }

    void ITimerOwner.TimerFired(LoopTimer timer)
    {
        if (_record is null)
            HandOver();
        else
            Close();
    }

    // Only once, and only while all of the set-up fits into one part.
    private void HandOver()
    {
        if (_flow.Take() is not { } messages)
            return;
        var open = _bill?.Open(Draft() with { PrivateNumbers = PrivateNumbers() });
        if (!_board.Part(new CallPart(_origin.Id, messages, AllDecisions(), PrivateNumbers()) { Open = open }))
        {
            _flow.PutBack(messages);
            return;
        }
        _isOpen = open is not null;
        (_decisions, _notes) = ([], null);
    }

    private DecisionTape AllDecisions() => _decisions.With(CollectionsMarshal.AsSpan(_notes));

    /// <summary>Writes the record now, without waiting for the last messages.</summary>
    public void Close()
    {
        if (_record is not { } record)
            return;
        _record = null;
        _board.Calls.Closing.Remove(this);
        _board.Loop.Timers.Cancel(_tail);
        foreach (var callId in _callIds)
            _board.Flows.Forget(callId);
        if (!_board.Record(record with { Packed = _flow.Take() }))
            CallsLog.RecordRefused(_board.Log, _origin.Id);
    }

    private CallLeg? AnsweredLeg()
    {
        foreach (var leg in _legs.All)
        {
            if (leg.Winner is not null && leg.Command.Target.Number.Value == AnsweredBy)
                return leg;
        }
        return null;
    }

    private ImmutableArray<CallAttempt> Attempts()
    {
        var attempts = new CallAttempt[_legs.All.Count];
        for (var i = 0; i < attempts.Length; i++)
            attempts[i] = Attempt(_legs.All[i]);
        return ImmutableCollectionsMarshal.AsImmutableArray(attempts);
    }

    private CallAttempt Attempt(CallLeg leg) => new(
        $"B{leg.Id}",
        leg.Command.Target.Number.Value,
        leg.Outcome ?? (leg.Winner is not null ? CallCause.Cleared : CallCause.NoAnswer),
        leg.Status,
        leg.RangAt is { } rang ? (leg.EndedAt ?? WallClock) - rang : TimeSpan.Zero,
        leg.Q850);

    public static CallService ServiceOf(CallPlan plan, string? answeredBy)
    {
        if (plan.IsEmergency)
            return CallService.Emergency;
        if (answeredBy == VoicemailAnswer && plan.Steps is not [PlanStep.VoicemailMenu, ..])
            return CallService.VoicemailDeposit;
        foreach (var step in plan.Steps)
        {
            switch (step)
            {
                case PlanStep.TopUp:
                    return CallService.TopUp;
                case PlanStep.VoicemailMenu:
                    return CallService.VoicemailRetrieval;
                case PlanStep.RingLine line when step == plan.Steps[0] || line.Diverting is null || line.Members.Any(member => member.Number.Value == answeredBy):
                    return CallService.CompanyLine;
                case PlanStep.Ring { Target: { IsForward: true, Number: var to } } when step == plan.Steps[0] || to.Value == answeredBy:
                    return CallService.Forward;
                case PlanStep.Ring { Target.IsForward: true }:
                    break;
                case PlanStep.Ring { Target.Diverting: not null }:
                    return step == plan.Steps[0] ? CallService.Forward : CallService.PersonalLine;
            }
        }
        return CallService.Basic;
    }

    /// <summary>Who answered when it was the bridge itself.</summary>
    public const string VoicemailAnswer = "voicemail", TopUpAnswer = "top-up";
}
