using System.Globalization;
using PbxBridge.Charging.Fees;
using PbxBridge.Routing.Companies;
using PbxBridge.Routing.Terms;
using PbxBridge.Routing.Tests.Companies;
using PbxBridge.Routing.Tests.Plans;

namespace PbxBridge.Routing.Tests.Terms;

/// <summary>F1, CYC-3: what a company pays each cycle, and for a part of it. November 2026 has 30 days.</summary>
public sealed class CompanySubscriptionsTests
{
    private static readonly DateOnly First = new(2026, 11, 1);
    private static readonly CompanySnapshot Demo = DemoFile.Company with { Trunks = [DemoFile.Company.Trunks[0] with { MaxChannels = 10 }] };

    [Fact]
    public void A_cycle_costs_each_card_line_and_channel() => Assert.Equal(
        [
            "2026-11-01/company/SUB_COMPANY_LINE 3 45.00", "2026-11-01/company/SUB_COMPANY_NETWORK 8 200.00", "2026-11-01/company/SUB_TRUNK_CHANNEL 10 80.00",
        ],
        Due(Demo, DateOnly.MinValue, First));

    [Fact]
    public void A_company_that_comes_within_a_cycle_pays_for_the_days_that_remain() =>
        Assert.Contains("2026-11-01/company/SUB_COMPANY_NETWORK 8 100.00", Due(Demo, new(2026, 11, 16), new(2026, 11, 20)));

    [Fact]
    public void A_contract_that_begins_within_the_cycle_is_paid_from_its_first_day() => Assert.Contains(
        "2026-11-01/company/SUB_COMPANY_NETWORK 8 100.00", Due(Demo with { Contract = new(new(2026, 11, 16), null) }, DateOnly.MinValue, new(2026, 11, 20)));

    [Theory]
    [InlineData(CompanyState.Ordered, null)]
    [InlineData(CompanyState.Closed, null)]
    [InlineData(CompanyState.Active, "2026-10-31")]
    public void Whoever_is_not_in_service_pays_nothing(CompanyState state, string? end) => Assert.Empty(
        Due(Demo with { State = state, Contract = new(null, end is null ? null : DateOnly.ParseExact(end, "yyyy-MM-dd", CultureInfo.InvariantCulture)) }, DateOnly.MinValue, First));

    [Fact]
    public void An_activated_manager_is_paid_for_too() => Assert.Contains(
        "2026-11-01/company/SUB_MANAGER 1 10.00",
        Due(Demo with { Activation = new() { Channel = OrderChannel.Phone, Activated = First } }, DateOnly.MinValue, First));

    [Fact]
    public void What_a_change_adds_is_paid_for_the_rest_of_the_cycle_under_its_revision() => Assert.Equal(
        ["2026-11-01/r5/SUB_COMPANY_NETWORK 2 25.00"],
        Texts(CompanySubscriptions.Added(Demo with { Employees = Demo.Employees[..6] }, Demo, ShippedPrices.Book, new(2026, 11, 16), 5)));

    [Fact]
    public void What_is_taken_away_or_stays_costs_nothing()
    {
        Assert.Empty(CompanySubscriptions.Added(Demo, Demo, ShippedPrices.Book, First, 5));
        Assert.Empty(CompanySubscriptions.Added(Demo, Demo with { Employees = Demo.Employees[..6] }, ShippedPrices.Book, First, 5));
    }

    // Else the next look at the cycle would book it once more.
    [Fact]
    public void What_there_was_none_of_before_has_the_keys_of_the_cycle()
    {
        var added = CompanySubscriptions.Added(null, Demo, ShippedPrices.Book, new(2026, 11, 16), 1);
        Assert.Equal(
            CompanySubscriptions.Due(Demo, ShippedPrices.Book, Demo.Cycles.On(First), new(2026, 11, 16), new(2026, 11, 17)).Select(entry => entry.Key), added.Select(entry => entry.Key));
        var ordered = Demo with { State = CompanyState.Ordered };
        Assert.Equal(Texts(added), Texts(CompanySubscriptions.Added(ordered, Demo, ShippedPrices.Book, new(2026, 11, 16), 7)));
    }

    private static string[] Due(CompanySnapshot company, DateOnly since, DateOnly today) =>
        Texts(CompanySubscriptions.Due(company, ShippedPrices.Book, company.Cycles.On(today), since, today));

    private static string[] Texts(IEnumerable<FeeEntry> entries) => [.. entries.Select(entry => $"{entry.Key} {entry.Line.Count} {entry.Line.Net}")];
}
