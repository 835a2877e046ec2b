using PbxBridge.Sip.Dialogs;
using PbxBridge.Sip.Loop;
using PbxBridge.Sip.Messages;
using PbxBridge.Sip.Transactions;

namespace PbxBridge.Trunks;

/// <summary>Asks every trunk address with OPTIONS whether it lives (TRK-6): at the trunk's interval give or take a tenth; down after
/// three unanswered in a row, up after two good ones. Any final response but 503 counts as life.</summary>
internal sealed class TrunkProbe : ITimerOwner
{
    private const int FailuresToGoDown = 3;
    private const int AnswersToComeUp = 2;
    private const long AnswerWithin = 5_000;
    private const long Look = 500;

    private readonly UserAgentCore _core;
    private readonly ILoop _loop;
    private readonly IRandomSource _random;
    private readonly TrunkBook _trunks;
    private readonly Action<Trunk, TrunkTarget> _changed;
    private readonly LoopTimer _timer;
    private readonly Dictionary<TrunkTarget, Tally> _tallies = [];

    /// <param name="changed">Told when an address went down or came up.</param>
    public TrunkProbe(UserAgentCore core, ILoop loop, IRandomSource random, TrunkBook trunks, Action<Trunk, TrunkTarget> changed)
    {
        _core = core;
        _loop = loop;
        _random = random;
        _trunks = trunks;
        _changed = changed;
        _timer = new LoopTimer(this);
    }

    public void Start() => _loop.Timers.Arm(_timer, 100);

    /// <summary>A request came from a trunk. An address that was down is asked at once, and does not wait out the interval.</summary>
    public void Heard(Trunk trunk)
    {
        foreach (var target in trunk.Targets)
        {
            if (!target.IsUp && target.Flow is { } flow && _tallies.TryGetValue(target, out var tally))
                tally.AskNow(flow);
        }
    }

    public void Stop() => _loop.Timers.Cancel(_timer);

    void ITimerOwner.TimerFired(LoopTimer timer)
    {
        _trunks.LookAgain(_loop.Now);
        foreach (var trunk in _trunks.All)
        {
            if (trunk.ProbeEvery <= TimeSpan.Zero)
                continue;
            foreach (var target in trunk.Targets)
            {
                if (target.Flow is { } flow)
                    Ask(trunk, target, flow);
            }
        }
        foreach (var gone in _tallies.Keys.Except(_trunks.All.SelectMany(t => t.Targets)).ToArray())
            _tallies.Remove(gone);
        _loop.Timers.Arm(_timer, Look);
    }

    private long Pause(Trunk trunk)
    {
        var interval = (long)trunk.ProbeEvery.TotalMilliseconds;
        return interval + (long)(_random.Next() % (ulong)Math.Max(1, interval / 5)) - (interval / 10);
    }

    private void Ask(Trunk trunk, TrunkTarget target, in Sip.Transport.Flow flow)
    {
        if (!_tallies.TryGetValue(target, out var tally))
            _tallies.Add(target, tally = new Tally(this, trunk, target));
        tally.Ask(flow);
    }

    private sealed class Tally : IClientTransactionUser, ITimerOwner
    {
        private readonly TrunkProbe _probe;
        private readonly Trunk _trunk;
        private readonly TrunkTarget _target;
        private readonly LoopTimer _deadline;
        private ClientTransaction? _transaction;
        private int _failures;
        private int _answers;
        private long _next;

        public Tally(TrunkProbe probe, Trunk trunk, TrunkTarget target)
        {
            _probe = probe;
            _trunk = trunk;
            _target = target;
            _deadline = new LoopTimer(this);
        }

        public void AskNow(in Sip.Transport.Flow flow)
        {
            _next = 0;
            Ask(flow);
        }

        public void Ask(in Sip.Transport.Flow flow)
        {
            var now = _probe._loop.Now;
            if (_transaction is not null || now < _next)
                return;
            _next = now + _probe.Pause(_trunk);
            var core = _probe._core;
            _transaction = core.Layer.NewClient(SipMethod.Options, flow, this);
            OutOfDialogRequest.Start(core, _transaction, SipMethod.Options, $"sip:{_target.HostPort}");
            core.Layer.Writer.Finish();
            _transaction.Start(core.Layer.Writer.Written);
            _probe._loop.Timers.Arm(_deadline, AnswerWithin);
        }

        void IClientTransactionUser.ResponseReceived(ClientTransaction transaction, SipMessage response)
        {
            if (transaction == _transaction && response.StatusCode >= 200)
                Judge(response.StatusCode != 503);
        }

        void IClientTransactionUser.RequestFailed(ClientTransaction transaction, RequestFailure failure)
        {
            if (transaction == _transaction)
                Judge(false);
        }

        void ITimerOwner.TimerFired(LoopTimer timer)
        {
            _transaction?.Abandon();
            Judge(false);
        }

        private void Judge(bool alive)
        {
            _transaction = null;
            _probe._loop.Timers.Cancel(_deadline);
            (_failures, _answers) = alive ? (0, _answers + 1) : (_failures + 1, 0);
            // One that comes back need not wait an interval for its second answer.
            if (alive && !_target.IsUp)
                _next = 0;
            var up = _target.IsUp ? _failures < FailuresToGoDown : _answers >= AnswersToComeUp;
            if (up == _target.IsUp)
                return;
            _target.IsUp = up;
            _probe._changed(_trunk, _target);
        }
    }
}
