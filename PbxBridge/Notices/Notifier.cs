using PbxBridge.Configuration;
using PbxBridge.Routing.Companies;
using PbxBridge.Storage;
using PbxBridge.Storage.Outbox;

namespace PbxBridge.Notices;

/// <summary>Looks every second for messages whose turn has come and sends them, off the signalling loop. What a former run left behind is sent, too; several nodes may
/// share the work.</summary>
internal sealed class Notifier : IAsyncDisposable
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan CountEvery = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan StopWait = TimeSpan.FromSeconds(5);

    private readonly OutboxStore _outbox;
    private readonly NoticeComposer _composer;
    private readonly NoticeLane[] _lanes;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly ConcurrentExclusiveSchedulerPair? _pair;
    private readonly TaskScheduler _scheduler;
    private readonly CancellationTokenSource _stop = new();
    private ITimer? _timer;
    private long _counted;
    private bool _silent;
    private int _queued;
    private volatile OutboxBacklog _backlog = new(0, 0, null);

    /// <param name="directory">The companies as of now. Any thread.</param>
    /// <param name="scheduler">Where it waits for the disk; null: threads of its own.</param>
    public Notifier(
        Store store, NoticeOptions options, Func<CompanyDirectory> directory, INoticeWay sms, INoticeWay mail, TimeProvider time, ILogger<Notifier> log,
        TaskScheduler? scheduler = null)
    {
        (_outbox, _time, _log) = (store.Outbox, time, log);
        _pair = scheduler is null ? new ConcurrentExclusiveSchedulerPair() : null;
        _scheduler = scheduler ?? _pair?.ExclusiveScheduler ?? TaskScheduler.Default;
        _composer = new NoticeComposer(_outbox, directory, time, log);
        _lanes =
        [
            new NoticeLane(Sms.Topic, sms, _outbox, options, time, _scheduler, log, Queue),
            new NoticeLane(Mail.Topic, mail, _outbox, options, time, _scheduler, log, Queue),
        ];
    }

    /// <summary>As of the last seconds. Any thread.</summary>
    public OutboxBacklog Backlog => _backlog;

    public void Start() => _timer = _time.CreateTimer(_ => Queue(), null, Every, Every);

    /// <summary>Attempts that run get some seconds to end; one that is cut off is made again after the next start.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_timer is not null)
            await _timer.DisposeAsync().ConfigureAwait(false);
        await RunningAsync().WaitAsync(StopWait, _time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _stop.CancelAsync().ConfigureAwait(false);
        await RunningAsync().ConfigureAwait(false);
        if (_pair is not null)
        {
            _pair.Complete();
            await _pair.Completion.ConfigureAwait(false);
        }

        _stop.Dispose();
    }

    private Task RunningAsync() => Task.WhenAll(_lanes.SelectMany(lane => lane.Running));

    // A look that waits for the disk does not gather others behind it.
    private void Queue()
    {
        if (Interlocked.Exchange(ref _queued, 1) == 0)
            Task.Factory.StartNew(Look, CancellationToken.None, TaskCreationOptions.DenyChildAttach, _scheduler);
    }

    private void Look()
    {
        Volatile.Write(ref _queued, 0);
        if (_stop.IsCancellationRequested)
            return;
        try
        {
            _composer.Look();
            foreach (var lane in _lanes)
                lane.Look(_stop.Token);
            if (_counted == 0 || _time.GetElapsedTime(_counted) >= CountEvery)
            {
                _backlog = _outbox.Backlog();
                _counted = _time.GetTimestamp();
            }

            _silent = false;
        }
        catch (StoreException fault)
        {
            if (!_silent)
                _log.OutboxSilent(fault.Message);
            _silent = true;
        }
        catch (Exception fault)
        {
            _log.LookFault(fault);
        }
    }
}
