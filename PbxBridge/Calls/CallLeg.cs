using System.Collections.Immutable;
using PbxBridge.Media.Sdp;
using PbxBridge.Routing.Hunting;
using PbxBridge.Routing.Plans;
using PbxBridge.Sip.Loop;
using PbxBridge.Sip.Messages;
using PbxBridge.Trunks;

namespace PbxBridge.Calls;

/// <summary>One leg as the hunt sees it: it answers or fails once. Over a trunk it tries the addresses one after another (TRK-7);
/// to a softphone it rings every contact at once and the first answer wins.</summary>
internal sealed class CallLeg : ITimerOwner
{
    private readonly Call _call;
    private LoopTimer? _sign;
    private readonly List<LegBranch> _branches = new(1);
    private readonly Trunk? _trunk;

    // Null for a softphone.
    private AddressWalk? _walk;
    private CallCause? _givenUp;
    private CallCause? _outcome;
    private bool _over;
    private bool _closed;
    private bool _countsChannel;

    public CallLeg(Call call, HuntCommand.Invite command, Trunk? trunk)
    {
        _call = call;
        _trunk = trunk;
        Command = command;
    }

    public HuntCommand.Invite Command { get; }

    public LegId Id => Command.Leg;

    /// <summary>The trunk it goes through; null for a softphone.</summary>
    public Trunk? Trunk => _trunk;

    /// <summary>What its branches get of the call's Max-Breadth.</summary>
    public BreadthShare Breadth { get; init; }

    /// <summary>The branch that answered; null before.</summary>
    public LegBranch? Winner { get; private set; }

    /// <summary>Call-ID of the dialog that answered, else of the last INVITE; null when none was sent.</summary>
    public byte[]? CallId => Winner is { } winner ? winner.CallId ?? winner.Side.Session?.Dialog.CallId.ToArray() : _branches.Count > 0 ? _branches[^1].CallId : null;

    /// <summary>For the record: when it started and how it ended.</summary>
    public DateTimeOffset StartedAt { get; init; }

    public DateTimeOffset? RangAt { get; private set; }

    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>Null while it rings, and for the one that answered.</summary>
    public CallCause? Outcome => _givenUp ?? _outcome;

    public int Status { get; private set; }

    public int? Q850 { get; private set; }

    /// <summary>How long the address that was turned to last may still take to ring; zero for the first one and for a leg that is over.</summary>
    public TimeSpan OwedToAddress => _over || _walk is null ? TimeSpan.Zero : _walk.Owed(_call.Now);

    /// <inheritdoc cref="CallerLeg.Direction"/>
    public MediaDirection CallerDirection => _call.Caller.Direction;

    /// <summary>It rings somewhere, or will.</summary>
    public bool IsOpen => !_over && _givenUp is null;

    /// <summary>Nobody else rings with it: one destination, and that is one phone, or one address of a trunk after another (EM-3, HUNT-7).</summary>
    public bool RingsAlone => Command.Target.Destinations.Length == 1 && (_walk is not null || _branches.Count == 1);

    /// <summary>There is nowhere to send it.</summary>
    public void FailAtOnce(CallCause cause) => Fail(cause, 0, null);

    public void StartTrunk(ImmutableArray<TrunkTarget> targets)
    {
        _walk = new AddressWalk(targets, _call.Now);
        if (_trunk is not null)
        {
            _trunk.Channels++;
            _countsChannel = true;
        }
        TryNextAddress();
    }

    public void StartContacts(IReadOnlyList<LegContact> contacts)
    {
        var opened = new List<LegContact>(contacts.Count);
        foreach (var contact in contacts)
        {
            var breadth = Breadth.Of(opened.Count);
            if (breadth == 0 || _call.Legs.OpenBranch(this, contact, breadth) is not { } branch)
                continue;
            _branches.Add(branch);
            opened.Add(contact);
        }
        if (_branches.Count == 0)
        {
            Fail(CallCause.Congestion, 503, null);
            return;
        }
        for (var i = 0; i < _branches.Count && !_over; i++)
            _call.Legs.StartBranch(this, _branches[i], opened[i]);
    }

    public void Cancel(CancelReason reason)
    {
        GiveUp(reason);
        _walk?.Stop();
        StopSign();
        CancelBranches(null, reason == CancelReason.CallerGone ? _call.Ending.ReasonOfCaller.Span : CauseToStatus.ReasonOf(reason));
    }

    /// <summary>What the record says of a leg that did not end by itself.</summary>
    public void GiveUp(CancelReason reason)
    {
        EndedAt ??= _call.WallClock;
        _givenUp ??= CauseToStatus.CauseOf(reason, RangAt is not null);
    }

    /// <summary>Somebody else has taken the call in the place of the one who rings.</summary>
    /// <param name="invite">His INVITE, which stands for the answer.</param>
    public void PickUp(LegBranch by, SipMessage invite)
    {
        StopSign();
        Winner = by;
        EndedAt ??= _call.WallClock;
        _over = true;
        Status = 200;
        CancelBranches(null, CauseToStatus.ReasonOf(CancelReason.AnsweredElsewhere));
        _call.LegAnswered(this, by, invite);
    }

    public void HangUp(ReadOnlySpan<byte> reason) => Winner?.Side.Session?.HangUp(reason);

    /// <summary>It answered, and is not wanted: acknowledged, hung up, and no more.</summary>
    public void Release(CancelReason reason)
    {
        if (Winner is not { } branch)
            return;
        GiveUp(reason);
        branch.Side.Session?.Acknowledge();
        HangUp(CauseToStatus.ReasonOfBye(reason));
        branch.Side.Dispose();
        Close();
    }

    /// <summary>Frees the channel of the trunk; called once when the leg is no more.</summary>
    public void Close()
    {
        StopSign();
        if (_closed)
            return;
        _closed = true;
        EndedAt ??= _call.WallClock;
        if (_trunk is not null && _countsChannel)
            _trunk.Channels--;
    }

    public void BranchProvisional(LegBranch branch, SipMessage response)
    {
        if (HasMovedOn(branch))
            return;
        RangAt ??= _call.WallClock;
        StopSign();
        if (!_over)
            _call.LegProvisional(this, branch, response);
    }

    public void BranchAnswered(LegBranch branch, SipMessage response)
    {
        StopSign();
        RangAt ??= _call.WallClock;
        if (Winner is not null || HasMovedOn(branch))
        {
            // Two contacts answered at once: the second one loses.
            branch.Side.Session?.Acknowledge();
            branch.Side.Session?.HangUp(CauseToStatus.ReasonOf(CancelReason.AnsweredElsewhere));
            branch.Side.Dispose();
            return;
        }
        Winner = branch;
        _walk = null;
        EndedAt ??= _call.WallClock;
        _over = true;
        Status = 200;
        CancelBranches(branch, CauseToStatus.ReasonOf(CancelReason.AnsweredElsewhere));
        _call.LegAnswered(this, branch, response);
    }

    public void BranchFailed(LegBranch branch, int status, SipMessage? response)
    {
        if (_over || HasMovedOn(branch))
            return;
        if (status is >= 300 and < 400 && response is not null && _call.RedirectOf(this, response) is { } to)
        {
            Redirect(status, to);
            return;
        }
        var q850 = StatusToCause.Q850Of(response);
        if (!branch.Rang && _walk?.MayGoOn(status, _call.Now) == true && !_call.Ending.IsCallerGone)
        {
            if (status == 503)
                _walk.Rest(branch.Peer, response, _call.Now);
            TryNextAddress();
            return;
        }
        foreach (var other in _branches)
        {
            if (!other.IsOver && !HasMovedOn(other))
            {
                Remember(branch, status, q850);
                return;
            }
        }
        Remember(branch, status, q850);
        Fail(_outcome ?? CallCause.Unreachable, Status, Q850);
    }

    // The outcome that tells most about the person wins when several devices failed.
    private void Remember(LegBranch branch, int status, int? q850)
    {
        var cause = StatusToCause.Of(status, q850, branch.Rang);
        if (_outcome is { } known && StatusToCause.Rank(known) <= StatusToCause.Rank(cause))
            return;
        (_outcome, Status, Q850) = (cause, status, q850);
    }

    void ITimerOwner.TimerFired(LoopTimer timer)
    {
        var branch = _branches[^1];
        if (_over || branch.HasSign || _walk?.HasMore != true)
            return;
        branch.Cancel(default);
        TryNextAddress();
    }

    private void StopSign()
    {
        if (_sign is not { } armed)
            return;
        _call.Timers.Cancel(armed);
        _sign = null;
    }

    private bool HasMovedOn(LegBranch branch) => _trunk is not null && branch != _branches[^1];

    private void TryNextAddress()
    {
        if (_walk?.Next(_call.Now) is not var (target, flow))
        {
            Fail(CallCause.DestinationOutOfOrder, 503, 38);
            return;
        }
        var contact = LegContact.Of(target, flow, _trunk);
        if (_call.Legs.OpenBranch(this, contact, Breadth.Of(0)) is not { } branch)
        {
            Fail(CallCause.Congestion, 503, null);
            return;
        }
        _branches.Add(branch);
        if (_walk.HasMore)
            _call.Timers.Arm(_sign ??= new LoopTimer(this), AddressWalk.SignWithin);
        _call.Legs.StartBranch(this, branch, contact);
    }

    private void Fail(CallCause cause, int status, int? q850)
    {
        if (_over)
            return;
        _over = true;
        (_outcome, Status, Q850) = (cause, status, q850);
        var atOnce = RangAt is null;
        Close();
        _call.Raise(new HuntEvent.Failed(Id, cause, atOnce));
    }

    private void Redirect(int status, RingTarget to)
    {
        _over = true;
        (_outcome, Status) = (CallCause.Diverted, status);
        CancelBranches(null, CauseToStatus.ReasonOf(CancelReason.DeclinedElsewhere));
        Close();
        _call.Raise(new HuntEvent.Redirected(Id, to));
    }

    private void CancelBranches(LegBranch? except, ReadOnlySpan<byte> reason)
    {
        foreach (var branch in _branches)
        {
            if (branch != except && !branch.IsOver)
                branch.Cancel(reason);
        }
    }
}
