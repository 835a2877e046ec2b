using System.Text;
using Dapper;
using PbxBridge.Charging.Amounts;
using PbxBridge.Charging.Limits;
using PbxBridge.Charging.Prices;
using PbxBridge.Charging.Rating;
using PbxBridge.Storage.Accounts;
using PbxBridge.Storage.Calls;
using PbxBridge.Storage.Charges;
using PbxBridge.Storage.Companies;
using PbxBridge.Storage.Databases;
using PbxBridge.Storage.Limits;
using PbxBridge.Storage.Quotas;
using PbxBridge.Storage.Tests.Postgres;

namespace PbxBridge.Storage.Tests.Accounts;

/// <summary>A store of before schema version 21, whose accounts are kept under numbers: they go to who has the number at the upgrade, and no money is lost (docs/decisions/0039).</summary>
public abstract class OldAccountTests(PostgresCluster? server) : IDisposable
{
    private const string Anna = SampleCharge.Anna, Piotr = SampleCharge.Piotr, Nobodys = "+48601000209";

    private static readonly DateTimeOffset Cycle = SampleCharge.Cycle.Start, Former = Cycle.AddMonths(-1);

    private readonly TemporaryStore _temporary = new(server, options => options with { LockWait = TimeSpan.FromSeconds(30) });

    private Store Store => _temporary.Store;

    [StoreFact]
    public void What_is_kept_under_a_number_goes_to_whoever_has_it_now()
    {
        Save(("ewa", Anna, null));
        Save(("anna", Anna, null), ("piotr", Piotr, null));
        Post(AccountKey.Limit("przyklad", Anna, Cycle), -12.5m);
        Post(AccountKey.Limit("przyklad", Anna, Former), -3m);
        Post(AccountKey.Premium("przyklad", Anna, Cycle), -7m);
        Post(AccountKey.Prepaid("przyklad", Anna), 20m, "start");
        Post(AccountKey.Prepaid("przyklad", Piotr), 5m);
        Post(AccountKey.OfCompany("przyklad", Cycle), -40m);
        var before = Total();
        Upgrade();
        Assert.Equal(
            [-12.5m, -3m, -7m, 20m, 5m, -40m],
            new[]
            {
                AccountKey.Limit("przyklad", "anna", Cycle), AccountKey.Limit("przyklad", "anna", Former), AccountKey.Premium("przyklad", "anna", Cycle),
                AccountKey.Prepaid("przyklad", "anna"), AccountKey.Prepaid("przyklad", "piotr"), AccountKey.OfCompany("przyklad", Cycle),
            }.Select(Balance));
        Assert.Equal((6, before), (Count(), Total()));
        Assert.Equal("start", Assert.Single(Store.Accounts.Ledger(AccountKey.Prepaid("przyklad", "anna"))).Reference);
        Assert.Equal(PostOutcome.Repeated, Store.Accounts.Post(AccountKey.Prepaid("przyklad", "anna"), new LedgerEntry("start", Cycle, LedgerKind.Credit, Money.Of(20))));
    }

    [StoreFact]
    public void What_belongs_to_no_employee_of_now_stays_where_it_is()
    {
        Save(("anna", Anna, "wspolne"), ("piotr", Piotr, null));
        // Of a number that nobody has; of another company; of somebody who pays from a named account; the named account; of a number that two have.
        AccountKey[] keys =
        [
            AccountKey.Prepaid("przyklad", Nobodys), AccountKey.Limit("przyklad", Nobodys, Cycle), AccountKey.Prepaid("inna", Piotr), AccountKey.Prepaid("przyklad", Anna),
            AccountKey.Prepaid("przyklad", "wspolne"),
        ];
        for (var n = 0; n < keys.Length; n++)
            Post(keys[n], keys[n].Kind == AccountKind.Limit ? -1m : n + 1);
        var before = Total();
        Upgrade();
        Assert.Equal([1m, -1m, 3m, 4m, 5m], keys.Select(Balance));
        Assert.Equal((5, before), (Count(), Total()));
    }

    [StoreFact]
    public void Nobody_gets_the_money_of_an_account_that_is_named_like_his_id()
    {
        Save(("anna", Anna, "piotr"), ("piotr", Piotr, null), ("ewa", Nobodys, "ewa"));
        Post(AccountKey.Prepaid("przyklad", "piotr"), 8m);
        Post(AccountKey.Prepaid("przyklad", Piotr), 5m);
        Post(AccountKey.Prepaid("przyklad", "ewa"), 2m);
        Post(AccountKey.Prepaid("przyklad", Nobodys), 1m);
        Upgrade();
        Assert.Equal(
            [8m, 5m, 2m, 1m],
            new[] { "piotr", Piotr, "ewa", Nobodys }.Select(owner => Balance(AccountKey.Prepaid("przyklad", owner))));
    }

    [StoreFact]
    public void Who_was_told_is_not_told_again()
    {
        Save(("anna", Anna, null));
        Store.Limits.Look(Terms(Anna), Money.Of(85));
        Store.Limits.PremiumReached(new PremiumTerms("przyklad", Anna, SampleCharge.Cycle, Money.Of(35)));
        Assert.Equal(3, Store.Outbox.Last(10).Length);
        Upgrade();
        Store.Limits.Look(Terms("anna"), Money.Of(90));
        Store.Limits.PremiumReached(new PremiumTerms("przyklad", "anna", SampleCharge.Cycle, Money.Of(35)));
        Assert.Equal(3, Store.Outbox.Last(10).Length);
        Store.Limits.Look(Terms("anna"), Money.Of(100));
        Assert.Equal(5, Store.Outbox.Last(10).Length);
    }

    [StoreFact]
    public async Task A_call_that_was_left_open_is_booked_on_its_employee()
    {
        Save(("anna", Anna, null));
        var at = _temporary.Time.GetUtcNow();
        var call = SampleCall.Record(SampleCharge.Id(1)) with { StartedAt = at, AnsweredAt = at, EndedAt = at };
        AccountKey[] accounts = [AccountKey.Limit("przyklad", Anna, Cycle), AccountKey.Premium("przyklad", Anna, Cycle), AccountKey.OfCompany("przyklad", Cycle)];
        var leg = new OpenLeg(SampleCharge.Leg(Anna) with { Charge = Charge.None, Postings = [] }, SampleCharge.Tariff, [.. accounts.Select(account => new OpenAccount(account, PriceBasis.Net))]);
        await using (var writer = _temporary.Writer())
        {
            Assert.True(writer.TryEnqueue(new CallPart(call.Id, new PackedFlowPool().Take(), call.Decisions) { Open = new OpenCall(call, [leg], 7) }));
            await writer.FlushAsync(default);
        }
        _temporary.Time.Advance(TimeSpan.FromSeconds(60));
        new OpenCallSweep(Store).Alive();
        Upgrade();
        Assert.Equal(1, new OpenCallSweep(Store).EarlierRuns(8));
        Assert.Equal(
            [-0.29m, -0.29m, -0.29m],
            new[] { AccountKey.Limit("przyklad", "anna", Cycle), AccountKey.Premium("przyklad", "anna", Cycle), AccountKey.OfCompany("przyklad", Cycle) }.Select(Balance));
        Assert.Equal(3, Count());
    }

    [StoreFact]
    public void A_reservation_of_before_is_settled_on_the_employees_account()
    {
        Save(("piotr", Piotr, null));
        Post(AccountKey.Prepaid("przyklad", Piotr), 5m);
        var payer = new QuotaPayer(AccountKey.Prepaid("przyklad", Piotr), SampleCharge.Tariff, PriceBasis.Gross, null, 2);
        Assert.True(new QuotaStore(Store, 7).Reserve(new QuotaRequest("c1", 1, [payer])).IsGranted);
        var reserved = Store.Accounts.Find(payer.Account)!.Reserved;
        Upgrade();
        var account = Store.Accounts.Find(AccountKey.Prepaid("przyklad", "piotr"))!;
        Assert.Equal((Money.Of(5), reserved), (account.Balance, account.Reserved));
        Assert.False(reserved.IsZero);
        new QuotaStore(Store, 7).Terminate("c1", 2, TimeSpan.FromSeconds(60));
        account = Store.Accounts.Find(AccountKey.Prepaid("przyklad", "piotr"))!;
        Assert.Equal((Money.Of(5 - 0.3567m), Money.Zero), (account.Balance, account.Reserved));
    }

    public void Dispose()
    {
        Assert.Empty(Store.Accounts.Discrepancies());
        _temporary.Dispose();
        GC.SuppressFinalize(this);
    }

    private void Save(params (string Id, string Mobile, string? Account)[] employees)
    {
        var people = string.Join(", ", employees.Select(one =>
            $$"""{"id": "{{one.Id}}", "name": "Łucja \"x\"", "mobile": "{{one.Mobile}}"{{(one.Account is null ? "" : $", \"prepaidAccount\": \"{one.Account}\"")}}}"""));
        Assert.IsType<SaveOutcome.Saved>(Store.Companies.Save(new("przyklad", Encoding.UTF8.GetBytes($$"""{"id": "przyklad", "employees": [{{people}}]}"""), [], [], "test", "")));
    }

    private static LimitTerms Terms(string employee) => new(
        "przyklad", employee, SampleCharge.Cycle, new CostLimit { Amount = Money.Of(100), UserThresholds = [50, 80, 100], AdministratorThresholds = [80, 100] });

    private void Post(AccountKey key, decimal amount, string reference = "test") =>
        Assert.Equal(PostOutcome.Posted, Store.Accounts.Post(key, new LedgerEntry(reference, Cycle, amount < 0 ? LedgerKind.Charge : LedgerKind.Credit, Money.Of(amount))));

    private decimal? Balance(AccountKey key) => Store.Accounts.Find(key)?.Balance.Amount;

    private long Total() => Store.Database.Read(db => db.ExecuteScalar<long>("SELECT CAST(sum(balance) AS BIGINT) FROM account"));

    private int Count() => Store.Database.Read(db => db.ExecuteScalar<int>("SELECT count(*) FROM account"));

    /// <summary>What was kept by version 20 becomes what version 21 has.</summary>
    private void Upgrade()
    {
        var database = Store.Database;
        database.Write(Subject.Schema, (db, transaction) =>
        {
            db.Execute(Migrations.TextOf(21, database.Dialect));
            transaction.Commit();
            return 0;
        });
    }

    public sealed class OnSqlite() : OldAccountTests((PostgresCluster?)null);

    [Collection(PostgresCluster.Name)]
    public sealed class OnPostgres(PostgresCluster server) : OldAccountTests(server);
}
