using PbxBridge.Calls;
using PbxBridge.Configuration;
using PbxBridge.Hosting;
using PbxBridge.Routing.Companies;
using PbxBridge.Routing.Hunting;
using PbxBridge.Routing.Plans;

namespace PbxBridge.Voicemail;

/// <summary>Voicemail, its menu and announcements for live calls.</summary>
/// <remarks>Loop thread only, but <see cref="IdleAsync"/>.</remarks>
internal sealed class CallTreatments : ICallTreatments
{
    /// <summary>SQLite has one writer; a second thread reads, or checks a PIN, meanwhile.</summary>
    private const int StoreThreads = 2;

    private readonly Treatments _treatments;
    private readonly StoreQueue _store;
    private readonly TopUpQueue _topUps;
    private readonly LoopSynchronizationContext _loop;
    private readonly ILogger _log;

    public CallTreatments(BridgeParts parts, Func<CompanyDirectory> directory)
    {
        var scheduler = parts.StoreScheduler ?? new ConcurrentExclusiveSchedulerPair(TaskScheduler.Default, StoreThreads).ConcurrentScheduler;
        _log = parts.Logs.CreateLogger<CallTreatments>();
        _loop = new LoopSynchronizationContext(parts.Loop);
        _store = new StoreQueue(parts.Store.Voicemail, scheduler) { Changed = mailbox => Lamps?.Changed(mailbox) };
        _topUps = new TopUpQueue(parts.Store, parts.Vouchers.Pepper, scheduler, parts.Time, _log);
        _treatments = new Treatments(new TreatmentContext(parts.Loop, parts.Prompts, _store, _topUps, id => directory().Company(id), _log)
        {
            Message = parts.Operator.Timers.Message,
            TellsBySms = parts.Notices is { Voicemail: true, Sms.By: not SmsBy.Off },
        });
    }

    /// <summary>Told of mailboxes whose messages change; null: nobody is.</summary>
    public MessageWaiting? Lamps { get; set; }

    /// <summary>Told when an account was topped up; null: nobody is.</summary>
    public Action? Credited
    {
        set => _topUps.Credited = value;
    }

    /// <summary>Counts the messages of a mailbox for the lamps.</summary>
    public void Count(MailboxId mailbox) => _loop.Start(() => _ = CountAsync(mailbox));

    public void Deposit(Call call, MailboxId mailbox, CallCause because) => _treatments.Deposit(new TreatedCall(call), mailbox, because);

    public void Menu(Call call, MailboxId? mailbox) => _treatments.Menu(new TreatedCall(call), mailbox);

    public void TopUp(Call call, HuntCommand.OpenTopUp topUp) => _treatments.TopUp(new TreatedCall(call), topUp);

    public void Announce(Call call, AnnouncementId what) => _treatments.Announce(new TreatedCall(call), what);

    /// <summary>Completes when nothing is played or recorded and every message is kept: wait for it between the end of the calls and the end of the
    /// loop and the store. Any thread; the loop must run meanwhile.</summary>
    public Task IdleAsync(CancellationToken cancellation) => _treatments.IdleAsync(cancellation);

    private async Task CountAsync(MailboxId mailbox)
    {
        try
        {
            var counts = await _store.AskAsync(store => store.Counts(mailbox));
            Lamps?.Counted(mailbox, counts);
        }
        catch (Exception fault)
        {
            VoicemailLog.NotCounted(_log, fault);
            Lamps?.NotCounted(mailbox);
        }
    }
}
