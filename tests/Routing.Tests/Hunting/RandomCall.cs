using PbxBridge.Routing.Hunting;
using PbxBridge.Routing.Numbering;
using PbxBridge.Routing.Plans;

namespace PbxBridge.Routing.Tests.Hunting;

/// <summary>One random plan under one random order of events, with the world that the hunt's commands change. Every invariant is asserted after each event.</summary>
internal sealed class RandomCall(ulong seed)
{
    private readonly Dictionary<LegId, Leg> _legs = [];
    private readonly HashSet<HuntTimer> _running = [];
    private readonly List<HuntCommand> _commands = [];
    private readonly HashSet<PhoneNumber> _inCall = [];
    private readonly HashSet<PhoneNumber> _outOfReach = [];
    private readonly HashSet<LegId> _taken = [];
    private SplitMix64 _chance = new(seed);
    private RingTarget? _ringing;
    private LegId? _connected;
    private bool _callerHere = true;
    private int _ends;

    private enum Leg
    {
        /// <summary>The far side may ring, answer or fail.</summary>
        Pending,
        CancelSent,
        Answered,

        /// <summary>Answered, and asked whether it takes the call: it may reply, or hang up.</summary>
        Asked,
        Gone,
    }

    public List<string> Log { get; } = [];

    public HuntState Run()
    {
        var plan = RandomPlan.From(ref _chance);
        var hunt = new Hunt(plan, _inCall.Contains, isOutOfReach: _outOfReach.Contains);
        Talks();
        Give(hunt, new HuntEvent.Started());

        // While the call is being set up; every event of the far side, every timer and every nonsense may come.
        for (var i = 0; i < 2000 && hunt.State is HuntState.Ringing or HuntState.Announcing; i++)
        {
            Talks();
            Give(hunt, i > 500 ? new HuntEvent.TimerExpired(HuntTimer.Setup) : Any());
        }

        Assert.True(hunt.State is HuntState.Connected or HuntState.Voicemail or HuntState.Over, $"seed {seed}: did not end");
        var end = hunt.State;

        // After the end: what was in flight still arrives.
        for (var i = 0; i < 30; i++)
            Give(hunt, Any());
        foreach (var (leg, state) in _legs)
            Assert.True(state is Leg.CancelSent or Leg.Gone || leg == _connected, $"seed {seed}: leg {leg} is left {state}");
        Assert.Empty(_running);
        Assert.Equal(1, _ends);
        return end;
    }

    private HuntEvent Any()
    {
        var leg = new LegId(_chance.Below(_legs.Count + 2));
        switch (_chance.Below(23))
        {
            case < 5:
                return new HuntEvent.Provisional(leg, _chance.Below(8) == 0);
            case < 7:
                return Answer(leg);
            case < 9 when _chance.Below(3) == 0:
                return new HuntEvent.Redirected(leg, HuntDriver.Person(1 + _chance.Below(9), diverting: HuntDriver.Number(1)));
            case < 13:
                return new HuntEvent.Failed(leg, (CallCause)_chance.Below((int)CallCause.NobodyToRing + 1), _chance.Below(2) == 0);
            case < 18:
                var timer = (HuntTimer)_chance.Below(5);
                return new HuntEvent.TimerExpired(timer == HuntTimer.Setup && _chance.Below(8) != 0 ? HuntTimer.Ring : timer);
            case > 19:
                return new HuntEvent.Replied(leg, _chance.Below(2) == 0);
            case 18:
                return new HuntEvent.TreatmentEnded();
            default:
                return _chance.Below(4) == 0 ? new HuntEvent.CallerGone() : new HuntEvent.Started();
        }
    }

    private HuntEvent Answer(LegId leg) => new HuntEvent.Answered(leg, _chance.Below(8) == 0);

    private void Give(Hunt hunt, HuntEvent e)
    {
        if (e is HuntEvent.Answered or HuntEvent.Failed or HuntEvent.Redirected && !MayEnd(e))
            return;
        if (e is HuntEvent.Replied { Takes: true } reply && _legs.GetValueOrDefault(reply.Leg) == Leg.Asked)
            _taken.Add(reply.Leg);
        if (e is HuntEvent.TimerExpired expired)
            _running.Remove(expired.Timer);
        if (e is HuntEvent.CallerGone && hunt.State is HuntState.Ringing or HuntState.Announcing)
            CallerLeaves();
        _commands.Clear();
        hunt.On(e, _commands);
        Log.Add($"{e} -> {string.Join(", ", _commands)}");
        foreach (var command in _commands)
            Apply(command);
        if (e is HuntEvent.Answered { Leg: var leg } && _legs.TryGetValue(leg, out var state))
            Assert.True(state is Leg.Gone or Leg.Asked || leg == _connected, $"seed {seed}: the answer of leg {leg} was neither connected nor hung up");
    }

    // Anybody may begin a call, or end one, at any time.
    private void Talks()
    {
        var member = HuntDriver.Number(_chance.Below(6));
        if (!_inCall.Remove(member) && _chance.Below(3) == 0)
            _inCall.Add(member);
        member = HuntDriver.Number(_chance.Below(6));
        if (!_outOfReach.Remove(member) && _chance.Below(6) == 0)
            _outOfReach.Add(member);
    }

    // A leg that is over stays silent: the SIP stack reports one end of each.
    private bool MayEnd(HuntEvent e)
    {
        var leg = e switch
        {
            HuntEvent.Answered a => a.Leg,
            HuntEvent.Redirected r => r.Leg,
            _ => ((HuntEvent.Failed)e).Leg,
        };
        if (!_legs.TryGetValue(leg, out var state))
            return true;
        if (state is Leg.Gone or Leg.Answered || (state == Leg.Asked && e is not HuntEvent.Failed))
            return false;
        _legs[leg] = e is HuntEvent.Answered ? Leg.Answered : Leg.Gone;
        return true;
    }

    private void CallerLeaves()
    {
        _callerHere = false;
        _ends++;
    }

    private void Apply(HuntCommand command)
    {
        switch (command)
        {
            case HuntCommand.Invite i:
                Assert.Equal(0, _ends);
                Assert.Equal(_legs.Count + 1, i.Leg.Value);
                Assert.True(i.Diversion?.Reason != DiversionReason.ServiceNumber || !_outOfReach.Contains(i.Target.Number), $"seed {seed}: a member out of reach was rung");
                Assert.DoesNotContain(Leg.Asked, _legs.Values);
                Assert.False(i.Target.DoNotDisturb, $"seed {seed}: somebody who is not to be disturbed was rung");
                Assert.True(i.Diversion?.Reason != DiversionReason.ServiceNumber || !_inCall.Contains(i.Target.Number), $"seed {seed}: a member in a call was rung");
                Assert.All(_legs, l => Assert.True(l.Value != Leg.Pending || ReferenceEquals(_ringing, i.Target), $"seed {seed}: two people ring"));
                _ringing = i.Target;
                _legs.Add(i.Leg, Leg.Pending);
                break;
            case HuntCommand.CancelLeg c:
                Assert.Equal(Leg.Pending, _legs[c.Leg]);
                _legs[c.Leg] = Leg.CancelSent;
                break;
            case HuntCommand.HangUp h:
                Assert.True(_legs[h.Leg] is Leg.Answered or Leg.Asked, $"seed {seed}: leg {h.Leg} is {_legs[h.Leg]}");
                Assert.NotEqual(_connected, h.Leg);
                _legs[h.Leg] = Leg.Gone;
                break;
            case HuntCommand.AskToTake a:
                Assert.Equal(Leg.Answered, _legs[a.Leg]);
                Assert.DoesNotContain(Leg.Asked, _legs.Values);
                Assert.DoesNotContain(Leg.Pending, _legs.Values);
                _legs[a.Leg] = Leg.Asked;
                break;
            case HuntCommand.Connect c:
                Assert.True(_legs[c.Leg] == Leg.Answered || (_legs[c.Leg] == Leg.Asked && _taken.Contains(c.Leg)), $"seed {seed}: leg {c.Leg} is {_legs[c.Leg]}");
                _legs[c.Leg] = Leg.Answered;
                Assert.Null(_connected);
                _connected = c.Leg;
                End();
                break;
            case HuntCommand.StartTimer t:
                Assert.True(t.For > TimeSpan.Zero);
                _running.Add(t.Timer);
                break;
            case HuntCommand.StopTimer t:
                Assert.True(_running.Remove(t.Timer), $"seed {seed}: {t.Timer} was not running");
                break;
            case HuntCommand.OpenVoicemail or HuntCommand.OpenVoicemailMenu or HuntCommand.OpenTopUp or HuntCommand.Reject:
                End();
                break;
            case HuntCommand.Announce or HuntCommand.TellRinging or HuntCommand.TellForwarded:
                Assert.Equal(0, _ends);
                break;
        }
    }

    private void End()
    {
        Assert.True(_callerHere, $"seed {seed}: a caller who is gone was answered");
        _ends++;
        Assert.Equal(1, _ends);
    }
}
