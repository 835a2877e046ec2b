using System.Collections.Immutable;
using PbxBridge.Charging.Amounts;
using PbxBridge.Charging.Cycles;
using PbxBridge.Charging.Prices;
using PbxBridge.Charging.Quotas;
using PbxBridge.Charging.Rating;
using PbxBridge.Routing.Plans;
using PbxBridge.Storage.Accounts;
using PbxBridge.Storage.Calls;
using PbxBridge.Storage.Charges;
using PbxBridge.Storage.Limits;

namespace PbxBridge.Charges;

/// <summary>What one payer pays for one leg: from the moment at which he begins to pay to the one at which he ends, by the quote that was decided at set-up. The amount is
/// always the formula on the whole time (RAT-3, OCS-2).</summary>
/// <remarks>Loop thread only.</remarks>
internal sealed class LegBill(ChargeDesk desk, Quote quote, int leg, string? session)
{
    private static readonly TimeSpan s_shortestOpen = TimeSpan.FromDays(BillingCycle.DaysToClose - 1);

    private PriceRow? _row = quote.Row;
    private ImmutableArray<AccountUse> _accounts = quote.Accounts;
    private CycleBooking? _cycle;
    private DateTimeOffset _answered;
    private long _answeredAt = -1;
    private TimeSpan? _billed;
    private int _part;

    public Quote Quote => quote;

    /// <summary>The price that counts; null: it is free.</summary>
    public PriceRow? Row => _row;

    /// <summary>As they bind the call now.</summary>
    public ImmutableArray<AccountUse> Accounts => _accounts;

    public CallQuota? Quota { get; set; }

    public Closing Closing { get; set; }

    public bool IsAnswered => _answeredAt >= 0;

    /// <summary>On the loop's clock; below zero: it is not.</summary>
    public long AnsweredAtTick => _answeredAt;

    /// <summary>Time that earlier records have charged; null: none.</summary>
    public TimeSpan? Billed => _billed;

    public DateTimeOffset? AnsweredAt => IsAnswered ? _answered : null;

    public Billing Billing => BillingOf(quote);

    /// <summary>The limit that is looked at while the call runs, where no reservation does it; null: none.</summary>
    public LimitTerms? Watched => IsAnswered && _row is not null ? Terms() : null;

    public static Billing BillingOf(Quote quote) => quote.Payer.Kind switch
    {
        PayerKind.PrivatePrepaid => Billing.PrivatePrepaid,
        PayerKind.PrivateFlagged => Billing.PrivateFlagged,
        PayerKind.Free => Billing.Free,
        _ => quote.Row is null ? Billing.Free : Billing.Business,
    };

    public void Answer(long now, DateTimeOffset at)
    {
        (_answeredAt, _answered) = (now, at);
        // RAT-6: the version of the price list that is valid now counts. What is still reserved keeps the price by which it was reserved.
        if (Quota is null && RowAt(at) is { } row)
            _row = row;
        if (quote.Payer.Company is { } id && desk.Directory.Company(id) is { } company)
            _cycle = company.Cycles.Book(at, at);
        Quota?.Answered();
    }

    /// <summary>It is about to be answered. When it has rung until another billing cycle began, or another price counts, what was reserved is free again (CYC-2, RAT-6). The employee's own account
    /// keeps what it has granted: nothing is talked on it that was not reserved before.</summary>
    /// <returns>True when it is to be reserved anew, after its answer.</returns>
    public bool GivesUpReservation(DateTimeOffset at)
    {
        if (Quota is not { IsStrict: false } quota || quote.Payer.Company is not { } id || desk.Directory.Company(id) is not { } company)
            return false;
        var cycle = company.Cycles.At(at).Start;
        var isSamePrice = RowAt(at) is not { } now || (now.Item == _row?.Item && now.Tariff == _row.Tariff);
        if (isSamePrice && quota.Payers.All(payer => payer.Account.Cycle == cycle))
            return false;
        quota.Drop();
        Quota = null;
        return true;
    }

    private PriceRow? RowAt(DateTimeOffset at) => quote.Question is { } question ? desk.Directory.Prices?.Find(question with { At = at }).Row : null;

    /// <summary>Limits were changed.</summary>
    /// <returns>True when other accounts than before bind the call.</returns>
    public bool LimitsChanged(DateTimeOffset at)
    {
        if (_row is null || quote.Payer.Company is not { } id || desk.Directory.Company(id) is not { } company)
            return false;
        var before = _accounts;
        _accounts = AccountUses.Again(company, desk.Accounts, quote, before, at);
        return !_accounts.SequenceEqual(before);
    }

    /// <summary>The call goes on without its reservation, or with another one: what was talked is charged.</summary>
    public LegCharge EndReservation(long now, DateTimeOffset at)
    {
        var charge = Write(now, at, false) with { Closing = Closing.Partial };
        _part++;
        Quota = null;
        return charge;
    }

    /// <summary>What the call has cost so far, beyond what its records have charged (RAT-7).</summary>
    public Money CostSoFar(long now) => _row is { } row && Talked(now) is { } talked ? CallCharge.OfPart(row.Tariff, _billed, talked).Net : Money.Zero;

    /// <summary>For others to see (LIM-8); null: it costs nobody anything that a company may know of.</summary>
    public RunningLeg? Running(long now) => _row is { } row && _cycle is { } cycle && Talked(now) is { } talked && quote.Payer is { IsCompany: true, Company: { } company }
        ? new RunningLeg(
            company, PayerOf(quote.Payer), cycle.Of.Start, quote.Payer.IsPrivate, row.Tariff, _billed, talked,
            Quota is { IsOpen: true } held && held.Pays(Charging.Quotas.AccountKind.EmployeeLimit))
        : null;

    private static ChargePayer PayerOf(Payer payer) => payer.Employee is { } employee ? ChargePayer.OfEmployee(employee) : ChargePayer.OfNumber(payer.Number?.Value ?? "");

    /// <summary>The next part of a call that goes on (RAT-7).</summary>
    public LegCharge EndPart(long now, DateTimeOffset at)
    {
        var charge = Write(now, at, true) with { Closing = Closing.Partial };
        _part++;
        return charge;
    }

    /// <summary>All that was not billed before. Ends the reservation.</summary>
    public LegCharge End(long now, DateTimeOffset at) => Write(now, at, false);

    /// <summary>As it would be written, for a node that finds the call without its own.</summary>
    public LegCharge Draft(DateTimeOffset at) => new()
    {
        Session = session,
        Leg = leg,
        Company = quote.Payer.Company,
        Payer = quote.Payer.Number?.Value,
        Employee = quote.Payer.Employee,
        Billing = Billing,
        Class = quote.Question?.Class,
        Item = quote.Row?.Item,
        Vat = quote.Row?.Tariff.Vat,
        Numbering = desk.Directory.Numbering.Version,
        InArea = quote.InArea,
        Cycle = quote.Payer.Company is { } id && desk.Directory.Company(id) is { } company ? company.Cycles.Book(at, at) : null,
    };

    /// <summary>The same of a leg that is charged when it ends; null: a reservation knows it.</summary>
    public OpenLeg? Open()
    {
        if (Quota is not null)
            return null;
        var accounts = ImmutableArray<OpenAccount>.Empty;
        if (_row is not null && _cycle is { } cycle)
            accounts = ImmutableArray.CreateRange(_accounts, use => new OpenAccount(QuoteAccounts.Key(use, AccountCycle(use, cycle)), use.Kind.Basis()));
        return new OpenLeg(Draft(_answered) with { Item = _row?.Item, Vat = _row?.Tariff.Vat }, _row?.Tariff, accounts);
    }

    private LegCharge Write(long now, DateTimeOffset at, bool goesOn)
    {
        var talked = Talked(now);
        var charge = _row is { } row && talked is { } time ? CallCharge.OfPart(row.Tariff, _billed, time) : Charge.None;
        _billed = talked;
        _cycle = Booked();
        var held = Quota is { IsOpen: true };
        var reached = goesOn || talked is not { } spent ? null : Reached(spent);
        var end = goesOn ? null : Quota?.End(talked);
        if (end is not null && reached is not null)
        {
            desk.Accounts.Close(AccountKey.Premium(reached.Company, reached.Employee, reached.Cycle.Start), reached.Amount);
            end = end with { Reached = reached };
        }
        return new LegCharge
        {
            Session = session,
            Leg = leg,
            Part = _part,
            Company = quote.Payer.Company,
            Payer = quote.Payer.Number?.Value,
            Employee = quote.Payer.Employee,
            Billing = Billing,
            AnsweredAt = AnsweredAt,
            EndedAt = at,
            Cycle = _cycle,
            Class = talked is null ? null : quote.Question?.Class,
            Item = talked is null ? null : _row?.Item,
            Charge = charge,
            Numbering = desk.Directory.Numbering.Version,
            Vat = talked is null ? null : _row?.Tariff.Vat,
            InArea = talked is not null && _row is { Area: true },
            Postings = talked is null || _row is null ? [] : Postings(charge, held),
            LimitUse = talked is null || _row is null ? null : LimitUse(charge),
            Quota = end,
            Closing = Closing,
            Offline = Quota is { IsOffline: true },
        };
    }

    // What is reserved is charged by the reservation; all else is booked with the record.
    private ImmutableArray<Posting> Postings(Charge charge, bool held)
    {
        if (_cycle is not { } cycle)
            return [];
        var postings = ImmutableArray.CreateBuilder<Posting>(_accounts.Length);
        foreach (var use in _accounts)
        {
            if (held && Quota?.Pays(use.Kind) == true)
                continue;
            var key = QuoteAccounts.Key(use, AccountCycle(use, cycle));
            var amount = charge.In(use.Kind.Basis());
            desk.Accounts.Spend(key, amount);
            postings.Add(new Posting(key, amount, QuoteAccounts.Watch(desk.Directory, use, cycle.Of, _answered)));
        }
        return postings.ToImmutable();
    }

    // Limits and thresholds count in the cycle of the answer (T1); what comes after its close the company pays with the next one.
    private static DateTimeOffset AccountCycle(in AccountUse use, in CycleBooking cycle) =>
        use.Kind == Charging.Quotas.AccountKind.CompanyCredit ? cycle.Cycle.Start : cycle.Of.Start;

    // CYC-2: no cycle is closed sooner after the answer.
    private CycleBooking? Booked()
    {
        var now = desk.Loop.Time.GetUtcNow();
        return now - _answered > s_shortestOpen && _cycle is not null && quote.Payer.Company is { } id && desk.Directory.Company(id) is { } company
            ? company.Cycles.Book(_answered, now)
            : _cycle;
    }

    // As this node counts it: with what is reserved for calls that run (LIM-2).
    private (Money, Money)? LimitUse(in Charge charge)
    {
        foreach (var use in _accounts)
        {
            if (use.Kind != Charging.Quotas.AccountKind.EmployeeLimit || _cycle is not { } cycle)
                continue;
            var after = desk.Accounts.LimitUsed(QuoteAccounts.Key(use, cycle.Of.Start));
            return (after - charge.Net, after);
        }
        return null;
    }

    /// <summary>The statutory threshold that has ended the call: it has talked all that was granted, and another second does not fit under it. Null: it did not.</summary>
    public PremiumTerms? Reached(TimeSpan talked)
    {
        if (Quota is not { IsFinal: true, IsOpen: true } quota || talked < quota.Until || !quota.Pays(Charging.Quotas.AccountKind.PremiumThreshold) || _row is not { Tariff: { } tariff }
            || quote.Payer is not { Company: { } company, Employee: { } employee } || QuoteAccounts.Threshold(desk.Directory, company, employee, _answered) is not { } terms)
        {
            return null;
        }
        var next = CallCharge.Of(tariff, quota.Until + TimeSpan.FromSeconds(1)).Gross - CallCharge.Of(tariff, quota.Until).Gross;
        return desk.Accounts.PremiumOf(company, employee) + next > terms.Amount ? terms : null;
    }

    private LimitTerms? Terms()
    {
        if (_cycle is not { } cycle)
            return null;
        foreach (var use in _accounts)
        {
            if (!(Quota is { IsOpen: true } held && held.Pays(use.Kind)) && QuoteAccounts.Watch(desk.Directory, use, cycle.Of, _answered) is { } terms)
                return terms;
        }
        return null;
    }

    // Time that was not granted is nobody's own money.
    private TimeSpan? Talked(long now)
    {
        if (!IsAnswered)
            return null;
        var talked = TimeSpan.FromMilliseconds(now - _answeredAt);
        return Quota is { IsStrict: true } strict ? SliceRule.Billable(talked, strict.Until) : talked;
    }
}
