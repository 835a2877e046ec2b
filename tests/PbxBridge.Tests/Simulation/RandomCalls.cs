using PbxBridge.Calls;
using PbxBridge.Charging.Amounts;
using PbxBridge.Charging.Prices;
using PbxBridge.Commands;
using PbxBridge.Routing.Companies;
using PbxBridge.Routing.Plans;
using PbxBridge.Storage.Accounts;
using PbxBridge.Storage.Calls;
using PbxBridge.Storage.Charges;
using PbxBridge.Testing;
using PbxBridge.Tests.Charges;
using PbxBridge.Tests.Office;

namespace PbxBridge.Tests.Simulation;

/// <summary>Calls by lot, one after the other, in a company whose rules are drawn by lot. Before each call the explainer is asked; the call must do what it said.</summary>
internal sealed class RandomCalls : IDisposable
{
    private const string Place = "3GPP-E-UTRAN-FDD;utran-cell-id-3gpp=260021a2b0c0ffee;network-provided";

    private static readonly string[] Dialled =
    [
        "202", "203", "8001", "600", "602", "700", "299", "0601234567", "501000000", "+48501000000", "+48501000000", "+48226000000", "+48226000000", "226000000", "+48221234567", "19115", "118913", "989", "116000", "800123456",
        "501000000", "501000000", "501000000", "226000000", "226000000", "0226000000", "801123456", "802123456", "703123456", "700123456", "700123456", "+49301234567", "+12125551234", "+870773111222", "211234567", "1033", "12345", RandomCompany.OtherNumber, "55901", "+48601000202", "112", "0112",
        "999", "112*",
    ];

    private static readonly string[] Employees = ["201", "202", "203"];

    private readonly SeededRandom _random;
    private readonly TestOffice _office;
    private readonly CompanyDirectory _directory;
    private readonly Dictionary<AccountKey, Money> _before = [];

    public RandomCalls(ulong seed)
    {
        _random = new SeededRandom(seed * 7_919);
        var options = new OfficeOptions { Seed = seed, Records = false, WritesAtOnce = true, Prices = book => Prices(book), Before = Spend }
            .With(company => RandomCompany.Of(company, _random));
        _office = TestOffice.Demo(options);
        var other = RandomCompany.Other(_random);
        _office.OnLoop(() => _office.Bridge.Use(_office.DirectoryWith(other)));
        _directory = _office.DirectoryWith(other);
        foreach (var number in (string[])["112", "999"])
            _office.Mobile(number).Answers();
        foreach (var account in Accounts())
            _before[account.Key] = account.Balance;
    }

    public void Run(int calls)
    {
        for (var i = 0; i < calls; i++)
            One();
        AssertMoney();
    }

    public void Dispose() => _office.Dispose();

    private void One()
    {
        var dialled = Dialled[_random.Next(Dialled.Length)];
        if (_random.Chance(0.2) && !dialled.EndsWith('*'))
            dialled += "*";
        var (party, from, places) = Caller();
        // What a PBX gets back twice in a row is a loop (LOOP-7): only the live call can know of the one before.
        if (places.IsEmpty && dialled.StartsWith("8001", StringComparison.Ordinal))
            dialled = "202";
        Behave();
        var uri = $"sip:{dialled}@{TestOffice.BridgeHost};user=phone";
        _office.Flush();
        var said = ExplainCommand.PlanOf(
            _office.Store, _directory, SupposedCall.Of(_directory, from, uri, null, _office.Time.GetUtcNow()) with { AccessNetwork = places }, _office.Time);
        var count = _office.Records.Count;
        var call = party.Dials(dialled, new DialOptions { Headers = places.Length > 1 ? [("P-Access-Network-Info", Place)] : [] });
        if (_office.Pump.RunUntil(() => call.State is PhoneCallState.Answered or PhoneCallState.Ended, TimeSpan.FromSeconds(200)) && call.State == PhoneCallState.Answered)
        {
            _office.Pump.RunUntil(() => call.State == PhoneCallState.Ended, TimeSpan.FromSeconds(_random.Chance(0.3) ? 30 + _random.Next(200) : 1 + _random.Next(4)));
            if (call.State == PhoneCallState.Answered)
                call.HangUp();
        }
        _office.RunUntil(() => _office.Records.Count == count + 1, 20);
        var done = _office.Records[^1];
        try
        {
            Compare(said, done);
            AssertMemory();
        }
        catch (Exception fault)
        {
            throw new InvalidOperationException($"call {count}: {from} dials {dialled}: {string.Join(" | ", said.Decisions.Select(step => step.Sentence.English))}", fault);
        }
    }

    private void Compare(CallPlan said, CallRecord done)
    {
        // The decisions of a long call went to the store before its end; what is stored of a private call has its numbers hidden.
        var (isLong, live) = (done.Decisions.Count < said.Decisions.Length, done.Decisions);
        if (isLong)
            live = _office.Stored(done).Decisions;
        var hidden = isLong && said.IsPrivate;
        Assert.Equal(said.Decisions.Select(step => Of(step, hidden)), live.Take(said.Decisions.Length).Select(step => Of(step, hidden)));
        Assert.DoesNotContain(live.Skip(said.Decisions.Length), step => step.Step == "reservation");
        Assert.Equal((said.Class, said.IsPrivate), (done.NumberClass, done.Billing is Billing.PrivateFlagged or Billing.PrivatePrepaid));
        var legs = said.Steps.SelectMany(Legs).ToArray();
        Assert.Equal(legs.Take(done.Attempts.Length), done.Attempts.Select(attempt => attempt.Target).Distinct().Take(legs.Length));
        switch (said.Steps[0])
        {
            case PlanStep.Reject { Cause: { } cause }:
                Assert.Equal((CauseToStatus.Of(cause).Status, 0), (done.SipStatus, done.Attempts.Length));
                break;
            case PlanStep.Announce announce:
                Assert.Equal((CauseToStatus.Of(announce.Then).Status, 0), (done.SipStatus, done.Attempts.Length));
                break;
            case PlanStep.Ring or PlanStep.RingLine { Members.Length: > 0 }:
                Assert.NotEmpty(done.Attempts);
                break;
        }
        var charges = _office.Charges(done);
        Assert.NotEmpty(charges);
        Assert.Equal(charges.Count, charges.Select(charge => (charge.Session, charge.Leg, charge.Part)).Distinct().Count());
        if (!said.IsEmergency)
            return;
        Assert.Equal(200, done.SipStatus);
        Assert.All(charges, charge => Assert.Equal((Billing.Free, Money.Zero, Money.Zero), (charge.Billing, charge.Net, charge.Gross)));
    }

    // The decision of the next call is made from memory.
    private void AssertMemory()
    {
        var memory = _office.Bridge.Charges.Accounts;
        foreach (var account in Accounts())
        {
            var key = account.Key;
            Assert.Equal((key, key.Kind == AccountKind.Prepaid ? account.Available : account.Used), (key, key.Kind switch
            {
                AccountKind.Prepaid => memory.PrepaidOf(key.Company, key.Owner),
                AccountKind.Limit => memory.LimitOf(key.Company, key.Owner).Consumed,
                AccountKind.Premium => memory.PremiumOf(key.Company, key.Owner),
                _ => memory.OwedBy(key.Company),
            }));
        }
    }

    // Balance = sum of the ledger, available ≥ 0, and what accounts lost is what records charged.
    private void AssertMoney()
    {
        _office.Flush();
        Assert.Empty(_office.Store.Accounts.Discrepancies());
        var charges = _office.Records.SelectMany(_office.Charges).ToArray();
        foreach (var account in Accounts())
        {
            var spent = _before.GetValueOrDefault(account.Key) - account.Balance;
            Assert.Equal(Money.Zero, account.Reserved);
            Assert.Equal(Money.Sum(charges.Select(charge => CostTo(account.Key, charge))), spent);
            if (account.Key.Kind == AccountKind.Prepaid)
                Assert.False(account.Available.IsNegative);
        }
    }

    private static Money CostTo(AccountKey account, ChargedCall charge) => account.Kind switch
    {
        AccountKind.Prepaid => charge.Billing == Billing.PrivatePrepaid && charge.Employee == account.Owner ? charge.Gross : Money.Zero,
        AccountKind.Limit => charge.Billing == Billing.Business && charge.Employee == account.Owner ? charge.Net : Money.Zero,
        AccountKind.Premium => charge.Billing is Billing.Business or Billing.PrivateFlagged && charge.RateClass == nameof(RateClass.Premium) && charge.Employee == account.Owner ? charge.Gross : Money.Zero,
        _ => charge.Billing is Billing.Business or Billing.PrivateFlagged ? charge.Net : Money.Zero,
    };

    private IEnumerable<Account> Accounts() => _office.Store.Accounts.InCycle("przyklad", ChargeOffice.Cycle).Concat(_office.Store.Accounts.Prepaid());

    private static (string, string, string, Sentence) Of(DecisionStep step, bool hidden) => hidden ? (step.Step, step.Rule, "", default) : (step.Step, step.Rule, step.Outcome, step.Sentence);

    private static IEnumerable<string> Legs(PlanStep step) => step switch
    {
        PlanStep.Ring ring => [ring.Target.Number.Value],
        PlanStep.RingLine line => line.Members.Select(member => member.Number.Value),
        _ => [],
    };

    private (Party Party, string From, System.Collections.Immutable.ImmutableArray<string> Places) Caller()
    {
        var phone = Party.Private.Single(header => header.Name == "P-Access-Network-Info").Value;
        switch (_random.Next(6))
        {
            case 0:
                return (_office.Desk("8001"), "+48225558001", []);
            case 1:
                return (_office.Caller("+48502111222"), "+48502111222", [phone]);
            default:
                var number = "+48601000" + Employees[_random.Next(Employees.Length)];
                return (_office.Mobile(number), number, _random.Chance(0.4) ? [phone, Place] : [phone]);
        }
    }

    private void Behave()
    {
        foreach (var number in (string[])[.. Employees.Select(extension => "+48601000" + extension), "+48601000200", "+48501000000", "+48226000000", RandomCompany.OtherNumber])
        {
            var party = _office.Mobile(number);
            _ = _random.Next(6) switch
            {
                0 => party.IsBusy(),
                1 => party.Declines(),
                2 => party.IsUnreachable(),
                3 => party.RingsOut(),
                _ => party.Answers(),
            };
        }
    }

    private PriceBook? Prices(PriceBook book) => _random.Chance(0.15) ? null : _random.Chance(0.5) ? ChargeOffice.FiftyGross : book;

    // Often just as much as a limit, or a little less: what is left pays for nothing, or for the first seconds.
    private Money Near(decimal zloty) => Money.Max(Money.Zero, Money.Of(zloty - (_random.Next(4) switch { 0 => 0.001m, 1 => 0.01m, 2 => 0.1m, _ => 0m })));

    private void Spend(Storage.Store store)
    {
        foreach (var extension in Employees)
        {
            var number = "+48601000" + extension;
            if (_random.Chance(0.7))
                store.Accounts.Post(ChargeOffice.Purse(number), new LedgerEntry("start", ManualTime.Start, LedgerKind.Credit, Near(_random.Next(4) * 0.4m)));
            if (_random.Chance(0.5))
                store.Accounts.Post(ChargeOffice.LimitOf(number), new LedgerEntry("start", ManualTime.Start, LedgerKind.Charge, -Near(_random.Next(8) * 0.25m)));
            if (_random.Chance(0.2))
                store.Accounts.Post(ChargeOffice.PremiumOf(number), new LedgerEntry("start", ManualTime.Start, LedgerKind.Charge, -Near(_random.Chance(0.5) ? 35 : _random.Next(36))));
            if (_random.Chance(0.1))
                store.Limits.Lift("przyklad", ChargeOffice.IdOf(number), ChargeOffice.Cycle, "los");
        }
        if (_random.Chance(0.5))
            store.Accounts.Post(AccountKey.OfCompany("przyklad", ChargeOffice.Cycle), new LedgerEntry("start", ManualTime.Start, LedgerKind.Charge, -Near(_random.Next(5))));
    }
}
