using PbxBridge.Charging.Amounts;
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

    private readonly Store _store;
    private readonly QuotaSweep _sweep;
    private readonly ILogger _log;
    private readonly LoopTimer _beat;
    private readonly HashSet<CallBill> _running = [];
    private int _beats;
    private bool _reads;

    public ChargeDesk(ILoop loop, Store store, long epoch, TaskScheduler scheduler, CompanyDirectory directory, Func<InterimRecord, bool> write, ILogger log)
    {
        (Loop, _store, Directory, Interim, _log) = (loop, store, directory, write, log);
        Quotas = new AccountQueue(new QuotaStore(store, epoch), scheduler, loop, log);
        _sweep = new QuotaSweep(store);
        _beat = new LoopTimer(this);
        Accounts = new LiveAccounts(loop.Time);
        Accounts.Use(directory);
    }

    public ILoop Loop { get; }

    public CompanyDirectory Directory { get; private set; }

    public LiveAccounts Accounts { get; }

    public AccountQueue Quotas { get; }

    /// <summary>Writes a part of a call that goes on; false when the queue is full.</summary>
    public Func<InterimRecord, bool> Interim { get; }

    /// <summary>Before the first call: ends what an earlier run of this node has left, and reads the accounts. Waits for the store; not on the loop's thread while it runs.
    /// </summary>
    public void Open(long epoch)
    {
        if (_sweep.EarlierRuns(epoch) is var swept and > 0)
            ChargesLog.Swept(_log, swept);
        Accounts.Put(StoredAccounts.Read(_store, Directory, Loop.Time.GetUtcNow()));
    }

    public void Start() => Loop.Timers.Arm(_beat, Beat);

    public void Use(CompanyDirectory directory)
    {
        Directory = directory;
        Accounts.Use(directory);
        ReadAccounts();
    }

    /// <summary>The store is asked for all accounts anew: they were changed elsewhere, or may have been.</summary>
    public void ReadAccounts()
    {
        if (_reads)
            return;
        _reads = true;
        IReadOnlyCollection<Storage.Accounts.Account> read = [];
        var (directory, now) = (Directory, Loop.Time.GetUtcNow());
        Quotas.Do(_ => read = StoredAccounts.Read(_store, directory, now), () =>
        {
            _reads = false;
            if (read.Count > 0)
                Accounts.Put(read);
        });
    }

    public void Add(CallBill bill) => _running.Add(bill);

    public void Remove(CallBill bill) => _running.Remove(bill);

    /// <summary>Sets what may be used of the accounts; where the store is asked.</summary>
    public void Allow(IReadOnlyList<(Storage.Accounts.AccountKey Account, Money Amount)> allowances)
    {
        foreach (var (account, amount) in allowances)
            _store.Accounts.SetAllowance(account, amount);
    }

    void ITimerOwner.TimerFired(LoopTimer timer)
    {
        Loop.Timers.Arm(_beat, Beat);
        SayAlive();
        ReadPrepaid();
        if (++_beats % BeatsOfLook != 0)
            return;
        LookAtLimits();
        Sweep();
    }

    // OCS-6.
    private void SayAlive()
    {
        List<(string, DateTimeOffset?)>? calls = null;
        foreach (var bill in _running)
            bill.AddSessions(ref calls);
        if (calls is not null)
            Quotas.Do(store => store.Alive(calls));
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

    private void ReadPrepaid()
    {
        IReadOnlyList<Storage.Accounts.Account> read = [];
        Quotas.Do(_ => read = _store.Accounts.Prepaid(), () => Accounts.Put(read));
    }

    private void Sweep() => Quotas.Do(_ =>
    {
        if (_sweep.Expired() is var swept and > 0)
            ChargesLog.Swept(_log, swept);
        _sweep.Forget();
    });
}
