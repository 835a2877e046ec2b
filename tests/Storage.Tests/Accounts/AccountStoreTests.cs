using Dapper;
using PbxBridge.Charging.Amounts;
using PbxBridge.Storage.Accounts;
using PbxBridge.Storage.Databases;
using PbxBridge.Storage.Tests.Postgres;

namespace PbxBridge.Storage.Tests.Accounts;

public abstract class AccountStoreTests(PostgresCluster? server) : IDisposable
{
    private static readonly DateTimeOffset Cycle = new(2026, 2, 28, 23, 0, 0, TimeSpan.Zero);
    private static readonly AccountKey Piotr = AccountKey.Prepaid("przyklad", "+48601000202");
    private static readonly AccountKey Limit = AccountKey.Limit("przyklad", "+48601000202", Cycle);

    private readonly TemporaryStore _temporary = new(server);

    private AccountStore Accounts => _temporary.Store.Accounts;

    [StoreFact]
    public void An_account_is_made_when_it_is_first_used_and_its_balance_is_the_sum_of_its_ledger()
    {
        Assert.Null(Accounts.Find(Piotr));
        Assert.Empty(Accounts.Ledger(Piotr));
        Assert.Equal(PostOutcome.Posted, Accounts.Post(Piotr, Entry("first", 5m)));
        Assert.Equal(PostOutcome.Posted, Accounts.Post(Piotr, Entry("second", -1.2345m)));
        _temporary.Reopen();
        Assert.Equal(new Account(Piotr, AccountState.Open, Money.Of(3.7655m), Money.Zero, Money.Zero, null, 2), Accounts.Find(Piotr));
        Assert.Equal([Entry("first", 5m), Entry("second", -1.2345m)], Accounts.Ledger(Piotr));
        Assert.Empty(Accounts.Discrepancies());
    }

    [StoreFact]
    public void A_reference_is_booked_once()
    {
        Accounts.Post(Piotr, Entry("first", 5m));
        Assert.Equal(PostOutcome.Repeated, Accounts.Post(Piotr, Entry("first", 7m)));
        Assert.Equal(Money.Of(5m), Accounts.Find(Piotr)?.Balance);
        Assert.Equal(PostOutcome.Posted, Accounts.Post(Limit, Entry("first", 7m)));
    }

    [StoreFact]
    public void A_prepaid_account_is_never_overdrawn_and_that_of_a_limit_may_be()
    {
        Accounts.Post(Piotr, Entry("first", 1m));
        Assert.Equal(PostOutcome.NoFunds, Accounts.Post(Piotr, Entry("second", -1.0001m)));
        Assert.Equal(PostOutcome.Posted, Accounts.Post(Piotr, Entry("third", -1m)));
        Assert.Equal(["first", "third"], Accounts.Ledger(Piotr).Select(entry => entry.Reference));
        Accounts.SetAllowance(Limit, Money.Of(10m));
        Assert.Equal(PostOutcome.Posted, Accounts.Post(Limit, Entry("call", -12m)));
        var limit = Accounts.Find(Limit);
        Assert.Equal((Money.Of(-2m), Money.Of(12m)), (limit?.Available, limit?.Used));
        Assert.Throws<ArgumentException>(() => Accounts.SetAllowance(Piotr, Money.Of(1m)));
    }

    [StoreFact]
    public void The_database_itself_refuses_to_overdraw_to_change_a_ledger_and_to_reserve_less_than_nothing()
    {
        Accounts.Post(Piotr, Entry("first", 1m));
        foreach (var sql in new[]
        {
            "UPDATE account SET balance = -1",
            "UPDATE account SET reserved = 10001",
            "UPDATE account SET reserved = -1",
            "UPDATE ledger SET amount = 1",
            "DELETE FROM ledger",
        })
            Assert.Throws<StoreException>(() => _temporary.Store.Database.Update((db, _) => db.Execute(sql)));
        Assert.Equal(Money.Of(1m), Accounts.Find(Piotr)?.Balance);
    }

    [StoreFact]
    public void State_and_validity_are_kept()
    {
        var until = _temporary.Time.GetUtcNow().AddDays(30);
        Accounts.SetState(Piotr, AccountState.Blocked);
        Accounts.SetValidity(Piotr, until);
        Assert.Equal((AccountState.Blocked, (DateTimeOffset?)until), (Accounts.Find(Piotr)?.State, Accounts.Find(Piotr)?.ValidUntil));
        Accounts.SetValidity(Piotr, null);
        Assert.Null(Accounts.Find(Piotr)?.ValidUntil);
    }

    [StoreFact]
    public void The_accounts_of_a_cycle_are_listed_without_those_of_others()
    {
        var company = AccountKey.OfCompany("przyklad", Cycle);
        foreach (var key in new[] { Limit, company, Piotr, AccountKey.Limit("przyklad", "+48601000202", Cycle.AddDays(31)), AccountKey.OfCompany("inna", Cycle) })
            Accounts.Post(key, Entry("x", 1m));
        Assert.Equal([company, Limit], Accounts.InCycle("przyklad", Cycle).Select(account => account.Key));
    }

    [StoreFact]
    public void What_does_not_add_up_is_told()
    {
        Accounts.Post(Piotr, Entry("first", 5m));
        _temporary.Store.Database.Update((db, transaction) =>
        {
            db.Execute("UPDATE account SET balance = 60000, reserved = 10000");
            transaction.Commit();
            return 0;
        });
        var told = "The account 1 (Prepaid of +48601000202) does not add up: balance 6.00 and ledger 5.00, reserved 1.00 and held by calls 0.00.";
        Assert.Equal([told], Accounts.Discrepancies());
        Assert.Contains(told, StoreCheck.Run(_temporary.Options with { MinimumFreeBytes = 0 }).Problems);
    }

    [StoreFact]
    public void What_is_in_an_account_is_given_to_another_one_but_for_what_a_call_holds()
    {
        var (anna, ewa) = (AccountKey.Prepaid("przyklad", "anna"), AccountKey.Prepaid("przyklad", "ewa"));
        var (sooner, later) = (SampleCall.Start.AddDays(10), SampleCall.Start.AddDays(20));
        Assert.Equal(Money.Zero, Give(Piotr, anna));
        Assert.Null(Accounts.Find(anna));
        Accounts.Post(Piotr, Entry("first", 5m));
        Accounts.SetValidity(Piotr, sooner);
        var payer = new Storage.Quotas.QuotaPayer(Piotr, SampleCharge.Tariff, Charging.Prices.PriceBasis.Gross, null, 2);
        Assert.True(new Storage.Quotas.QuotaStore(_temporary.Store, 1).Reserve(new("c1", 1, [payer])).IsGranted);
        var held = Accounts.Find(Piotr)!.Reserved;
        Assert.Equal(Money.Of(5m) - held, Give(Piotr, anna));
        Assert.Equal((held, held, Money.Zero), (Accounts.Find(Piotr)!.Balance, Accounts.Find(Piotr)!.Reserved, Accounts.Find(Piotr)!.Available));
        // A new account is good for as long as what it is given, an old one for as long as the better of the two, and for ever stays for ever.
        Assert.Equal((Money.Of(5m) - held, sooner), (Accounts.Find(anna)!.Balance, Accounts.Find(anna)!.ValidUntil));
        Accounts.Post(ewa, Entry("first", 1m));
        Accounts.SetValidity(ewa, later);
        Give(ewa, anna);
        Assert.Equal((Money.Of(6m) - held, later), (Accounts.Find(anna)!.Balance, Accounts.Find(anna)!.ValidUntil));
        Accounts.SetValidity(ewa, null);
        Give(anna, ewa);
        Assert.Equal((Money.Of(6m) - held, null), (Accounts.Find(ewa)!.Balance, Accounts.Find(ewa)!.ValidUntil));
        Assert.Equal(3, _temporary.Store.Audit.Last(null, 10).Count);
        Assert.Empty(Accounts.Discrepancies());
        Assert.Throws<ArgumentException>(() => Give(Piotr, Piotr));
        Assert.Throws<ArgumentException>(() => Give(Piotr, AccountKey.Prepaid("inna", "anna")));
        Assert.Throws<ArgumentException>(() => Give(Limit, anna));
    }

    [StoreFact]
    public void Bookings_side_by_side_lose_nothing()
    {
        using var patient = new TemporaryStore(server, options => options with { LockWait = TimeSpan.FromSeconds(30) });
        var store = patient.Store;
        Parallel.For(0, 8, n =>
        {
            for (var i = 0; i < 10; i++)
            {
                store.Accounts.Post(Piotr, Entry($"{i % 5}-{n}", 0.01m));
                store.Accounts.Post(Limit, Entry($"{i}", -0.01m));
            }
        });
        Assert.Equal((Money.Of(0.40m), Money.Of(-0.10m)), (store.Accounts.Find(Piotr)?.Balance, store.Accounts.Find(Limit)?.Balance));
        Assert.Empty(store.Accounts.Discrepancies());
    }

    public void Dispose()
    {
        _temporary.Dispose();
        GC.SuppressFinalize(this);
    }

    private Money Give(AccountKey from, AccountKey to) => Accounts.Give(from, to, SampleCall.Start, amount => new(null, new("ewa", Storage.Audit.AuditRole.Operator, "x"), "accounts give", []));

    private static LedgerEntry Entry(string reference, decimal amount) => new(reference, SampleCall.Start, LedgerKind.Credit, Money.Of(amount), "cennik/1/x");

    public sealed class OnSqlite() : AccountStoreTests((PostgresCluster?)null);

    [Collection(PostgresCluster.Name)]
    public sealed class OnPostgres(PostgresCluster server) : AccountStoreTests(server);
}
