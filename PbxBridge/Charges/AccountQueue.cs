using PbxBridge.Sip.Loop;
using PbxBridge.Storage.Quotas;

namespace PbxBridge.Charges;

/// <summary>The way from the signalling loop to the store's accounts, which wait for the disk: one piece of work after the other beside the loop, and the answer is posted
/// back.</summary>
/// <param name="scheduler">Does one thing at a time, in order.</param>
/// <remarks>Loop thread only, but <see cref="IdleAsync"/>.</remarks>
internal sealed class AccountQueue(QuotaStore store, TaskScheduler scheduler, ILoop loop, ILogger log)
{
    private const int Most = 1_000;

    private readonly QuotaDesk _desk = new(store, scheduler, log);
    private int _waiting;

    /// <summary>So much waits that a call would wait too long: none that asks is taken.</summary>
    public bool IsFull => _waiting >= Most;

    /// <param name="done">Gets the answer on the loop; null: the store had none.</param>
    /// <param name="before">Done where the store is asked, first.</param>
    public void Ask(QuotaCall call, Action<QuotaAnswer?> done, Action? before = null)
    {
        _waiting++;
        if (!_desk.TryAsk(call, answer => Post(() => done(answer)), before))
            Post(() => done(null));
    }

    /// <summary>Nobody waits for the answer; it comes after all that was asked before.</summary>
    public void Tell(QuotaCall call) => Ask(call, static _ => { });

    /// <summary>Work that nobody waits for.</summary>
    public void Do(Action<QuotaStore> work) => Do(work, static () => { });

    /// <param name="then">On the loop, also when the work failed; that is logged.</param>
    public void Do(Action<QuotaStore> work, Action then)
    {
        _waiting++;
        _ = Task.Factory.StartNew(
            () =>
            {
                try
                {
                    work(store);
                }
                catch (Exception fault)
                {
                    ChargesLog.StoreSilent(log, fault.Message);
                }
                Post(then);
            },
            CancellationToken.None, TaskCreationOptions.DenyChildAttach, scheduler);
    }

    /// <summary>Completes when all that was asked until now is done. Any thread.</summary>
    public Task IdleAsync() => Task.Factory.StartNew(static () => { }, CancellationToken.None, TaskCreationOptions.DenyChildAttach, scheduler);

    private void Post(Action then) => loop.Post(() =>
    {
        _waiting--;
        then();
    });
}
