using PbxBridge.Calls;
using PbxBridge.Configuration;
using PbxBridge.Hosting;
using PbxBridge.Routing.Companies;
using PbxBridge.Routing.Plans;

namespace PbxBridge.Voicemail;

/// <summary>Voicemail, its menu and announcements for live calls.</summary>
/// <remarks>Loop thread only, but <see cref="IdleAsync"/>.</remarks>
internal sealed class CallTreatments : ICallTreatments
{
    /// <summary>SQLite has one writer; a second thread reads, or checks a PIN, meanwhile.</summary>
    private const int StoreThreads = 2;

    private readonly Treatments _treatments;

    public CallTreatments(BridgeParts parts, Func<CompanyDirectory> directory)
    {
        var scheduler = parts.StoreScheduler ?? new ConcurrentExclusiveSchedulerPair(TaskScheduler.Default, StoreThreads).ConcurrentScheduler;
        _treatments = new Treatments(new TreatmentContext(
            parts.Loop, parts.Prompts, new StoreQueue(parts.Store.Voicemail, scheduler), id => directory().Company(id), parts.Logs.CreateLogger<CallTreatments>())
        {
            TellsBySms = parts.Notices is { Voicemail: true, Sms.By: not SmsBy.Off },
        });
    }

    public void Deposit(Call call, MailboxId mailbox, CallCause because) => _treatments.Deposit(new TreatedCall(call), mailbox, because);

    public void Menu(Call call, MailboxId? mailbox) => _treatments.Menu(new TreatedCall(call), mailbox);

    public void Announce(Call call, AnnouncementId what) => _treatments.Announce(new TreatedCall(call), what);

    /// <summary>Completes when nothing is played or recorded and every message is kept: wait for it between the end of the calls and the end of the
    /// loop and the store. Any thread; the loop must run meanwhile.</summary>
    public Task IdleAsync(CancellationToken cancellation) => _treatments.IdleAsync(cancellation);
}
