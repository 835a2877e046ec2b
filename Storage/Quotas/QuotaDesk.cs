using Microsoft.Extensions.Logging;

namespace PbxBridge.Storage.Quotas;

/// <summary>Asks for talking time without waiting: the signalling loop hands requests in, one thread answers them. What came in while one transaction was on its way
/// to the disk is the next one, so that a burst costs few commits.</summary>
public sealed class QuotaDesk : IAsyncDisposable
{
    private const int LargestGroup = 50;

    // Monitor, not Lock: the thread sleeps on it.
    private readonly object _gate = new();
    private readonly QuotaStore _quotas;
    private readonly ILogger _log;
    private readonly int _most;
    private readonly Queue<Waiting> _queue = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _stopping;

    /// <summary>Starts its thread at once. Dispose it before the store.</summary>
    /// <param name="most">Requests that may wait.</param>
    public QuotaDesk(QuotaStore quotas, ILogger<QuotaDesk> log, int most = 10_000)
    {
        (_quotas, _log, _most) = (quotas, log, most);
        new Thread(Run) { IsBackground = true, Name = "quotas" }.Start();
    }

    /// <summary>False when too many wait or the desk is closing: the store counts as silent (OCS-5). Never waits; any thread.</summary>
    /// <param name="answered">Called on the desk's thread when the answer is on disk; null = the store failed. It must not throw or wait.</param>
    public bool TryAsk(QuotaCall call, Action<QuotaAnswer?> answered)
    {
        lock (_gate)
        {
            if (_stopping || _queue.Count >= _most)
                return false;
            _queue.Enqueue(new Waiting(call, answered));
            Monitor.Pulse(_gate);
            return true;
        }
    }

    /// <summary>Answers what waits and ends the thread.</summary>
    public async ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            _stopping = true;
            Monitor.Pulse(_gate);
        }

        await _ended.Task.ConfigureAwait(false);
    }

    private void Run()
    {
        while (Next() is { Length: > 0 } group)
            Answer(group);
        _ended.SetResult();
    }

    private Waiting[] Next()
    {
        lock (_gate)
        {
            while (_queue.Count == 0 && !_stopping)
                Monitor.Wait(_gate);
            var group = new Waiting[Math.Min(_queue.Count, LargestGroup)];
            for (var i = 0; i < group.Length; i++)
                group[i] = _queue.Dequeue();
            return group;
        }
    }

    private void Answer(Waiting[] group)
    {
        QuotaAnswer?[] answers;
        try
        {
            answers = [.. _quotas.AskAll([.. group.Select(one => one.Call)]).Select(answer => (QuotaAnswer?)answer)];
        }
        catch (Exception fault)
        {
            // Somebody's fault is nobody else's; and a store that is away says so once more for each.
            answers = group.Length == 1 ? Failed(fault) : [.. group.Select(one => AnswerAlone(one.Call))];
        }

        for (var i = 0; i < group.Length; i++)
            group[i].Answered(answers[i]);
    }

    private QuotaAnswer? AnswerAlone(QuotaCall call)
    {
        try
        {
            return _quotas.Ask(call);
        }
        catch (Exception fault)
        {
            return Failed(fault)[0];
        }
    }

    private QuotaAnswer?[] Failed(Exception fault)
    {
        _log.NotAnswered(fault);
        return [null];
    }

    private readonly record struct Waiting(QuotaCall Call, Action<QuotaAnswer?> Answered);
}
