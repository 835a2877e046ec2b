using PbxBridge.Routing.Hunting;
using PbxBridge.Routing.Plans;

namespace PbxBridge.Voicemail;

/// <summary>Runs treatments on the signalling loop. Whatever happens, each tells its call once that it ended.</summary>
/// <remarks>Loop thread only, but <see cref="IdleAsync"/>.</remarks>
internal sealed class Treatments(TreatmentContext context)
{
    private readonly LoopSynchronizationContext _loop = new(context.Loop);
    private readonly List<TaskCompletionSource> _waiting = [];
    private int _running;

    public void Deposit(ITreatedCall call, MailboxId mailbox, CallCause because) => Start(call, new DepositTreatment(context, call, mailbox, because).RunAsync);

    public void Menu(ITreatedCall call, MailboxId? mailbox) => Start(call, new MenuTreatment(context, call, mailbox).RunAsync);

    public void TopUp(ITreatedCall call, HuntCommand.OpenTopUp order) => Start(call, new TopUpTreatment(context, call, order).RunAsync);

    public void Announce(ITreatedCall call, AnnouncementId what) => Start(call, new AnnouncementTreatment(context, call, what).RunAsync);

    /// <summary>Completes when no treatment runs: messages of callers who are gone are then kept. Any thread; the loop must run on until then.</summary>
    public Task IdleAsync(CancellationToken cancellation)
    {
        var idle = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        context.Loop.Post(() =>
        {
            _waiting.Add(idle);
            TellIdle();
        });
        return idle.Task.WaitAsync(cancellation);
    }

    // In a later turn: the call is in the middle of its hunt's commands now.
    private void Start(ITreatedCall call, Func<CancellationToken, Task> treatment)
    {
        _running++;
        _loop.Start(() => _ = RunAsync(call, treatment));
    }

    private async Task RunAsync(ITreatedCall call, Func<CancellationToken, Task> treatment)
    {
        try
        {
            await treatment(call.Gone);
        }
        catch (OperationCanceledException) when (call.Gone.IsCancellationRequested)
        {
            VoicemailLog.CallerGone(context.Log, call.Id);
        }
        catch (Exception fault)
        {
            VoicemailLog.Failed(context.Log, call.Id, fault);
        }
        End(call);
    }

    private void End(ITreatedCall call)
    {
        try
        {
            call.TreatmentEnded();
        }
        catch (Exception fault)
        {
            VoicemailLog.Failed(context.Log, call.Id, fault);
        }
        _running--;
        TellIdle();
    }

    private void TellIdle()
    {
        if (_running > 0)
            return;
        foreach (var idle in _waiting)
            idle.TrySetResult();
        _waiting.Clear();
    }
}
