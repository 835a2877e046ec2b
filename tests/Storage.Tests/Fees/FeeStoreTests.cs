using PbxBridge.Charging.Amounts;
using PbxBridge.Charging.Fees;
using PbxBridge.Charging.Prices;
using PbxBridge.Storage.Accounts;
using PbxBridge.Storage.Companies;
using PbxBridge.Storage.Fees;
using PbxBridge.Storage.Tests.Postgres;

namespace PbxBridge.Storage.Tests.Fees;

/// <summary>FEE-1: a fee is written with the change that raises it, once.</summary>
public abstract class FeeStoreTests(PostgresCluster? server) : IDisposable
{
    private readonly TemporaryStore _temporary = new(server);

    private static AccountKey Bill => AccountKey.OfCompany("przyklad", SampleCharge.Cycle.Start);

    private Store Store => _temporary.Store;

    [StoreFact]
    public void A_fee_is_booked_with_the_revision_and_stands_on_the_bill_with_its_line_of_the_price_list()
    {
        Assert.IsType<SaveOutcome.Saved>(Store.Companies.Save(Change(0, Entry("c1", "EVT_PROFILE_RESTRICT", 5m))));
        Assert.Equal(
            [new BookedFee("przyklad", _temporary.Time.GetUtcNow(), Entry("c1", "EVT_PROFILE_RESTRICT", 5m), "anna")],
            Store.Fees.InCycle("przyklad", SampleCharge.Cycle.Start).AsEnumerable());
        Assert.Equal(
            new LedgerEntry("fee/c1/EVT_PROFILE_RESTRICT", _temporary.Time.GetUtcNow(), LedgerKind.Fee, Money.Of(-5m), "oplaty/2/EVT_PROFILE_RESTRICT"),
            Assert.Single(Store.Accounts.Ledger(Bill)));
        Assert.Equal(Money.Of(-5m), Store.Accounts.Find(Bill)?.Balance);
    }

    [StoreFact]
    public void A_save_that_is_refused_costs_nothing()
    {
        Store.Companies.Save(Change(0));
        Assert.IsType<SaveOutcome.Outdated>(Store.Companies.Save(Change(0, Entry("c1", "EVT_PROFILE_RESTRICT", 5m))));
        Assert.Empty(Store.Fees.InCycle("przyklad", SampleCharge.Cycle.Start));
        Assert.Null(Store.Accounts.Find(Bill));
    }

    [StoreFact]
    public void A_change_that_is_confirmed_twice_is_charged_once()
    {
        Store.Companies.Save(Change(null, Entry("c1", "EVT_PROFILE_RESTRICT", 5m), Entry("c1", "CONS_PROFILE_CHANGE", 10m)));
        Store.Companies.Save(Change(null, Entry("c1", "EVT_PROFILE_RESTRICT", 5m), Entry("c1", "CONS_PROFILE_CHANGE", 10m)));
        Assert.Equal(2, Store.Fees.InCycle("przyklad", SampleCharge.Cycle.Start).Length);
        Assert.Equal(Money.Of(-15m), Store.Accounts.Find(Bill)?.Balance);
        Store.Companies.Save(Change(null, Entry("c2", "EVT_PROFILE_RESTRICT", 5m)));
        Assert.Equal(Money.Of(-20m), Store.Accounts.Find(Bill)?.Balance);
    }

    [StoreFact]
    public void A_fee_that_is_given_back_is_a_line_of_its_own()
    {
        var entry = Entry("c1", "EVT_PROFILE_RESTRICT", 5m);
        Store.Fees.Book(Booking(entry));
        Store.Fees.Book(Booking(entry.Reverted("anna", _temporary.Time.GetUtcNow(), "anna", _temporary.Time.GetUtcNow())!));
        Assert.Equal([-5m, 5m], Store.Accounts.Ledger(Bill).Select(line => line.Amount.Amount));
        Assert.Equal(Money.Zero, Store.Accounts.Find(Bill)?.Balance);
    }

    [StoreFact]
    public void A_subscription_is_booked_once_a_cycle_however_many_nodes_book_it()
    {
        using var patient = new TemporaryStore(server, options => options with { LockWait = TimeSpan.FromSeconds(30) });
        var store = patient.Store;
        var booked = 0;
        Parallel.For(0, 6, _ => Interlocked.Add(ref booked, store.Fees.Book(Booking(Entry("2026-03-01/+48601000201", "SUB_COMPANY_NETWORK", 25m)))));
        Assert.Equal(1, booked);
        Assert.Equal(Money.Of(-25m), store.Accounts.Find(Bill)?.Balance);
        Assert.Empty(store.Accounts.Discrepancies());
    }

    [StoreFact]
    public void The_same_key_of_another_company_is_another_fee()
    {
        var entry = Entry("2026-03-01/trunk", "SUB_TRUNK", 25m);
        Assert.Equal((1, 1), (Store.Fees.Book(Booking(entry)), Store.Fees.Book(Booking(entry) with { Company = "inna" })));
        Assert.Equal(entry, Assert.Single(Store.Fees.InCycle("inna", SampleCharge.Cycle.Start)).Entry);
    }

    public void Dispose()
    {
        Assert.Empty(Store.Accounts.Discrepancies());
        _temporary.Dispose();
        GC.SuppressFinalize(this);
    }

    private static FeeEntry Entry(string change, string item, decimal net) => new($"{change}/{item}", new FeeLine(
        new PriceItem("oplaty", 2, item), new Wording("Opłata", "Fee"), FeeKind.Event, 1, Money.Of(net), Money.RoundedToGrosz(net * 1.23m), 23));

    private static FeeBooking Booking(params FeeEntry[] entries) => new("przyklad", SampleCharge.Cycle, [.. entries], "anna");

    private static CompanyChange Change(long? expected, params FeeEntry[] entries) =>
        new("przyklad", "{}"u8.ToArray(), [], [], "anna", "profil", expected, entries.Length == 0 ? null : Booking(entries));

    public sealed class OnSqlite() : FeeStoreTests((PostgresCluster?)null);

    [Collection(PostgresCluster.Name)]
    public sealed class OnPostgres(PostgresCluster server) : FeeStoreTests(server);
}
