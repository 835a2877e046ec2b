using System.Data.Common;
using System.Globalization;
using PbxBridge.Charging.Amounts;
using PbxBridge.Charging.Prices;
using PbxBridge.Routing.Areas;
using PbxBridge.Routing.Numbering;
using PbxBridge.Storage.Accounts;
using PbxBridge.Storage.Calls;
using PbxBridge.Storage.Databases;
using PbxBridge.Storage.Limits;
using PbxBridge.Storage.Quotas;

namespace PbxBridge.Storage.Charges;

/// <summary>Writes the charges of a group of calls with all that hangs on them: rows, ledger, reservations, thresholds. Bound to one connection and one thread; from
/// <see cref="Begin"/> to <see cref="End"/> inside one transaction.</summary>
internal sealed class ChargeInsert : IDisposable
{
    private readonly Database _database;
    private readonly DbConnection _connection;
    private readonly TimeProvider _time;
    private readonly string _node;
    private readonly IStatement _row;
    private readonly IStatement _lockNumber;
    private readonly IStatement _setNumber;
    private readonly IStatement _spend;
    private readonly IStatement _append;
    private readonly IStatement _nextAccount;
    private readonly IStatement _make;
    private readonly List<DuePosting> _due = [];
    private long _number;
    private long _firstNumber;

    public ChargeInsert(Database database, DbConnection connection, StoreOptions options, TimeProvider time)
    {
        (_database, _connection, _time, _node) = (database, connection, time, options.Node);
        string[] columns =
        [
            "session", "leg", "part", "node", "number", "call", "company", "payer", "employee", "billing", "caller", "dialled", "called", "direction", "service", "number_class",
            "started_at", "answered_at", "ended_at", "cycle", "booked_cycle", "rate_class", "item", "billed_s", "net", "gross", "vat", "debited", "closing", "sip_status",
            "q850", "offline", "numbering", "zone", "in_area", "place", "limit_before", "limit_after",
        ];
        _row = database.Prepare(connection,
            $"INSERT INTO call_charge ({string.Join(", ", columns)}) VALUES ({string.Join(", ", Enumerable.Repeat("?", columns.Length))}) ON CONFLICT (session, leg, part) DO NOTHING");
        _lockNumber = database.Prepare(connection,
            "INSERT INTO counter (name, value) VALUES (?, 0) ON CONFLICT (name) DO UPDATE SET value = counter.value RETURNING value");
        _setNumber = database.Prepare(connection, "UPDATE counter SET value = ? WHERE name = ?");
        _spend = database.Prepare(connection,
            """
            UPDATE account SET balance = balance - ?, version = version + 1 WHERE company = ? AND owner = ? AND kind = ? AND cycle = ? AND overdraft = 1
            RETURNING id, balance, reserved
            """);
        _nextAccount = database.Prepare(connection, AccountTables.NextId);
        _make = database.Prepare(connection,
            """
            INSERT INTO account (id, kind, company, owner, cycle, state, balance, reserved, allowance, overdraft, version)
            VALUES (?, ?, ?, ?, ?, 'Open', 0, 0, 0, 1, 0) ON CONFLICT (company, owner, kind, cycle) DO NOTHING
            """);
        _append = database.Prepare(connection,
            "INSERT INTO ledger (account, reference, at, kind, amount, item) VALUES (?, ?, ?, ?, ?, ?)");
    }

    /// <summary>The counter of a node's charges. Whoever writes some holds it until the end of his transaction, so that none is missing between two.</summary>
    public static string CounterOf(string node) => $"charge:{node}";

    public void Begin()
    {
        _due.Clear();
        _lockNumber.Reset();
        _lockNumber.Add(CounterOf(_node));
        Span<long> value = stackalloc long[1];
        _lockNumber.TryRead(value);
        _number = _firstNumber = value[0];
    }

    /// <summary>One leg. A second one with the same key changes nothing.</summary>
    public void Add(CallRecord call, LegCharge charge)
    {
        var debited = charge.Quota is { } quota ? EndQuota(quota).Units : charge.Debited?.Units;
        Bind(call, charge, debited);
        if (_row.Run() == 0)
            return;
        _number++;
        foreach (var posting in charge.Postings)
        {
            if (!posting.Amount.IsZero)
                _due.Add(new DuePosting(posting, call, charge));
        }
    }

    /// <summary>Books what is due, account by account in one order, so that nodes do not wait for each other in a circle.</summary>
    public void End()
    {
        _due.Sort(static (one, other) => Compare(one.Posting.Account, other.Posting.Account));
        foreach (var due in _due)
            Book(due);
        if (_number == _firstNumber)
            return;
        _setNumber.Reset();
        _setNumber.Add(_number);
        _setNumber.Add(CounterOf(_node));
        _setNumber.Run();
    }

    public void Dispose()
    {
        _row.Dispose();
        _lockNumber.Dispose();
        _setNumber.Dispose();
        _spend.Dispose();
        _append.Dispose();
        _nextAccount.Dispose();
        _make.Dispose();
    }

    private Money EndQuota(QuotaEnd end)
    {
        var tables = new QuotaTables(_database, _connection);
        var now = _time.GetUtcNow();
        if (end.Reached is { } reached)
            LimitTables.Close(_connection, reached, now);
        return tables.Change(end.Session, end.RequestNo, (inside, row) => new QuotaAnswer(
            QuotaOutcome.Closed, end.Talked is null ? TimeSpan.Zero : row.Granted, true, inside.Close(end.Session, end.Talked, row.Granted, end.RequestNo, now, watch: end.Watch))).Charged;
    }

    private void Bind(CallRecord call, LegCharge charge, long? debited)
    {
        _row.Reset();
        _row.Add(charge.Session ?? call.Id);
        _row.Add((long)charge.Leg);
        _row.Add((long)charge.Part);
        _row.Add(_node);
        _row.Add(_number + 1);
        _row.Add(call.Id);
        _row.Add(charge.Company ?? call.Company);
        _row.Add(charge.Payer);
        _row.Add(charge.Employee);
        _row.Add(Names<Billing>.Of(charge.Billing));
        _row.Add(call.CallerNumber);
        _row.Add(call.Dialled);
        _row.Add(call.Called?.Value);
        _row.Add(Names<CallDirection>.Of(call.Direction));
        _row.Add(Names<CallService>.Of(call.Service));
        _row.Add(Names<NumberClass>.Of(call.NumberClass));
        _row.Add(call.StartedAt.ToUnixTimeMilliseconds());
        _row.Add((charge.AnsweredAt ?? call.AnsweredAt)?.ToUnixTimeMilliseconds());
        _row.Add((charge.EndedAt ?? call.EndedAt).ToUnixTimeMilliseconds());
        _row.Add(charge.Cycle?.Of.Start.ToUnixTimeMilliseconds());
        _row.Add(charge.Cycle?.Cycle.Start.ToUnixTimeMilliseconds());
        _row.Add(charge.Class is { } rate ? Names<RateClass>.Of(rate) : null);
        _row.Add(charge.Item?.ToString());
        _row.Add((long)charge.Charge.Billed.TotalSeconds);
        _row.Add(charge.Charge.Net.Units);
        _row.Add(charge.Charge.Gross.Units);
        _row.Add(charge.Vat?.ToString(CultureInfo.InvariantCulture));
        _row.Add(debited);
        _row.Add(Names<Closing>.Of(charge.Closing));
        _row.Add((long)call.SipStatus);
        _row.Add((long?)call.Q850);
        _row.Add(charge.Offline ? 1 : 0);
        _row.Add(charge.Numbering);
        // A leg that was sent on has no place: who pays for it is not there (AREA-7).
        var place = charge.Leg == 0 ? call.Place : CallerPlace.Unknown;
        _row.Add(place.Zone);
        _row.Add(charge.InArea ? 1L : 0L);
        _row.Add(place.Source == PlaceSource.None ? null : Names<PlaceSource>.Of(place.Source));
        _row.Add(charge.LimitUse?.Before.Units);
        _row.Add(charge.LimitUse?.After.Units);
    }

    private void Book(in DuePosting due)
    {
        var (posting, call, charge) = due;
        var at = (charge.EndedAt ?? call.EndedAt).ToUnixTimeMilliseconds();
        var reference = string.Create(CultureInfo.InvariantCulture, $"{charge.Session ?? call.Id}/{charge.Leg}/{charge.Part}");
        Span<long> account = stackalloc long[3];
        var amount = posting.Amount.Units;
        if (!TrySpend(posting.Account, amount, account))
        {
            if (!posting.Account.MayBeOverdrawn)
            {
                amount = SpendWhatIsThere(AccountTables.IdOf(_connection, posting.Account), amount, account);
            }
            else
            {
                Make(posting.Account);
                if (!TrySpend(posting.Account, amount, account))
                    throw new InvalidOperationException($"The account {posting.Account} was made and is not there.");
            }
        }

        if (amount > 0)
            Append(account[0], reference, at, charge, amount);
        if (posting.Watch is { } terms)
            LimitTables.Look(_connection, terms, Money.FromUnits(account[2] - account[1]), _time.GetUtcNow());
    }

    private bool TrySpend(in AccountKey key, long amount, Span<long> account)
    {
        _spend.Reset();
        _spend.Add(amount);
        _spend.Add(key.Company);
        _spend.Add(key.Owner);
        _spend.Add(Names<AccountKind>.Of(key.Kind));
        _spend.Add(key.CycleValue);
        return _spend.TryRead(account);
    }

    /// <summary>As <see cref="AccountTables.IdOf"/>, with statements that are prepared: in the first days of a cycle most calls make an account.</summary>
    private void Make(in AccountKey key)
    {
        Span<long> id = stackalloc long[1];
        _nextAccount.Reset();
        _nextAccount.TryRead(id);
        _make.Reset();
        _make.Add(id[0]);
        _make.Add(Names<AccountKind>.Of(key.Kind));
        _make.Add(key.Company);
        _make.Add(key.Owner);
        _make.Add(key.CycleValue);
        _make.Run();
    }

    private long SpendWhatIsThere(long id, long amount, Span<long> account)
    {
        var row = AccountTables.Lock(_database, _connection, id);
        var spent = Math.Min(amount, Math.Max(0, row.Available));
        AccountTables.Spend(_connection, id, spent, 0);
        (account[0], account[1], account[2]) = (id, row.Balance - spent, row.Reserved);
        return spent;
    }

    private void Append(long account, string reference, long at, LegCharge charge, long amount)
    {
        _append.Reset();
        _append.Add(account);
        _append.Add(reference);
        _append.Add(at);
        _append.Add(Names<LedgerKind>.Of(charge.Cycle is { IsAdjustment: true } ? LedgerKind.Adjustment : LedgerKind.Charge));
        _append.Add(-amount);
        _append.Add(charge.Item?.ToString());
        _append.Run();
    }

    private static int Compare(in AccountKey one, in AccountKey other)
    {
        var order = string.CompareOrdinal(one.Company, other.Company);
        if (order == 0)
            order = string.CompareOrdinal(one.Owner, other.Owner);
        if (order == 0)
            order = one.Kind.CompareTo(other.Kind);
        return order != 0 ? order : one.CycleValue.CompareTo(other.CycleValue);
    }

    private readonly record struct DuePosting(Posting Posting, CallRecord Call, LegCharge Charge);
}
