using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace PbxBridge.Storage.Quotas;

/// <summary>Asks for talking time without waiting: the signalling loop hands requests in, a scheduler that does one thing after another has them answered. What came in while
/// one transaction was on its way to the disk is the next one, so that a burst costs few commits.</summary>
/// <param name="scheduler">Does one thing at a time, in order; shared with other work on the accounts.</param>
/// <param name="most">Requests that may wait.</param>
public sealed class QuotaDesk(QuotaStore quotas, TaskScheduler scheduler, ILogger log, int most = 10_000) : IAsyncDisposable
{
    private const int LargestGroup = 50;

    private readonly ConcurrentQueue<Waiting> _queue = new();
    private int _waiting;
    private volatile bool _closed;

    /// <summary>False when too many wait or the desk is closing: the store counts as silent (OCS-5). Never waits; any thread.</summary>
    /// <param name="answered">Called by the scheduler when the answer is on disk; null = the store failed. It must not throw or wait.</param>
    /// <param name="before">Done by the scheduler first; when it throws, the request is not answered. Null: nothing.</param>
    public bool TryAsk(QuotaCall call, Action<QuotaAnswer?> answered, Action? before = null)
    {
        if (_closed || Interlocked.Increment(ref _waiting) > most)
        {
            if (!_closed)
                Interlocked.Decrement(ref _waiting);
            return false;
        }

        _queue.Enqueue(new Waiting(call, before, answered));
        // One each, so that none is forgotten: those that find nothing left are done at once.
        _ = Task.Factory.StartNew(AnswerGroup, CancellationToken.None, TaskCreationOptions.DenyChildAttach, scheduler);
        return true;
    }

    /// <summary>Answers what waits.</summary>
    public async ValueTask DisposeAsync()
    {
        _closed = true;
        await Task.Factory.StartNew(static () => { }, CancellationToken.None, TaskCreationOptions.DenyChildAttach, scheduler).ConfigureAwait(false);
    }

    private void AnswerGroup()
    {
        List<Waiting> group = [];
        while (group.Count < LargestGroup && _queue.TryDequeue(out var one))
        {
            Interlocked.Decrement(ref _waiting);
            if (TryBegin(one))
                group.Add(one);
        }

        if (group.Count > 0)
            Answer(group);
    }

    private bool TryBegin(in Waiting one)
    {
        try
        {
            one.Before?.Invoke();
            return true;
        }
        catch (Exception fault)
        {
            log.NotAnswered(fault);
            one.Answered(null);
            return false;
        }
    }

    private void Answer(List<Waiting> group)
    {
        QuotaAnswer?[] answers;
        try
        {
            answers = [.. quotas.AskAll([.. group.Select(one => one.Call)]).Select(answer => (QuotaAnswer?)answer)];
        }
        catch (Exception fault)
        {
            // Somebody's fault is nobody else's; and a store that is away says so once more for each.
            answers = group.Count == 1 ? [NotAnswered(fault)] : [.. group.Select(one => AnswerAlone(one.Call))];
        }

        for (var i = 0; i < answers.Length; i++)
            group[i].Answered(answers[i]);
    }

    private QuotaAnswer? AnswerAlone(QuotaCall call)
    {
        try
        {
            return quotas.Ask(call);
        }
        catch (Exception fault)
        {
            return NotAnswered(fault);
        }
    }

    private QuotaAnswer? NotAnswered(Exception fault)
    {
        log.NotAnswered(fault);
        return null;
    }

    private readonly record struct Waiting(QuotaCall Call, Action? Before, Action<QuotaAnswer?> Answered);
}
