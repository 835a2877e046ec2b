using System.Collections.Concurrent;
using PbxBridge.Sip.Transport;

namespace PbxBridge.Sip.Loop;

/// <summary>The one signalling thread: runs posted work, fires timers, reads the UDP sockets and hands the gathered sends to the kernel.</summary>
/// <remarks><see cref="Run"/> is the body of the thread; a test without threads and sockets calls <see cref="Turn"/> instead, in
/// virtual time. Only <see cref="Post"/>, <see cref="Lag"/> and <see cref="Time"/> may be used from other threads. Dispose it after
/// <see cref="Run"/> has returned.</remarks>
public sealed class SignallingLoop : ILoop, IDisposable
{
    /// <summary>A turn that takes longer is reported.</summary>
    public static readonly TimeSpan SlowTurn = TimeSpan.FromMilliseconds(20);

    private const int PostedPerTurn = 1024;

    private readonly ConcurrentQueue<Posted> _posted = new();
    private readonly List<IPolledSocket> _sockets = [];
    private readonly List<Action> _flushes = [];
    private readonly TurnWatch _watch;
    private readonly Action<string, TimeSpan>? _slow;
    private readonly Action<Exception> _fault;
    private readonly long _ticksPerMillisecond;
    private readonly bool _portable;
    private readonly GatherRule _gather;
    private int _delivered;
    private volatile IPoller? _poller;
    private volatile bool _sleeping = true;
    private int _wakeable;
    private long _oldest;

    // No datagram that waits can have come before this.
    private long _emptyAt;

    /// <param name="time">Wall clock and monotonic clock.</param>
    /// <param name="slowTurn">Told the longest piece of a turn over 20 ms and the time of the whole turn.</param>
    /// <param name="fault">Told what a piece of work threw; the loop goes on.</param>
    public SignallingLoop(TimeProvider time, Action<string, TimeSpan>? slowTurn, Action<Exception> fault)
        : this(time, slowTurn, fault, portable: false)
    {
    }

    internal SignallingLoop(TimeProvider time, Action<string, TimeSpan>? slowTurn, Action<Exception> fault, bool portable)
    {
        Time = time;
        _slow = slowTurn;
        _fault = fault;
        _portable = portable || !Libc.IsSupported;
        _ticksPerMillisecond = Math.Max(1, time.TimestampFrequency / 1000);
        _gather = new GatherRule(time.TimestampFrequency);
        _watch = new TurnWatch(time);
        Timers = new TimerWheel(Clock, _watch);
    }

    public TimeProvider Time { get; }

    public long Now => Timers.Now;

    public TimerWheel Timers { get; }

    /// <summary>How long the oldest item that waits for the loop may have waited: the overload signal. Zero while the loop sleeps.
    /// Where the kernel does not stamp datagrams it is an upper bound: a datagram is taken to be as old as the last time its socket was seen empty.</summary>
    public TimeSpan Lag => _sleeping ? TimeSpan.Zero : Time.GetElapsedTime(Volatile.Read(ref _oldest));

    private long Clock => Time.GetTimestamp() / _ticksPerMillisecond;

    public void Post(Action work)
    {
        _posted.Enqueue(new Posted(work, Time.GetTimestamp()));
        // Pairs with the fence in Run: either we see that it sleeps, or it sees our item.
        Interlocked.MemoryBarrier();
        if (Volatile.Read(ref _wakeable) != 0 && Interlocked.Exchange(ref _wakeable, 0) != 0)
            _poller?.Wake();
    }

    /// <summary>Has <paramref name="flush"/> called at the end of every turn.</summary>
    public void AtTurnEnd(Action flush) => _flushes.Add(flush);

    /// <summary>One turn: waiting work, due timers, received datagrams, then the flush. Never waits.</summary>
    /// <returns>True when work was left over for the next turn.</returns>
    public bool Turn()
    {
        _emptyAt = Time.GetTimestamp();
        foreach (var socket in _sockets)
            socket.IsReady = true;
        var more = RunTurn();
        _sleeping = !more;
        return more;
    }

    /// <summary>Turns until <paramref name="stop"/> fires, sleeping in between. The body of the loop's own thread.</summary>
    public void Run(CancellationToken stop)
    {
        using IPoller poller = _portable ? new PortablePoller() : new NativePoller();
        _poller = poller;
        _wakeable = 0;
        using var waking = stop.Register(static state => ((IPoller)state!).Wake(), poller);
        _emptyAt = Time.GetTimestamp();
        var more = false;
        while (!stop.IsCancellationRequested)
        {
            if (_gather.Pause > TimeSpan.Zero && !more)
                Gather(poller);
            else
                Sleep(poller, more);
            _delivered = 0;
            more = RunTurn();
            _gather.Handled(_delivered, Time.GetTimestamp());
        }
        _sleeping = true;
        _poller = null;
    }

    public void Dispose() => _poller?.Dispose();

    internal void Attach(IPolledSocket socket) => _sockets.Add(socket);

    internal void Detach(IPolledSocket socket) => _sockets.Remove(socket);

    /// <summary>Reports, on the loop, what broke on another thread.</summary>
    internal void Fault(Exception fault) => Post(() => _fault(fault));

    /// <summary>Gives one message to the sink; what it throws is this message's own failure.</summary>
    internal void Deliver(IMessageSink sink, byte[] message, in Flow from)
    {
        try
        {
            sink.Received(message, from);
        }
        catch (Exception e)
        {
            _fault(e);
        }
        _watch.Mark(sink);
        _delivered++;
    }

    /// <summary>The datagrams being delivered now have waited this long at most, by the kernel's stamp.</summary>
    internal void SetAge(TimeSpan age)
    {
        var oldest = Time.GetTimestamp() - (long)(Math.Max(0, age.TotalMilliseconds) * _ticksPerMillisecond);
        if (_posted.TryPeek(out var first))
            oldest = Math.Min(oldest, first.At);
        Volatile.Write(ref _oldest, oldest);
    }

    // Sockets are then read without being asked whether there is something.
    private void Gather(IPoller poller)
    {
        _sleeping = true;
        poller.Pause(_gather.Pause);
        _sleeping = false;
        foreach (var socket in _sockets)
            socket.IsReady = true;
    }

    private void Sleep(IPoller poller, bool more)
    {
        var began = Time.GetTimestamp();
        var wait = 0;
        if (!more)
        {
            _sleeping = true;
            Interlocked.Exchange(ref _wakeable, 1);
            if (_posted.IsEmpty)
                wait = Timers.NextDue() is { } due ? (int)Math.Clamp(due - Clock, 0, int.MaxValue) : -1;
        }
        poller.Wait(_sockets, wait);
        Volatile.Write(ref _wakeable, 0);
        var ended = Time.GetTimestamp();
        // It slept, so nothing was waiting before and what woke it is new. (On a crowded machine it may only have lost the processor;
        // the kernel's stamps know better, see SetAge.)
        if (!more && ended - began > _ticksPerMillisecond)
            _emptyAt = ended;
        Volatile.Write(ref _oldest, _emptyAt);
        _sleeping = false;
    }

    private bool RunTurn()
    {
        _watch.Begin();
        var began = Time.GetTimestamp();
        var oldest = _emptyAt;
        if (_posted.TryPeek(out var first))
            oldest = Math.Min(oldest, first.At);
        Volatile.Write(ref _oldest, oldest);
        _sleeping = false;

        var more = RunPosted();
        FireTimers();
        more |= DrainSockets(began);
        Flush();

        var elapsed = _watch.Elapsed;
        if (elapsed > SlowTurn)
            _slow?.Invoke(_watch.Culprit, elapsed);
        return more || !_posted.IsEmpty;
    }

    private bool RunPosted()
    {
        if (_posted.IsEmpty)
            return false;
        Timers.SetNow(Clock);
        for (var i = 0; i < PostedPerTurn && _posted.TryDequeue(out var posted); i++)
        {
            try
            {
                posted.Work();
            }
            catch (Exception e)
            {
                _fault(e);
            }
            _watch.Mark(posted.Work);
        }
        return !_posted.IsEmpty;
    }

    private void FireTimers()
    {
        var now = Clock;
        while (true)
        {
            try
            {
                Timers.Advance(now);
                return;
            }
            catch (Exception e)
            {
                _fault(e);
            }
        }
    }

    private bool DrainSockets(long began)
    {
        var emptied = true;
        for (var i = 0; i < _sockets.Count; i++)
        {
            var socket = _sockets[i];
            if (!socket.IsReady)
                continue;
            try
            {
                emptied &= socket.Drain();
            }
            catch (Exception e)
            {
                _fault(e);
            }
        }
        if (emptied)
            _emptyAt = began;
        return !emptied;
    }

    private void Flush()
    {
        foreach (var flush in _flushes)
        {
            try
            {
                flush();
            }
            catch (Exception e)
            {
                _fault(e);
            }
            _watch.Mark(flush);
        }
    }

    private readonly record struct Posted(Action Work, long At);
}
