using PbxBridge.Configuration;
using PbxBridge.Storage.Outbox;

namespace PbxBridge.Notices;

/// <summary>The messages of one way: takes as many as may be sent side by side, and settles each when its attempt is over.</summary>
/// <remarks>Looks and settles on one scheduler that does one thing at a time and may wait for the disk.</remarks>
/// <param name="again">Asks for another look.</param>
internal sealed class NoticeLane(
    string topic, INoticeWay way, OutboxStore outbox, NoticeOptions options, TimeProvider time, TaskScheduler scheduler, ILogger log, Action again)
{
    /// <summary>Three addresses of a trunk that are silent for 32 s each are the longest.</summary>
    public static readonly TimeSpan LongestAttempt = TimeSpan.FromMinutes(2);

    /// <summary>After a crash a message waits so long for its next attempt.</summary>
    public static readonly TimeSpan Turn = LongestAttempt + TimeSpan.FromMinutes(1);

    private readonly Dictionary<long, Task> _running = [];
    private readonly List<OutboxMessage> _unsaid = [];
    private bool _isFull;

    /// <summary>Attempts that are not settled yet.</summary>
    public Task[] Running
    {
        get
        {
            lock (_running)
                return [.. _running.Values];
        }
    }

    public void Look(CancellationToken stop)
    {
        // The store did not answer when these were sent; they must not go out again.
        for (var i = _unsaid.Count - 1; i >= 0; i--)
        {
            outbox.Done(_unsaid[i].Id);
            _unsaid.RemoveAt(i);
        }

        var free = options.Parallel - Running.Length;
        if (free <= 0)
            return;
        var taken = outbox.Take(topic, free, Turn);
        _isFull = taken.Length == free;
        foreach (var message in taken)
            Start(message, stop);
    }

    private void Start(OutboxMessage message, CancellationToken stop)
    {
        var over = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_running)
            _running[message.Id] = over.Task;
        way.SendAsync(message, stop).ContinueWith(
            attempt =>
            {
                try
                {
                    Settle(message, attempt, stop);
                }
                finally
                {
                    lock (_running)
                        _running.Remove(message.Id);
                    if (_isFull && !stop.IsCancellationRequested)
                        again();
                    over.SetResult();
                }
            },
            CancellationToken.None, TaskContinuationOptions.DenyChildAttach, scheduler);
    }

    private void Settle(OutboxMessage message, Task<Delivery> attempt, CancellationToken stop)
    {
        // Cut off by the end of the program: whether it was taken is not known. Its turn comes again, with the same key.
        if (!attempt.IsCompletedSuccessfully && stop.IsCancellationRequested)
            return;
        if (!attempt.IsCompletedSuccessfully)
            log.AttemptBroke(message.Id, topic, attempt.Exception);
        try
        {
            switch (attempt.IsCompletedSuccessfully ? attempt.Result : new Delivery.Later("the attempt broke"))
            {
                case Delivery.Later later:
                    Retry(message, later);
                    break;
                case Delivery.Refused refused:
                    GiveUp(message, refused.Fault);
                    break;
                default:
                    log.NoticeSent(message.Id, topic, message.Company, message.Attempts);
                    _unsaid.Add(message);
                    outbox.Done(message.Id);
                    _unsaid.Remove(message);
                    break;
            }
        }
        catch (Storage.StoreException fault)
        {
            log.OutboxSilent(fault.Message);
        }
    }

    private void Retry(OutboxMessage message, Delivery.Later later)
    {
        var now = time.GetUtcNow();
        if (RetryRule.Next(message, now, later.Pause, options.GiveUpAfter) is not { } next)
        {
            GiveUp(message, later.Fault);
            return;
        }

        log.NoticeDelayed(message.Id, topic, message.Company, message.Attempts, later.Fault, Math.Round((next - now).TotalSeconds));
        outbox.Retry(message.Id, next, later.Fault);
    }

    private void GiveUp(OutboxMessage message, string fault)
    {
        log.GivenUp(message.Id, topic, message.Company, message.Attempts, fault);
        outbox.GiveUp(message.Id, fault);
    }
}
