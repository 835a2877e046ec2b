using System.Collections.Immutable;
using PbxBridge.Calls;
using PbxBridge.Charging.Amounts;
using PbxBridge.Charging.Cycles;
using PbxBridge.Routing.Companies;
using PbxBridge.Sip.Loop;
using PbxBridge.Storage;
using PbxBridge.Storage.Calls;
using PbxBridge.Storage.Charges;
using PbxBridge.Storage.Limits;
using PbxBridge.Storage.Quotas;

namespace PbxBridge.Charges;

/// <summary>What every call shares that costs something: accounts, reservations, and the regular looks at calls that run.</summary>
/// <remarks>Loop thread only.</remarks>
internal sealed class ChargeDesk : ITimerOwner
{
    private const long Beat = 10_000;

    // Limits of long calls, and reservations without a call: once a minute.
    private const int BeatsOfLook = 6;

    private const int ChangesAtOnce = 20;

    private static readonly TimeSpan ForWriter = TimeSpan.FromSeconds(1);

    private readonly Store _store;
    private readonly QuotaSweep _sweep;
    private readonly OpenCallSweep _openCalls;
    private readonly CallRecordWriter _records;
    private readonly ILogger _log;
    private readonly LoopTimer _beat;
    private readonly HashSet<CallBill> _running = [];
    private int _beats;
    private bool _reads;

    public ChargeDesk(ILoop loop, Store store, long epoch, TaskScheduler scheduler, CompanyDirectory directory, CallRecordWriter records, ILogger log)
    {
        (Loop, _store, Epoch, Directory, _records, _log) = (loop, store, epoch, directory, records, log);
        Quotas = new AccountQueue(new QuotaStore(store, epoch), scheduler, loop, log);
        _sweep = new QuotaSweep(store) { Book = Book };
        _openCalls = new OpenCallSweep(store) { Book = Book };
        _beat = new LoopTimer(this);
        Accounts = new LiveAccounts(loop.Time);
        Accounts.Use(directory);
    }

    public ILoop Loop { get; }

    /// <summary>Of this run of the node.</summary>
    public long Epoch { get; }

    public CompanyDirectory Directory { get; private set; }

    public LiveAccounts Accounts { get; }

    public AccountQueue Quotas { get; }

    /// <summary>Counts the changes of limits, so that a call knows whether there was one since its plan.</summary>
    public int Revision { get; private set; }

    /// <summary>Where the store is asked: what was handed to the writer is on disk then, or the writer does not get on.</summary>
    public void AwaitWritten() => _ = IsWritten();

    /// <summary>Writes what a leg of a call that goes on has cost until now.</summary>
    public void Interim(Call call, LegCharge charge)
    {
        if (!_records.TryEnqueue(new InterimRecord(call.Journal.Draft(), charge)))
            ChargesLog.PartRefused(call.Log, call.Origin.Id);
    }

    /// <summary>Before the first call: ends what an earlier run of this node has left, and reads the accounts. Waits for the store; not on the loop's thread while it runs.
    /// </summary>
    public void Open()
    {
        if (_sweep.EarlierRuns(Epoch) is var swept and > 0)
            ChargesLog.Swept(_log, swept);
        if (_openCalls.EarlierRuns(Epoch) is var calls and > 0)
            ChargesLog.Recovered(_log, calls);
        _openCalls.Alive();
        var now = Loop.Time.GetUtcNow();
        Accounts.Put(StoredAccounts.Read(_store, Directory, now), complete: Accounts.Tick);
    }

    public void Start()
    {
        Loop.Timers.Arm(_beat, Beat);
        TellRunning();
    }

    public void Use(CompanyDirectory directory)
    {
        var former = Directory;
        Directory = directory;
        Accounts.Use(directory);
        HashSet<string>? changed = null;
        foreach (var company in directory.Companies)
        {
            if (former.Company(company.Id) is not { } before || ReferenceEquals(before, company))
                continue;
            (changed ??= new(StringComparer.Ordinal)).Add(company.Id);
            TellStore(LimitChange.Between(before, company, Loop.Time.GetUtcNow()));
        }
        ReadAccounts();
        LimitsChanged(changed);
    }

    /// <summary>The store is asked for all accounts anew: they were changed elsewhere, or may have been.</summary>
    public void ReadAccounts()
    {
        if (_reads)
            return;
        _reads = true;
        IReadOnlyCollection<Storage.Accounts.Account> read = [];
        var (directory, now, asked, isWritten) = (Directory, Loop.Time.GetUtcNow(), Accounts.Tick, false);
        Quotas.Do(
            _ =>
            {
                isWritten = IsWritten();
                read = StoredAccounts.Read(_store, directory, now);
            },
            () =>
            {
                _reads = false;
                if (read.Count > 0)
                    LimitsChanged(Accounts.Put(read, isWritten ? asked : null));
            });
    }

    public void Add(CallBill bill) => _running.Add(bill);

    public void Remove(CallBill bill) => _running.Remove(bill);

    /// <summary>Sets what may be used of the accounts; where the store is asked.</summary>
    public void Allow(IReadOnlyList<(Storage.Accounts.AccountKey Account, Money Amount)> allowances)
    {
        foreach (var (account, amount) in allowances)
        {
            if (account.Kind == Storage.Accounts.AccountKind.Premium)
                _store.Limits.AllowPremium(account, amount);
            else
                _store.Accounts.SetAllowance(account, amount);
        }
    }

    /// <summary>A call was refused since nothing more fits under the employee's statutory threshold: he is told, if he was not yet.</summary>
    public void PremiumReached(PremiumTerms terms)
    {
        if (Accounts.PremiumClosedAt(terms.Company, terms.Employee) >= terms.Amount)
            return;
        Accounts.Close(Storage.Accounts.AccountKey.Premium(terms.Company, terms.Employee, terms.Cycle.Start), terms.Amount);
        Quotas.Do(_ => _store.Limits.PremiumReached(terms));
    }

    void ITimerOwner.TimerFired(LoopTimer timer)
    {
        Loop.Timers.Arm(_beat, Beat);
        SayAlive();
        ReadChanging();
        if (++_beats % BeatsOfLook != 0)
            return;
        LookAtLimits();
        TellRunning();
        Sweep();
        ReadUnsure();
    }

    // OCS-6.
    private void SayAlive()
    {
        List<(string, DateTimeOffset?)>? calls = null;
        foreach (var bill in _running)
            bill.AddSessions(ref calls);
        Quotas.Do(store =>
        {
            if (calls is not null)
                store.Alive(calls);
            _openCalls.Alive();
        });
    }

    // T8: a threshold is told of while the call runs that comes to it. All calls of an employee count together.
    private void LookAtLimits()
    {
        Dictionary<(string Company, string Employee), (LimitTerms Terms, Money Cost)>? running = null;
        foreach (var bill in _running)
        {
            if (bill.Watched is not { } terms)
                continue;
            running ??= [];
            var key = (terms.Company, terms.Employee);
            running[key] = (terms, bill.CostSoFar + (running.TryGetValue(key, out var known) ? known.Cost : Money.Zero));
        }
        if (running is null)
            return;
        Quotas.Do(_ =>
        {
            foreach (var (terms, cost) in running.Values)
                _store.Limits.Look(terms, cost);
        });
    }

    // LIM-8: for commands, which are other processes. Amounts are worked out where nobody waits for them.
    private void TellRunning()
    {
        var legs = new List<RunningLeg>(_running.Count);
        foreach (var bill in _running)
            bill.AddRunning(legs);
        Quotas.Do(_ => _store.Running.Tell(RunningLeg.Sums(legs)));
    }

    // What others change: money that comes in, limits that are lifted.
    private void ReadChanging()
    {
        IReadOnlyList<Storage.Accounts.Account> read = [];
        var oldest = Accounts.Oldest;
        Quotas.Do(_ => read = [.. _store.Accounts.Prepaid(), .. _store.Limits.Lifted(oldest)], () => LimitsChanged(Accounts.Put(read, complete: null)));
    }

    private void ReadUnsure()
    {
        if (Accounts.Unsure.Count == 0)
            return;
        Storage.Accounts.AccountKey[] keys = [.. Accounts.Unsure.Take(ChangesAtOnce)];
        List<Storage.Accounts.Account> read = [];
        var (asked, isWritten) = (Accounts.Tick, false);
        Quotas.Do(
            _ =>
            {
                isWritten = IsWritten();
                foreach (var key in keys)
                {
                    if (_store.Accounts.Find(key) is { } account)
                        read.Add(account);
                }
            },
            () => LimitsChanged(Accounts.Put(read, isWritten ? asked : null)));
    }

    // Where the store is asked: whatever the writer has is on disk then.
    private bool IsWritten() => _records.FlushAsync(CancellationToken.None).Wait(ForWriter);

    // LIM-5: marks and messages. Who has spent nothing has no threshold behind him. Not too many at a time: calls wait for the same thread.
    private void TellStore(ImmutableArray<LimitChange> changes)
    {
        foreach (var some in changes.Where(change => !Accounts.LimitOf(change.Terms.Company, change.Terms.Employee).Consumed.IsZero).Chunk(ChangesAtOnce))
            Quotas.Do(_ => _store.Limits.Changed([.. some.Select(change => (change.Former, change.Terms))]));
    }

    // Calls that run are bound by limits as they are now.
    private void LimitsChanged(HashSet<string>? companies)
    {
        if (companies is null)
            return;
        Revision++;
        foreach (var bill in _running)
            bill.LimitsChanged(companies);
    }

    private CycleBooking? Book(string company, DateTimeOffset answered, DateTimeOffset now) => Directory.Company(company)?.Cycles.Book(answered, now);

    private void Sweep() => Quotas.Do(_ =>
    {
        if (_sweep.Expired() is var swept and > 0)
            ChargesLog.Swept(_log, swept);
        if (_openCalls.Silent() is var calls and > 0)
            ChargesLog.Recovered(_log, calls);
        _sweep.Forget();
    });
}
