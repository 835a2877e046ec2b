using System.Collections.Concurrent;
using PbxBridge.Calls;
using Serilog.Core;
using Serilog.Events;

namespace PbxBridge.Logging;

/// <summary>Hands log events, and the values of lines about ended calls, to another sink on a thread of its own, ten times a second: the caller only queues, and nobody is
/// woken for a single line. Warnings are written at once. When too many wait, the newest are counted instead of kept.</summary>
internal sealed class BatchedSink : ILogEventSink, IDisposable
{
    private const int Most = 20_000;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly ILogEventSink _target;
    private readonly ConcurrentQueue<Waiting> _waiting = new();
    private readonly AutoResetEvent _urgent = new(false);
    private readonly CallLines _calls = new();
    private readonly Thread _thread;
    private int _count;
    private int _dropped;
    private volatile bool _stopping;

    /// <param name="target">Used by one thread only; disposed at the end when it can be.</param>
    public BatchedSink(ILogEventSink target)
    {
        _target = target;
        _thread = new Thread(Run) { IsBackground = true, Name = "log" };
        _thread.Start();
    }

    public void Emit(LogEvent logEvent)
    {
        if (!IsRoom())
            return;
        _waiting.Enqueue(new Waiting(logEvent, default));
        if (logEvent.Level >= LogEventLevel.Warning)
            _urgent.Set();
    }

    /// <summary>A line about a call.</summary>
    public void Emit(in EndedCall call)
    {
        if (IsRoom())
            _waiting.Enqueue(new Waiting(null, call));
    }

    /// <summary>Writes what waits.</summary>
    public void Dispose()
    {
        _stopping = true;
        _urgent.Set();
        _thread.Join();
        _urgent.Dispose();
        (_target as IDisposable)?.Dispose();
    }

    private bool IsRoom()
    {
        if (Interlocked.Increment(ref _count) <= Most)
            return true;
        Interlocked.Decrement(ref _count);
        Interlocked.Increment(ref _dropped);
        return false;
    }

    private void Run()
    {
        while (!_stopping)
        {
            _urgent.WaitOne(Pause);
            Drain();
        }

        Drain();
    }

    private void Drain()
    {
        while (_waiting.TryDequeue(out var next))
        {
            Interlocked.Decrement(ref _count);
            if (next.Event is null)
            {
                _calls.Add(next.Call);
                continue;
            }

            WriteCalls();
            Write(next.Event);
        }

        WriteCalls();
        if (Interlocked.Exchange(ref _dropped, 0) is > 0 and var dropped)
            Serilog.Debugging.SelfLog.WriteLine("{0} log lines were dropped: the log could not keep up", dropped);
    }

    // Lines of calls that follow each other are one event.
    private void WriteCalls()
    {
        if (_calls.Count == 0)
            return;
        Write(_calls.ToEvent());
        _calls.Clear();
    }

    private void Write(LogEvent logEvent)
    {
        try
        {
            _target.Emit(logEvent);
        }
        catch (Exception fault)
        {
            Serilog.Debugging.SelfLog.WriteLine("The log could not be written: {0}", fault);
        }
    }

    /// <param name="Event">Null: it is a call's line.</param>
    private readonly record struct Waiting(LogEvent? Event, EndedCall Call);
}
