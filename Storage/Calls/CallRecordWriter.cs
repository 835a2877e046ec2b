using System.Diagnostics;
using Microsoft.Extensions.Logging;
using PbxBridge.Storage.Charges;

namespace PbxBridge.Storage.Calls;

/// <summary>Writes call records behind the calls' back: one thread of its own, group commits, a bounded queue.</summary>
/// <remarks>A record counts as kept when its group is committed: within <see cref="StoreOptions.GroupWindow"/> plus the disk. While the store refuses
/// (disk full, locked) the records wait and are tried again every second; the queue fills, and <see cref="TryEnqueue"/> says no.</remarks>
public sealed class CallRecordWriter : IAsyncDisposable
{
    private static readonly TimeSpan RetryWait = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan FoldInterval = TimeSpan.FromSeconds(2);

    // Monitor, not Lock: the writer sleeps on it.
    private readonly object _gate = new();
    private readonly StoreOptions _options;
    private readonly ILogger _log;
    private readonly RecordGroup _group;
    private readonly ITimer _timer;
    private readonly Thread _thread;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<Flush> _flushes = [];
    private readonly Queue<WaitingWrite> _queue = new();
    private long _taken;
    private long _written;
    private bool _due;
    private bool _armed;
    private bool _failing;
    private bool _stopping;

    /// <summary>Starts its thread at once. Dispose it before the store.</summary>
    public CallRecordWriter(Store store, ILogger<CallRecordWriter> log)
    {
        _options = store.Options;
        _log = log;
        _group = new RecordGroup(store.Database, _options, store.Time, store.DetailIds, log);
        _timer = store.Time.CreateTimer(static writer => ((CallRecordWriter)writer!).Due(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _thread = new Thread(Run) { IsBackground = true, Name = "call records" };
        _thread.Start();
    }

    /// <summary>Records that are not on disk yet.</summary>
    public int Backlog
    {
        get
        {
            lock (_gate)
                return (int)(_taken - _written);
        }
    }

    /// <summary>False when its thread has ended: records that are not on disk are lost.</summary>
    public bool IsAlive => _thread.IsAlive;

    /// <summary>The store does not keep up: no new calls now, the other half of the queue is for those that run. Also true when the writer has ended.</summary>
    public bool IsFilling
    {
        get
        {
            lock (_gate)
                return _stopping || _taken - _written >= _options.RecordQueue / 2;
        }
    }

    /// <summary>False when the queue is full or the writer is stopping: the record is not taken, and the bridge shall refuse new calls.
    /// Never waits for the disk; any thread.</summary>
    public bool TryEnqueue(CallRecord record) => TryEnqueue(new WaitingWrite(record, null));

    /// <summary>As for a record; when it is not taken, the call keeps what it wanted to hand over.</summary>
    public bool TryEnqueue(CallPart part) => TryEnqueue(new WaitingWrite(null, part));

    /// <summary>A charge of a call that goes on.</summary>
    public bool TryEnqueue(InterimRecord interim) => TryEnqueue(new WaitingWrite(null, null, interim));

    private bool TryEnqueue(in WaitingWrite write)
    {
        lock (_gate)
        {
            if (_stopping || _taken - _written >= _options.RecordQueue)
                return false;
            _queue.Enqueue(write);
            _taken++;
            if (_failing)
                return true;
            if (_queue.Count >= _options.GroupSize)
                Wake();
            else if (!_armed)
                Arm(_options.GroupWindow);
            return true;
        }
    }

    /// <summary>Ends when every record taken so far is on disk (or was dropped as broken, with a log line).</summary>
    /// <exception cref="StoreException">The writer has ended, and records are left.</exception>
    public Task FlushAsync(CancellationToken cancel)
    {
        lock (_gate)
        {
            if (_written >= _taken)
                return Task.CompletedTask;
            if (_ended.Task.IsCompleted)
                throw NotWritten();
            var flush = new Flush(_taken, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
            _flushes.Add(flush);
            Wake();
            return flush.Done.Task.WaitAsync(cancel);
        }
    }

    /// <summary>Writes what waits and ends the thread. When the store refuses even now, the loss is logged.</summary>
    public async ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            _stopping = true;
            Wake();
        }

        await _ended.Task.ConfigureAwait(false);
        await _timer.DisposeAsync().ConfigureAwait(false);
    }

    private void Due()
    {
        lock (_gate)
            Wake();
    }

    private void Wake()
    {
        _due = true;
        Monitor.Pulse(_gate);
    }

    private void Arm(TimeSpan wait)
    {
        _armed = true;
        _timer.Change(wait, Timeout.InfiniteTimeSpan);
    }

    private void Run()
    {
        try
        {
            var group = new WaitingWrite[_options.GroupSize];
            var folded = Stopwatch.StartNew();
            while (Next(group) is { } count)
            {
                var refusal = Write(group.AsSpan(0, count), folded);
                if (count > 0 && !Settle(count, refusal))
                    return;
            }
        }
        catch (Exception fault)
        {
            _log.WriterEnded(fault);
        }
        finally
        {
            _group.Dispose();
            End();
        }
    }

    // An error of the program is treated as one of the disk: nothing is lost, and it is tried again over a new connection. What was committed is not written twice.
    private string? Write(ReadOnlySpan<WaitingWrite> records, Stopwatch folded)
    {
        try
        {
            if (folded.Elapsed >= FoldInterval)
            {
                _group.Fold();
                folded.Restart();
            }

            return records.IsEmpty ? null : _group.Write(records);
        }
        catch (Exception fault)
        {
            _log.WriterFault(fault);
            _group.Dispose();
            return fault.Message;
        }
    }

    /// <summary>Waits for a group and copies it; the records stay in the queue until they are on disk. 0 = none came for a while, null = the end.</summary>
    private int? Next(WaitingWrite[] group)
    {
        lock (_gate)
        {
            while (!_due || (_queue.Count == 0 && !_stopping))
            {
                _due = false;
                if (!Monitor.Wait(_gate, FoldInterval))
                    return 0;
            }

            if (_queue.Count == 0)
                return null;

            var count = 0;
            foreach (var record in _queue)
            {
                group[count++] = record;
                if (count == group.Length)
                    break;
            }

            return count;
        }
    }

    /// <returns>False when it is over although records are left.</returns>
    private bool Settle(int count, string? refusal)
    {
        lock (_gate)
        {
            if (refusal is not null)
                return Refused(refusal);
            for (var i = 0; i < count; i++)
                _queue.Dequeue().Release();
            _written += count;
            if (_failing)
                _log.Recovered(_queue.Count);
            _failing = false;
            CompleteFlushes();

            // What came meanwhile goes at once when it is a full group or somebody waits; else it gets its own window.
            _armed = false;
            _due = _stopping || _flushes.Count > 0 || _queue.Count >= _options.GroupSize;
            if (!_due && _queue.Count > 0)
                Arm(_options.GroupWindow);
            return true;
        }
    }

    private bool Refused(string refusal)
    {
        if (_stopping)
        {
            _log.RecordsLost(_queue.Count, refusal);
            return false;
        }

        _log.GroupFailed(_queue.Count, refusal, RetryWait);
        _failing = true;
        _due = false;
        Arm(RetryWait);
        return true;
    }

    private void CompleteFlushes()
    {
        foreach (var flush in _flushes)
        {
            if (flush.UpTo <= _written)
                flush.Done.SetResult();
        }

        _flushes.RemoveAll(flush => flush.UpTo <= _written);
    }

    private void End()
    {
        lock (_gate)
        {
            _stopping = true;
            foreach (var flush in _flushes)
                flush.Done.SetException(NotWritten());
            _flushes.Clear();
        }

        _ended.SetResult();
    }

    private static StoreException NotWritten() => new("The call records could not be written before the end.");

    private readonly record struct Flush(long UpTo, TaskCompletionSource Done);
}
