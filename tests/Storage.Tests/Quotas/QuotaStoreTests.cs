using PbxBridge.Charging.Amounts;
using PbxBridge.Charging.Prices;
using PbxBridge.Storage.Accounts;
using PbxBridge.Storage.Quotas;
using PbxBridge.Storage.Tests.Postgres;

namespace PbxBridge.Storage.Tests.Quotas;

/// <summary>OCS-1…8 over the real tables.</summary>
public abstract class QuotaStoreTests : IDisposable
{
    private static readonly DateTimeOffset Cycle = new(2026, 2, 28, 23, 0, 0, TimeSpan.Zero);
    private static readonly AccountKey Piotr = AccountKey.Prepaid("przyklad", "+48601000202");
    private static readonly AccountKey Limit = AccountKey.Limit("przyklad", "+48601000202", Cycle);
    private static readonly AccountKey Premium = AccountKey.Premium("przyklad", "+48601000202", Cycle);

    // 0.60 a minute: a second is a grosz.
    private static readonly Tariff Grosz = new() { Price = 0.60m, Per = TimeSpan.FromSeconds(60), Basis = PriceBasis.Gross };

    private readonly TemporaryStore _temporary;
    private readonly QuotaStore _quotas;

    protected QuotaStoreTests(PostgresCluster? server)
    {
        _temporary = new TemporaryStore(server, options => options with { LockWait = TimeSpan.FromSeconds(30) });
        _quotas = new QuotaStore(_temporary.Store, 1);
    }

    private AccountStore Accounts => _temporary.Store.Accounts;

    [StoreFact]
    public void A_call_is_reserved_renewed_and_ended_and_costs_exactly_its_price()
    {
        TopUp(Piotr, 5m);
        Assert.Equal(Granted(60), Reserve("c1"));
        AssertAccount(Piotr, balance: 5m, reserved: 0.60m);
        _temporary.Time.Advance(TimeSpan.FromSeconds(45));
        Assert.Equal(Granted(120, charged: 0.45m), _quotas.Renew("c1", 2, Seconds(45)));
        AssertAccount(Piotr, balance: 4.55m, reserved: 0.75m);
        Assert.Equal(new QuotaAnswer(QuotaOutcome.Closed, Seconds(120), true, Money.Of(0.80m)), _quotas.Terminate("c1", 3, Seconds(79.2)));
        AssertAccount(Piotr, balance: 4.20m, reserved: 0m);
        Assert.Equal([("top-up", 5m), ("c1#2", -0.45m), ("c1#3", -0.35m)], Accounts.Ledger(Piotr).Select(entry => (entry.Reference, entry.Amount.Amount)));
        Assert.Equal("private/3/mobile", Accounts.Ledger(Piotr)[1].Item);
    }

    [StoreFact]
    public void The_sum_of_the_slices_is_the_rounded_price_of_the_whole_call()
    {
        // 1.00 for 3600 s: a second has no exact price (OCS-2, trap 21).
        var tariff = new Tariff { Price = 1m, Per = TimeSpan.FromHours(1), Basis = PriceBasis.Gross };
        TopUp(Piotr, 5m);
        _quotas.Reserve(new QuotaRequest("c1", 1, [Payer(Piotr) with { Tariff = tariff }]));
        for (var n = 1; n <= 13; n++)
            _quotas.Renew("c1", n + 1, Seconds(n * 47));
        Assert.Equal(Money.Of(0.1739m), _quotas.Terminate("c1", 20, Seconds(626)).Charged);
        Assert.Equal(Money.Of(4.8261m), Accounts.Find(Piotr)?.Balance);
    }

    [StoreFact]
    public void A_connection_fee_and_a_first_increment_are_in_the_first_slice_and_charged_once()
    {
        var tariff = Grosz with { ConnectionFee = Money.Of(0.15m), First = Seconds(60), Next = Seconds(30) };
        TopUp(Piotr, 5m);
        _quotas.Reserve(new QuotaRequest("c1", 1, [Payer(Piotr) with { Tariff = tariff }]));
        AssertAccount(Piotr, 5m, 0.75m);
        Assert.Equal(Money.Of(0.75m), _quotas.Renew("c1", 2, Seconds(10)).Charged);
        Assert.Equal(Money.Of(1.05m), _quotas.Terminate("c1", 3, Seconds(61)).Charged);
    }

    [StoreFact]
    public void An_answer_is_given_again_word_for_word_and_nothing_happens_twice()
    {
        TopUp(Piotr, 5m);
        var reserved = Reserve("c1");
        Assert.Equal(reserved, Reserve("c1"));
        AssertAccount(Piotr, 5m, 0.60m);
        var renewed = _quotas.Renew("c1", 2, Seconds(30));
        Assert.Equal(renewed, _quotas.Renew("c1", 2, Seconds(30)));
        var ended = _quotas.Terminate("c1", 3, Seconds(70));
        Assert.Equal(ended, _quotas.Terminate("c1", 3, Seconds(70)));
        // Also those of before, when they come late.
        Assert.Equal((reserved, renewed), (Reserve("c1"), _quotas.Renew("c1", 2, Seconds(30))));
        AssertAccount(Piotr, 4.30m, 0m);
        Assert.Equal(3, Accounts.Ledger(Piotr).Count);
    }

    [StoreFact]
    public void A_lower_number_that_was_never_answered_and_a_session_that_never_was_are_ignored()
    {
        TopUp(Piotr, 5m);
        _quotas.Reserve(new QuotaRequest("c1", 5, [Payer(Piotr)]));
        Assert.Equal(QuotaAnswer.Ignored, _quotas.Renew("c1", 4, Seconds(30)));
        Assert.Equal(QuotaAnswer.Ignored, _quotas.Terminate("c1", 3, Seconds(30)));
        Assert.Equal(QuotaAnswer.Ignored, Reserve("c1"));
        Assert.Equal(QuotaAnswer.Ignored, _quotas.Release("other", 1));
        AssertAccount(Piotr, 5m, 0.60m);
    }

    [StoreFact]
    public void After_the_end_any_request_gets_the_answer_of_the_end()
    {
        TopUp(Piotr, 5m);
        Reserve("c1");
        var ended = _quotas.Terminate("c1", 2, Seconds(10));
        Assert.Equal(ended, _quotas.Renew("c1", 3, Seconds(20)));
        Assert.Equal(ended, _quotas.Terminate("c1", 4, Seconds(99)));
        AssertAccount(Piotr, 4.90m, 0m);
    }

    [StoreFact]
    public void The_last_increments_that_fit_are_granted_as_final_and_less_than_one_is_refused()
    {
        TopUp(Piotr, 0.25m);
        Assert.Equal(new QuotaAnswer(QuotaOutcome.Granted, Seconds(25), true, Money.Zero), Reserve("c1"));
        Assert.Equal(new QuotaAnswer(QuotaOutcome.NoFunds, TimeSpan.Zero, true, Money.Zero), Reserve("c2"));
        AssertAccount(Piotr, 0.25m, 0.25m);
        // Asked again, the refusal stands though there is money now.
        TopUp(Piotr, 5m, "later");
        Assert.Equal(QuotaOutcome.NoFunds, Reserve("c2").Outcome);
        Assert.Equal(Granted(60), Reserve("c3"));
    }

    [StoreFact]
    public void A_call_that_was_never_answered_leaves_no_line_in_the_ledger()
    {
        TopUp(Piotr, 5m);
        Reserve("c1");
        Assert.Equal(QuotaOutcome.Closed, _quotas.Release("c1", 2).Outcome);
        AssertAccount(Piotr, 5m, 0m);
        Assert.Single(Accounts.Ledger(Piotr));
    }

    [StoreFact]
    public void Several_accounts_pay_together_or_not_at_all()
    {
        Accounts.SetAllowance(Limit, Money.Of(100m));
        Accounts.SetAllowance(Premium, Money.Of(0.30m));
        var payers = new[] { Payer(Premium), Payer(Limit) with { Basis = PriceBasis.Net } };
        Assert.Equal(new QuotaAnswer(QuotaOutcome.Granted, Seconds(30), true, Money.Zero), _quotas.Reserve(new QuotaRequest("c1", 1, [.. payers])));
        // 30 s are 0.30 with VAT and 0.2439 without.
        AssertAccount(Premium, 0m, 0.30m);
        AssertAccount(Limit, 0m, 0.2439m);
        Assert.Equal(QuotaOutcome.NoFunds, _quotas.Reserve(new QuotaRequest("c2", 1, [.. payers])).Outcome);
        AssertAccount(Limit, 0m, 0.2439m);
        _quotas.Terminate("c1", 2, Seconds(20));
        AssertAccount(Premium, -0.20m, 0m);
        AssertAccount(Limit, -0.1626m, 0m);
    }

    [StoreFact]
    public void A_blocked_account_and_one_that_is_no_longer_valid_give_nothing_and_calls_that_run_end_with_their_slice()
    {
        TopUp(Piotr, 5m);
        Reserve("c1");
        Accounts.SetState(Piotr, AccountState.Blocked);
        Assert.Equal(QuotaOutcome.Blocked, Reserve("c2").Outcome);
        Assert.Equal(new QuotaAnswer(QuotaOutcome.Granted, Seconds(60), true, Money.Of(0.30m)), _quotas.Renew("c1", 2, Seconds(30)));
        Accounts.SetState(Piotr, AccountState.Open);
        Accounts.SetValidity(Piotr, _temporary.Time.GetUtcNow());
        Assert.Equal(QuotaOutcome.Blocked, Reserve("c3").Outcome);
        Accounts.SetValidity(Piotr, _temporary.Time.GetUtcNow().AddSeconds(1));
        Assert.Equal(QuotaOutcome.Granted, Reserve("c4").Outcome);
    }

    [StoreFact]
    public void No_more_calls_at_once_than_are_allowed()
    {
        TopUp(Piotr, 5m);
        Reserve("c1");
        Reserve("c2");
        Assert.Equal(QuotaOutcome.TooManyCalls, Reserve("c3").Outcome);
        _quotas.Terminate("c1", 2, Seconds(1));
        Assert.Equal(Granted(60), Reserve("c4"));
    }

    [StoreFact]
    public void Calls_that_share_a_balance_get_fair_slices_of_it()
    {
        TopUp(Piotr, 1.60m);
        Assert.Equal(Granted(60), Reserve("c1"));
        // 1.00 is left; at a grosz a second two calls may each take a quarter of it.
        Assert.Equal(Granted(25), Reserve("c2"));
        // 0.10 + 0.50 of its own and 0.75 free: another 18 s, a quarter of what lies beyond the minute.
        Assert.Equal(Granted(78, charged: 0.10m), _quotas.Renew("c1", 2, Seconds(10)));
    }

    [StoreFact]
    public void A_call_that_talked_longer_than_it_may_never_costs_more_than_is_there()
    {
        TopUp(Piotr, 0.50m);
        Reserve("c1");
        Assert.Equal(Money.Of(0.50m), _quotas.Terminate("c1", 2, Seconds(75)).Charged);
        AssertAccount(Piotr, 0m, 0m);
        // A limit may be exceeded by the call that was allowed to begin.
        Accounts.SetAllowance(Limit, Money.Of(0.50m));
        _quotas.Reserve(new QuotaRequest("c2", 1, [Payer(Limit)]));
        Assert.Equal(Money.Of(0.75m), _quotas.Terminate("c2", 2, Seconds(75)).Charged);
    }

    [StoreFact]
    public void Many_calls_at_once_on_one_balance_never_overspend()
    {
        TopUp(Piotr, 2m);
        var outcomes = new QuotaOutcome[12];
        Parallel.For(0, outcomes.Length, n =>
        {
            var answer = _quotas.Reserve(new QuotaRequest($"c{n}", 1, [Payer(Piotr) with { MostCalls = 100 }]));
            outcomes[n] = answer.Outcome;
            if (answer.IsGranted)
                _quotas.Terminate($"c{n}", 2, answer.Until);
        });
        Assert.Equal(Money.Zero, Accounts.Find(Piotr)?.Balance);
        Assert.Equal(-2m, Accounts.Ledger(Piotr).Where(entry => entry.Kind == LedgerKind.Charge).Sum(entry => entry.Amount.Amount));
        Assert.All(outcomes, outcome => Assert.True(outcome is QuotaOutcome.Granted or QuotaOutcome.NoFunds));
        Assert.Empty(Accounts.Discrepancies());
    }

    [StoreFact]
    public void Repeated_requests_side_by_side_count_once()
    {
        TopUp(Piotr, 5m);
        var answers = new QuotaAnswer[8];
        Parallel.For(0, answers.Length, n => answers[n] = Reserve("c1"));
        Assert.All(answers, answer => Assert.Equal(Granted(60), answer));
        Parallel.For(0, answers.Length, n => answers[n] = _quotas.Terminate("c1", 2, Seconds(10)));
        Assert.All(answers, answer => Assert.Equal(Money.Of(0.10m), answer.Charged));
        AssertAccount(Piotr, 4.90m, 0m);
    }

    public void Dispose()
    {
        Assert.Empty(Accounts.Discrepancies());
        _temporary.Dispose();
        GC.SuppressFinalize(this);
    }

    private QuotaAnswer Reserve(string session) => _quotas.Reserve(new QuotaRequest(session, 1, [Payer(Piotr)]));

    private void TopUp(AccountKey key, decimal amount, string reference = "top-up") =>
        Accounts.Post(key, new LedgerEntry(reference, SampleCall.Start.AddSeconds(-1), LedgerKind.TopUp, Money.Of(amount)));

    private void AssertAccount(AccountKey key, decimal balance, decimal reserved)
    {
        var account = Accounts.Find(key);
        Assert.Equal((balance, reserved), (account?.Balance.Amount, account?.Reserved.Amount));
    }

    private static QuotaPayer Payer(AccountKey key) => new(key, Grosz, PriceBasis.Gross, "private/3/mobile", MostCalls: 2);

    private static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);

    private static QuotaAnswer Granted(int until, decimal charged = 0) => new(QuotaOutcome.Granted, Seconds(until), false, Money.Of(charged));

    public sealed class OnSqlite() : QuotaStoreTests((PostgresCluster?)null);

    [Collection(PostgresCluster.Name)]
    public sealed class OnPostgres(PostgresCluster server) : QuotaStoreTests(server);
}
