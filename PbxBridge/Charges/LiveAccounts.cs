using PbxBridge.Charging.Amounts;
using PbxBridge.Charging.Cycles;
using PbxBridge.Routing.Companies;
using PbxBridge.Routing.Plans;
using PbxBridge.Storage.Accounts;

namespace PbxBridge.Charges;

/// <summary>What was spent, in memory, for the planner: read from the store at the start, and kept up by what this process reserves and books. A new billing cycle begins
/// by the clock, with nothing spent.</summary>
/// <remarks>Loop thread only, once the bridge runs. Every question is one look-up.</remarks>
internal sealed class LiveAccounts(TimeProvider time) : IAccounts
{
    // A record may come so long after its cycle that an older account is never asked for again.
    private static readonly TimeSpan Remembered = TimeSpan.FromDays(CycleSchedule.LongestCycle * 2);

    // What was booked so long ago is in the hands of the writer by now.
    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(30);

    // Between the end of a call and its record in the store, which frees what was reserved.
    private static readonly TimeSpan OnItsWay = TimeSpan.FromSeconds(5);

    private readonly Dictionary<string, Cycle> _cycles = new(StringComparer.Ordinal);
    private readonly Dictionary<AccountKey, Consumption> _used = [];
    private readonly Dictionary<AccountKey, Purse> _prepaid = [];
    private readonly Dictionary<AccountKey, Money> _closed = [];
    private readonly HashSet<AccountKey> _unsure = [];
    private readonly HashSet<AccountKey> _lifted = [];
    private bool _known;

    public LimitUse LimitOf(string company, string employee)
    {
        var key = AccountKey.Limit(company, employee, CycleOf(company));
        return new(Used(key), _lifted.Count > 0 && _lifted.Contains(key));
    }

    /// <summary>What a limit has counted in its cycle, with what is reserved.</summary>
    public Money LimitUsed(in AccountKey limit) => Used(limit);

    public Money PremiumOf(string company, string employee) => Used(AccountKey.Premium(company, employee, CycleOf(company)));

    public Money? PremiumClosedAt(string company, string employee) =>
        _closed.Count > 0 && _closed.TryGetValue(AccountKey.Premium(company, employee, CycleOf(company)), out var amount) ? amount : null;

    public Money OwedBy(string company) => Used(AccountKey.OfCompany(company, CycleOf(company)));

    public Money? PrepaidOf(string company, string owner)
    {
        if (!_known)
            return null;
        return _prepaid.TryGetValue(AccountKey.Prepaid(company, owner), out var purse) && purse.IsOpenAt(time.GetUtcNow()) ? purse.Available : Money.Zero;
    }

    /// <summary>Start of the billing cycle that runs now.</summary>
    public DateTimeOffset CycleOf(string company)
    {
        var now = time.GetUtcNow();
        if (!_cycles.TryGetValue(company, out var cycle))
            return CycleSchedule.Of(1).At(now).Start;
        if (now < cycle.Start || now >= cycle.End)
            _cycles[company] = cycle = Cycle.Of(cycle.Schedule, now);
        return cycle.Start;
    }

    /// <summary>Companies as they are from now on.</summary>
    public void Use(CompanyDirectory directory)
    {
        var now = time.GetUtcNow();
        foreach (var company in directory.Companies)
            _cycles[company.Id] = Cycle.Of(company.Cycles, now);
        var oldest = now - Remembered;
        foreach (var key in _used.Keys.Where(key => key.Cycle < oldest).ToArray())
            _used.Remove(key);
        foreach (var key in _closed.Keys.Where(key => key.Cycle < oldest).ToArray())
            _closed.Remove(key);
        _lifted.RemoveWhere(key => key.Cycle < oldest);
        _unsure.RemoveWhere(key => key.Cycle < oldest);
    }

    /// <summary>No premium call more fits under this threshold in its cycle.</summary>
    public void Close(in AccountKey premium, Money threshold) => _closed[premium] = threshold;

    /// <summary>Now, on the monotonic clock: the wall clock may be set (RAT-3).</summary>
    public long Tick => time.GetTimestamp();

    /// <summary>From when on accounts may be asked for.</summary>
    public DateTimeOffset Oldest => time.GetUtcNow() - Remembered;

    /// <summary>Accounts of which the store knew of more than we do while we were booking: that may be our own reservation, free by now. To be read once more.</summary>
    public IReadOnlyCollection<AccountKey> Unsure => _unsure;

    /// <summary>Accounts as the store has them. What this process has booked just now may not be there yet: consumption does not fall by it.</summary>
    /// <param name="complete">The <see cref="Tick"/> at which they were asked for, if every record that was handed over before is in the store: what was not touched for a while then is as they say.
    /// Null: some may be missing.</param>
    /// <returns>The companies with an employee whose limit was lifted since (LIM-7); null for none.</returns>
    public HashSet<string>? Put(IEnumerable<Account> accounts, long? complete)
    {
        _known = true;
        HashSet<string>? lifted = null;
        foreach (var account in accounts)
        {
            if (account.Key.Kind == AccountKind.Prepaid)
                PutPurse(account);
            else
                PutUsed(account.Key, account.Used, complete);
            if (account is { Key.Kind: AccountKind.Premium, State: AccountState.Blocked })
                Close(account.Key, account.Allowance);
            if (account.LiftedAt is not null && _lifted.Add(account.Key))
                (lifted ??= new(StringComparer.Ordinal)).Add(account.Key.Company);
        }
        return lifted;
    }

    /// <summary>An amount was reserved or spent; below zero: what was reserved is free again.</summary>
    public void Spend(in AccountKey key, Money amount)
    {
        if (key.Kind != AccountKind.Prepaid)
            _used[key] = new(Used(key) + amount, Tick);
        else if (_prepaid.TryGetValue(key, out var purse))
            _prepaid[key] = purse with { Available = purse.Available - amount, At = Tick };
    }

    private void PutPurse(Account account)
    {
        var known = _prepaid.GetValueOrDefault(account.Key);
        _prepaid[account.Key] = new Purse(IsOld(known.At) ? account.Available : known.Available, account.State == AccountState.Open, account.ValidUntil, known.At);
    }

    private void PutUsed(in AccountKey key, Money stored, long? complete)
    {
        var known = _used.GetValueOrDefault(key);
        if (known.At is not { } at || (complete is { } asked && time.GetElapsedTime(at, asked) >= Settled))
        {
            _used[key] = new(stored, known.At);
            _unsure.Remove(key);
        }
        else if (stored > known.Amount)
        {
            if (IsOld(known.At))
                _used[key] = known with { Amount = stored };
            _unsure.Add(key);
        }
    }

    private bool IsOld(long? at) => at is not { } tick || time.GetElapsedTime(tick) >= OnItsWay;

    private Money Used(in AccountKey key) => _used.GetValueOrDefault(key).Amount;

    // At: the tick at which this process has booked on it last; null: it has not.
    private readonly record struct Consumption(Money Amount, long? At);

    private readonly record struct Purse(Money Available, bool Open, DateTimeOffset? ValidUntil, long? At)
    {
        public bool IsOpenAt(DateTimeOffset now) => Open && (ValidUntil is not { } until || now < until);
    }

    private readonly record struct Cycle(CycleSchedule Schedule, DateTimeOffset Start, DateTimeOffset End)
    {
        public static Cycle Of(CycleSchedule schedule, DateTimeOffset now)
        {
            var cycle = schedule.At(now);
            return new(schedule, cycle.Start, cycle.End);
        }
    }
}
