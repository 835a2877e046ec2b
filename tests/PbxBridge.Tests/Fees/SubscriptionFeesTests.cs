using Microsoft.Extensions.Logging.Abstractions;
using PbxBridge.Charging.Amounts;
using PbxBridge.Configuration;
using PbxBridge.Fees;
using PbxBridge.Hosting;
using PbxBridge.Routing.Companies;
using PbxBridge.Routing.Terms;
using PbxBridge.Storage.Accounts;
using PbxBridge.Testing;
using PbxBridge.Tests.Office;

namespace PbxBridge.Tests.Fees;

/// <summary>CYC-3: subscriptions are booked when a cycle begins, once. It is the 5th of January 2026.</summary>
public sealed class SubscriptionFeesTests : IDisposable
{
    private readonly TemporaryStore _temporary = new();
    private readonly ManualTime _time = new();
    private readonly Storage.Store _store;
    private CompanyDirectory _directory;

    public SubscriptionFeesTests()
    {
        _store = _temporary.Open(_time);
        _directory = CompanyDirectory.Of([DemoCompany.Snapshot], DemoCompany.Numbering, CompanyCatalogue.SettingsOf(new OperatorOptions())).With(DemoCompany.Prices);
        _store.Companies.Save(CompanyFormat.ChangeOf(DemoCompany.Snapshot, "test", "new"));
    }

    [Fact]
    public void A_cycle_is_booked_once_however_often_and_by_whomever_it_is_looked_at()
    {
        var fees = Looker();
        Assert.Equal(2, fees.Look());
        Assert.Equal(0, fees.Look());
        Assert.Equal(0, Looker().Look());
        // 27 of 31 days: 21.77 a card, 13.06 a line.
        Assert.Equal(Money.Of(-(8 * 21.77m) - (3 * 13.06m)), Owed(new(2026, 1, 5)));
    }

    [Fact]
    public void The_next_cycle_is_paid_in_full()
    {
        var fees = Looker();
        fees.Look();
        _time.Advance(TimeSpan.FromDays(26));
        Assert.Equal(0, fees.Look());
        _time.Advance(TimeSpan.FromDays(1));
        Assert.Equal(2, fees.Look());
        Assert.Equal(Money.Of(-(8 * 25m) - (3 * 15m)), Owed(new(2026, 2, 5)));
        Assert.Empty(_store.Accounts.Discrepancies());
    }

    [Fact]
    public void A_company_that_comes_into_service_later_is_booked_then()
    {
        _directory = _directory.With(DemoCompany.Snapshot with { State = CompanyState.Ordered });
        var fees = Looker();
        Assert.Equal(0, fees.Look());
        _directory = _directory.With(DemoCompany.Snapshot);
        Assert.Equal(2, fees.Look());
    }

    [Fact]
    public void Without_price_lists_nothing_is_booked()
    {
        _directory = _directory.With((Charging.Prices.PriceBook?)null);
        Assert.Equal(0, Looker().Look());
    }

    [Fact]
    public async Task It_looks_at_the_start_and_once_an_hour()
    {
        _directory = _directory.With(DemoCompany.Snapshot with { State = CompanyState.Ordered });
        await using var fees = Looker();
        fees.Start();
        Assert.True(SpinWait.SpinUntil(() => _time.NextDue is not null, TimeSpan.FromSeconds(20)));
        _directory = _directory.With(DemoCompany.Snapshot);
        _time.Advance(TimeSpan.FromHours(1));
        Assert.True(SpinWait.SpinUntil(() => _store.Fees.InCycle("przyklad", CycleStart(new(2026, 1, 5))).Length == 2, TimeSpan.FromSeconds(20)));
    }

    public void Dispose()
    {
        _store.Dispose();
        _temporary.Dispose();
    }

    private SubscriptionFees Looker() => new(_store, () => _directory, _time, NullLogger<SubscriptionFees>.Instance);

    private Money? Owed(DateOnly day) => _store.Accounts.Find(AccountKey.OfCompany("przyklad", CycleStart(day)))?.Balance;

    private static DateTimeOffset CycleStart(DateOnly day) => DemoCompany.Snapshot.Cycles.On(day).Start;
}
