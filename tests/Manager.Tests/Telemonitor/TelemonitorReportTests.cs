using System.Collections.Immutable;
using PbxBridge.Charging.Amounts;
using PbxBridge.Charging.Fees;
using PbxBridge.Charging.Prices;
using PbxBridge.Manager.Access;
using PbxBridge.Manager.Telemonitor;
using PbxBridge.Routing.Companies;
using PbxBridge.Routing.Logins;
using PbxBridge.Storage.Charges;

namespace PbxBridge.Manager.Tests.Telemonitor;

/// <summary>T10: the settlement of calls per employee; M7: of those and no others whom one looks after.</summary>
public sealed class TelemonitorReportTests
{
    private const string Anna = "+48601000201", Piotr = "+48601000202", Ewa = "+48601000302", Line = "+48600000001", Former = "+48601999999";

    private static readonly CompanySnapshot s_company = Office.Company with { Lines = [new CompanyLine { Number = new(Line), Name = "mazowieckie", Members = [new(Anna)] }] };

    private static readonly FeeLine s_fee = new(new PriceItem("cennik", 3, "msf"), new("abonament", "subscription"), FeeKind.Subscription, 1, Money.Of(50m), Money.Of(61.50m), 23);

    public static TheoryData<int> Seeds() => [.. Enumerable.Range(1, 200)];

    [Fact]
    public void A_row_has_business_and_private_calls_apart_with_their_number_and_time()
    {
        var report = Report(Office.Owner, [Total(Anna, 1.0001m), Total(Anna, 0.5m, RateClass.Premium), Total(Anna, 2m) with { Billing = Billing.PrivateFlagged }, Total(Anna, 0m, null) with { Billing = Billing.Free }]);
        var row = report.Rows.Single(row => row.Payer.Number == Anna);
        Assert.Equal(new CostSum(Money.Of(1.5001m), Money.Of(3.0002m), Money.Of(2m), Money.Of(4m), 4, TimeSpan.FromMinutes(4)), row.Sum);
        Assert.Equal((Money.Of(3.5001m), Money.Of(7.0002m)), (row.Sum.Net, row.Sum.Gross));
        Assert.Equal(row.Sum, report.Total);
    }

    [Fact]
    public void An_owner_sees_everybody_then_lines_the_PBX_and_numbers_that_are_gone()
    {
        var report = Report(Office.Owner, [Total(Former, 8m), Total("", 4m), Total(Line, 2m), Total(Piotr, 1m)]);
        Assert.Equal([.. Office.Everybody, "line mazowieckie", "PBX", $"former {Former}"], report.Rows.Select(row => Name(row.Payer)));
        Assert.Equal([0m, 0m, 1m, 0m, 0m, 0m, 2m, 4m, 8m], report.Rows.Select(row => row.Sum.Net.Amount));
        Assert.Equal(Money.Of(15m), report.Total.Net);
        Assert.Equal((Money.Of(50m), Money.Of(61.50m)), (report.FeesNet, report.FeesGross));
    }

    // A number stays behind, a charge does not; and what nobody can tell whose it was is only the company's.
    [Fact]
    public void Calls_of_a_number_without_the_id_of_who_paid_are_a_row_of_their_own_and_of_nobody_who_has_it_now()
    {
        ImmutableArray<PayerTotal> totals = [Total(Anna, 1m), Total(Anna, 2m) with { Payer = ChargePayer.OfNumber(Anna) }, Total(Anna, 4m) with { Payer = ChargePayer.OfEmployee("gone") }];
        var report = Report(Office.Owner, totals);
        Assert.Equal([.. Office.Everybody, "former gone", $"unknown {Anna}"], report.Rows.Select(row => Name(row.Payer)));
        Assert.Equal((Money.Of(1m), Money.Of(7m)), (report.Rows.Single(row => Name(row.Payer) == "anna").Sum.Net, report.Total.Net));
        Assert.Equal(Money.Of(1m), Report(Office.BillingAdministrator, totals).Total.Net);
    }

    [Fact]
    public void A_billing_administrator_sees_those_he_looks_after_and_sums_of_them_alone()
    {
        var report = Report(Office.BillingAdministrator, [Total(Anna, 1m), Total(Piotr, 2m, RateClass.OnNet), Total(Ewa, 4m, RateClass.Premium), Total("", 8m, RateClass.Satellite), Total(Line, 16m)]);
        Assert.Equal(["maria", "anna", "piotr", "jan"], report.Rows.Select(row => Name(row.Payer)));
        Assert.Equal(Money.Of(3m), report.Total.Net);
        Assert.Equal([RateClass.OnNet, RateClass.MobileOther], report.Classes.AsEnumerable());
        Assert.Empty(report.Fees);
    }

    // Maria is in the department that she looks after; who looks after others alone is not in his own list.
    [Fact]
    public void Who_looks_after_others_alone_has_himself_not_in_the_list()
    {
        var visitor = Office.With(Office.User, login => login with { Billing = new(["jan"], [], DelegatedRights.Costs) });
        Assert.Equal(["jan"], CostScope.Of(visitor).Employees.Select(employee => employee.Id));
        Assert.Equal("maria", CostScope.Of(visitor).Self?.Id);
    }

    [Theory]
    [InlineData(DelegatedRights.Limits)]
    [InlineData(DelegatedRights.Notices)]
    public void Another_right_of_a_billing_administrator_shows_no_costs(DelegatedRights rights)
    {
        var visitor = Office.With(Office.User, login => login with { Billing = Office.Team with { Rights = rights } });
        Assert.Equal((false, "maria"), (CostScope.Of(visitor).IsOfOthers, CostScope.Of(visitor).Self?.Id));
    }

    [Fact]
    public void A_user_sees_nobody_but_himself_and_a_disabled_login_nobody_at_all()
    {
        Assert.Equal((false, "maria"), (CostScope.Of(Office.User).IsOfOthers, CostScope.Of(Office.User).Self?.Id));
        var disabled = CostScope.Of(Office.With(Office.Owner, login => login with { Enabled = false }));
        Assert.Equal((false, null), (disabled.IsOfOthers, disabled.Self));
        Assert.Empty(Report(Office.User, [Total(Anna, 1m), Total("", 1m)]).Rows);
    }

    [Fact]
    public void A_class_leaves_the_calls_of_others_out_and_can_be_changed_for_any_that_there_is()
    {
        var report = Report(Office.Owner, [Total(Anna, 1m), Total(Piotr, 2m, RateClass.Premium), Total(Former, 4m)], RateClass.Premium);
        Assert.Equal(Money.Of(2m), report.Total.Net);
        Assert.Equal([0m, 0m, 2m, 0m, 0m, 0m], report.Rows.Select(row => row.Sum.Net.Amount));
        Assert.Equal([RateClass.MobileOther, RateClass.Premium], report.Classes.AsEnumerable());
    }

    [Fact]
    public void Running_calls_stand_beside_the_sum()
    {
        ImmutableArray<RunningCost> running = [Running(Anna, 0.5m), Running(Anna, 0.25m) with { IsPrivate = true }, Running(Ewa, 1m), Running("", 2m)];
        var whole = TelemonitorReport.Of(s_company, CostScope.Of(Office.Owner), null, [Total(Anna, 1m)], running, _ => null, []);
        Assert.Equal((Money.Of(1m), Money.Of(3.75m)), (whole.Total.Net, whole.Running));
        Assert.Equal(["anna 0.75", "ewa 1.00", "PBX 2.00"], whole.Rows.Where(row => !row.Running.IsZero).Select(row => $"{Name(row.Payer)} {row.Running}"));
        var team = TelemonitorReport.Of(s_company, CostScope.Of(Office.BillingAdministrator), null, [], running, _ => null, []);
        Assert.Equal(Money.Of(0.75m), team.Running);
    }

    [Fact]
    public void What_is_used_of_a_limit_is_told_in_whole_per_cent_that_are_used_up()
    {
        Assert.Equal((99, 100, 133), (Used(99.99m).Percent, Used(100m).Percent, Used(133.33m).Percent));
        Assert.Equal((Money.Of(0.01m), Money.Zero), (Used(99.99m).Remaining, Used(133.33m).Remaining));
        Assert.Null(new LimitStanding(new() { Amount = Money.Zero }, Money.Of(1m), false).Percent);

        static LimitStanding Used(decimal used) => new(new() { Amount = Money.Of(100m) }, Money.Of(used), false);
    }

    // D9, should a query ever forget it.
    [Fact]
    public void What_somebody_paid_himself_is_in_no_row()
    {
        var report = Report(Office.Owner, [Total(Anna, 1m, RateClass.Premium) with { Billing = Billing.PrivatePrepaid }, Total(Former, 1m) with { Billing = Billing.PrivatePrepaid }]);
        Assert.Equal((default(CostSum), 6), (report.Total, report.Rows.Length));
        Assert.Empty(report.Classes);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void The_rows_are_the_total_to_the_last_place_for_everybody_and_every_class(int seed)
    {
        var random = new Random(seed);
        ChargePayer[] payers = [.. Office.Company.Employees.Select(employee => ChargePayer.OfEmployee(employee.Id)), ChargePayer.OfNumber(Line), ChargePayer.Nobody, ChargePayer.OfNumber(Former), ChargePayer.OfNumber(Anna), ChargePayer.OfEmployee("gone")];
        RateClass?[] classes = [RateClass.MobileOther, RateClass.OnNet, RateClass.Premium, null];
        ImmutableArray<PayerTotal> totals =
        [
            .. Enumerable.Range(0, random.Next(60)).Select(_ => new PayerTotal(
                payers[random.Next(payers.Length)], (Billing)random.Next(4), classes[random.Next(classes.Length)], random.Next(100), TimeSpan.FromSeconds(random.Next(9_999)),
                Money.FromUnits(random.NextInt64(-1_000, 99_999_999)), Money.FromUnits(random.NextInt64(-1_000, 99_999_999)))),
        ];
        RateClass?[] asked = [.. classes, RateClass.Satellite];
        var kind = asked[random.Next(asked.Length)];
        Visitor[] visitors = [Office.Owner, Office.Administrator, Office.BillingAdministrator, Office.ServiceAdministrator, Office.User];
        foreach (var visitor in visitors)
        {
            var report = Report(visitor, totals, kind);
            var seen = CostScope.Of(visitor) is { IsWhole: true } ? payers : [.. CostScope.Of(visitor).Employees.Select(employee => ChargePayer.OfEmployee(employee.Id))];
            var expected = totals.Where(total => total.Billing != Billing.PrivatePrepaid && seen.Contains(total.Payer) && (kind is null || total.Class == kind)).ToList();
            Assert.Equal(expected.Sum(total => total.Net.Units), report.Total.Net.Units);
            Assert.Equal(report.Total.Net.Units, report.Rows.Sum(row => row.Sum.Net.Units));
            Assert.Equal(report.Total.Gross.Units, report.Rows.Sum(row => row.Sum.BusinessGross.Units + row.Sum.PrivateGross.Units));
            Assert.Equal((expected.Sum(total => total.Calls), expected.Sum(total => total.Billed.Ticks)), (report.Rows.Sum(row => row.Sum.Calls), report.Rows.Sum(row => row.Sum.Time.Ticks)));
            Assert.Equal(report.Rows.Length, report.Rows.DistinctBy(row => row.Payer.Charged).Count());
        }
    }

    private static TelemonitorReport Report(Visitor visitor, ImmutableArray<PayerTotal> totals, RateClass? kind = null) =>
        TelemonitorReport.Of(s_company, CostScope.Of(visitor), kind, totals, [], _ => null, [s_fee]);

    private static PayerTotal Total(string payer, decimal net, RateClass? kind = RateClass.MobileOther) =>
        new(PayerOf(payer), Billing.Business, kind, 1, TimeSpan.FromMinutes(1), Money.Of(net), Money.Of(net * 2));

    private static RunningCost Running(string payer, decimal net) => new("przyklad", PayerOf(payer), new(2026, 11, 1, 0, 0, 0, TimeSpan.Zero), false, Money.Of(net), Money.Zero);

    private static ChargePayer PayerOf(string number) =>
        Office.Company.Employees.FirstOrDefault(employee => employee.Mobile.Value == number) is { } employee ? ChargePayer.OfEmployee(employee.Id) : ChargePayer.OfNumber(number);

    private static string Name(CostPayer payer) => payer switch
    {
        CostPayer.OfEmployee(var employee) => employee.Id,
        CostPayer.OfLine(var line) => $"line {line.Name}",
        CostPayer.OfPbx => "PBX",
        CostPayer.OfUnknown(var number) => $"unknown {number}",
        _ => $"former {payer.Number}{payer.Charged.Employee}",
    };
}
