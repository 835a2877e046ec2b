using PbxBridge.Charging.Cycles;
using PbxBridge.Routing.Companies;
using PbxBridge.Routing.Logins;
using PbxBridge.Routing.Numbering;
using PbxBridge.Routing.Terms;
using PbxBridge.Routing.Tests.Companies;
using PbxBridge.Routing.Tests.Numbering;

namespace PbxBridge.Routing.Tests.Terms;

public sealed class EligibilityTests
{
    private static readonly DateOnly Today = new(2026, 11, 23);

    [Fact]
    public void Demo_company_may_have_all_that_it_has()
    {
        var outcome = Judge(DemoFile.Company);
        Assert.Empty(outcome.Faults);
        Assert.Empty(outcome.Warnings);
        Assert.Null(outcome.Company.GatedFrom);
    }

    [Theory]
    [InlineData(2, "$.activeSims P7")]
    [InlineData(3, "")]
    [InlineData(null, "$.activeSims P7")]
    public void A_company_needs_three_cards(int? sims, string faults) => Assert.Equal(faults, Faults(Small with { ActiveSims = sims }));

    [Fact]
    public void A_company_that_runs_is_not_refused_for_having_lost_cards() =>
        Assert.Equal("", Faults(Small with { ActiveSims = 2 }, Small with { ActiveSims = 3 }));

    [Theory]
    [InlineData(20, "$.pbxRanges[0] N10|$.employees[1].privateMode C11|$.employees[2].privateMode C11|$.logins[3].services M11|$.logins[3].billing M11")]
    [InlineData(21, "")]
    [InlineData(null, "$.activeSims P7|$.pbxRanges[0] N10|$.employees[1].privateMode C11|$.employees[2].privateMode C11|$.logins[3].services M11|$.logins[3].billing M11")]
    public void Range_private_calls_and_delegated_administrators_need_more_than_twenty_cards(int? sims, string faults) =>
        Assert.Equal(faults, Faults(DemoFile.Company with { ActiveSims = sims }));

    // An unknown number opens no gate, and closes none (P7, P8, D10).
    [Fact]
    public void Who_does_not_say_how_many_cards_there_are_keeps_what_runs_and_gets_nothing_more()
    {
        var unknown = DemoFile.Company with { ActiveSims = null };
        var outcome = Judge(unknown, DemoFile.Company);
        Assert.Empty(outcome.Faults);
        Assert.Equal(["N10", "C11", "C11", "M11", "M11"], outcome.Warnings.Select(w => w.Rule));
        Assert.EndsWith("(their number is not given)", outcome.Warnings[0].Reason.English, StringComparison.Ordinal);
        Assert.Null(outcome.Company.GatedFrom);
        var more = unknown with { Employees = unknown.Employees.SetItem(0, unknown.Employees[0] with { PrivateMode = Routing.PrivateCalls.PrivateMode.Flagged }) };
        Assert.Equal("$.employees[0].privateMode C11", Faults(more, unknown));
        // Nor does it help whoever has had notice.
        var noticed = DemoFile.Company with { ActiveSims = 20, GatedFrom = Today };
        Assert.Equal(Today, Judge(noticed with { ActiveSims = null }, noticed).Company.GatedFrom);
        Assert.Equal("", Faults(Small with { ActiveSims = null }, Small));
    }

    // P8, M11: strictly more than twenty.
    [Theory]
    [InlineData(20, "$.logins[1].services M11|$.logins[1].billing M11|$.logins[2].billing M11")]
    [InlineData(21, "")]
    public void Delegated_administrators_need_more_than_twenty_cards(int sims, string faults)
    {
        var company = WithLogins(Small with { ActiveSims = sims });
        Assert.Equal(faults, Faults(company));
        Assert.Equal(faults, Faults(company, Small with { ActiveSims = sims }));
        Assert.Equal("", Faults(Small with { ActiveSims = sims, Logins = [company.Logins[0]] }));
    }

    [Fact]
    public void The_refusal_of_a_delegated_administrator_names_the_rule()
    {
        var faults = Judge(WithLogins(Small with { ActiveSims = 20 })).Faults;
        Assert.Equal(
            ("a service administrator: only for companies with more than 20 active SIM cards (there are 20)", "administrator rozliczeń: tylko dla firm, które mają więcej niż 20 aktywnych kart SIM (jest 20)"),
            (faults[0].Reason.English, faults[1].Reason.Polish));
    }

    // D10: they keep what they have to the end of the cycle, and the company's file keeps it after.
    [Fact]
    public void With_twenty_cards_left_delegated_administrators_stay_to_the_end_of_the_cycle()
    {
        var before = WithLogins(Small with { ActiveSims = 21 });
        var outcome = Judge(before with { ActiveSims = 20 }, before);
        Assert.Empty(outcome.Faults);
        Assert.Equal(["$.logins[1].services", "$.logins[1].billing", "$.logins[2].billing"], outcome.Warnings.Select(w => w.JsonPath));
        Assert.Equal(new DateOnly(2026, 12, 1), outcome.Company.GatedFrom);
        Assert.Equal((false, true), (outcome.Company.GatesClosedOn(new(2026, 11, 30)), outcome.Company.GatesClosedOn(new(2026, 12, 1))));
        Assert.NotNull(outcome.Company.Logins[1].Services);
        // Nobody becomes one then, not even beside what he is already (ROLE-1).
        var more = before with { ActiveSims = 20, Logins = before.Logins.SetItem(2, before.Logins[2] with { Services = new([], [], default) }) };
        Assert.Equal("$.logins[2].services M11", Faults(more, before with { ActiveSims = 20 }));
    }

    // D11: a contractor's partner number is nothing that only large companies have, whoever may log in.
    [Fact]
    public void A_company_of_twenty_with_logins_has_its_contractors_number()
    {
        var company = Small with { ActiveSims = 20, Logins = [new() { Name = "anna", Employee = "anna" }], PartnerNumbers = [new(new("+48221234567"), "Kontrahent")] };
        Assert.Equal("", Faults(company));
        Assert.Null(Judge(company).Company.GatedFrom);
    }

    [Fact]
    public void A_contractors_number_needs_no_twenty_cards_but_the_PBX_main_number_does()
    {
        var fifteen = Small with { ActiveSims = 15, PartnerNumbers = [new(new("+48221234567"), "Kontrahent")] };
        Assert.Equal("", Faults(fifteen));
        Assert.Equal("$.partnerNumbers[0].pbxMain N10", Faults(fifteen with { PartnerNumbers = [new(new("+48221234567"), "Biuro", null, true)] }));
        Assert.Equal("$.partnerNumbers[0].pbxMain N10", Faults(fifteen with { MainNumber = new("+48221234567") }));
    }

    [Fact]
    public void With_twenty_cards_left_all_runs_on_to_the_end_of_the_cycle()
    {
        var outcome = Judge(DemoFile.Company with { ActiveSims = 20, Cycles = CycleSchedule.Of(15) }, DemoFile.Company);
        Assert.Empty(outcome.Faults);
        Assert.Equal(["N10", "C11", "C11", "M11", "M11"], outcome.Warnings.Select(w => w.Rule));
        Assert.Equal(new DateOnly(2026, 12, 15), outcome.Company.GatedFrom);
        Assert.Equal(new DateOnly(2026, 12, 1), Judge(DemoFile.Company with { ActiveSims = 20 }, DemoFile.Company).Company.GatedFrom);
        Assert.Equal(new DateOnly(2026, 11, 25), Judge(DemoFile.Company with { ActiveSims = 20, Cycles = CycleSchedule.Of(25) }, DemoFile.Company).Company.GatedFrom);
    }

    [Fact]
    public void A_notice_once_given_keeps_its_day_and_ends_with_enough_cards()
    {
        var noticed = DemoFile.Company with { ActiveSims = 20, GatedFrom = new DateOnly(2026, 11, 1) };
        Assert.Equal(new DateOnly(2026, 11, 1), Judge(noticed with { ActiveSims = 19, GatedFrom = null }, noticed).Company.GatedFrom);
        Assert.Null(Judge(noticed with { ActiveSims = 21 }, noticed).Company.GatedFrom);
    }

    [Fact]
    public void Under_notice_nothing_more_is_switched_on()
    {
        var before = DemoFile.Company with { ActiveSims = 20 };
        var more = before with { Employees = before.Employees.SetItem(0, before.Employees[0] with { PrivateMode = Routing.PrivateCalls.PrivateMode.Flagged }) };
        Assert.Equal("$.employees[0].privateMode C11", Faults(more, before));
    }

    [Fact]
    public void Suspended_services_are_not_deleted()
    {
        var company = DemoFile.Company with { GatedFrom = Today };
        Assert.True(company.ServicesOn(Today.AddDays(-1)).Contains(ServiceKind.PrivateCalls));
        Assert.False(company.ServicesOn(Today).Contains(ServiceKind.PrivateCalls));
        Assert.True(company.ServicesOn(Today).Contains(ServiceKind.PrivatePlan));
        Assert.Single(company.PbxRanges);
    }

    [Theory]
    [InlineData("Nowa Era Biznes", true)]
    [InlineData("TAKAjakTY", true)]
    [InlineData("komfort biznes", true)]
    [InlineData("Era Partner Biznes", true)]
    [InlineData("Era Classic Partner BIS", true)]
    [InlineData("Pakiet Biznes", true)]
    [InlineData("Pakiet Domowy", false)]
    public void Only_plans_of_the_list_are_taken(string plan, bool taken) =>
        Assert.Equal(taken ? "" : "$.employees[0].sim.subscription P10", Faults(WithSim(Small, new(plan, []))));

    [Fact]
    public void The_list_of_plans_is_data()
    {
        var settings = new OperatorSettings { Terms = new() { SubscriptionPlans = [.. OperatorTerms.Default.SubscriptionPlans, "Pakiet Domowy"] } };
        Assert.Equal("", Text(Eligibility.Judge(Directory(null, settings), WithSim(Small, new("Pakiet Domowy", [])), Today)));
    }

    [Fact]
    public void A_plan_that_left_the_list_does_not_stop_the_company()
    {
        var company = WithSim(Small, new("Dawny plan", []));
        Assert.Equal("", Faults(company, company));
    }

    [Fact]
    public void An_excluded_service_on_one_card_refuses_the_company_and_names_the_card()
    {
        var outcome = Judge(WithSim(Small, new(null, ["Skrzynka", "połączenia lokalne"])));
        var fault = Assert.Single(outcome.Faults);
        Assert.Equal(("$.employees[0].sim.services[1]", "P9"), (fault.JsonPath, fault.Rule));
        Assert.Contains("+48601000201", fault.Reason.English, StringComparison.Ordinal);
    }

    // P9, the other direction: the company runs, and one of its cards gets the service.
    [Theory]
    [InlineData("201")]
    [InlineData("401")]
    public void An_excluded_service_is_not_added_to_a_card_of_a_running_company(string extension)
    {
        var running = Small with { PartnerCompanies = ["inna"] };
        Assert.Equal("", Faults(running, running));
        var member = running.Employees.Single(e => e.Extension == extension);
        Assert.Contains(running.Lines, line => line.Members.Contains(member.Mobile));
        var place = running.Employees.IndexOf(member);
        var with = running with { Employees = running.Employees.SetItem(place, member with { Sim = new("Pakiet Biznes", ["Połączenia lokalne"]) }) };
        Assert.Equal($"$.employees[{place}].sim.services[0] P9", Faults(with, running));
        // Who has it already does not keep it.
        Assert.Equal($"$.employees[{place}].sim.services[0] P9", Faults(with, with));
        Assert.Equal("", Faults(with with { Employees = running.Employees }, with));
    }

    [Fact]
    public void Which_services_are_excluded_is_data()
    {
        var settings = new OperatorSettings { Terms = new() { ExcludedServices = ["Inna usługa"] } };
        Assert.Equal("", Text(Eligibility.Judge(Directory(null, settings), WithSim(Small, new(null, ["Połączenia lokalne"])), Today)));
        Assert.Equal("$.employees[0].sim.services[0] P9", Text(Eligibility.Judge(Directory(null, settings), WithSim(Small, new(null, ["inna usługa"])), Today)));
    }

    [Fact]
    public void Who_orders_is_a_business()
    {
        var ordered = Small with { Activation = new() { Channel = OrderChannel.Phone } };
        Assert.Equal("", Faults(ordered));
        Assert.Equal("$.taxId P11", Faults(ordered with { TaxId = null, Regon = null }));
        Assert.Equal("", Faults(ordered with { TaxId = null }));
        // Not with the Manager alone: whoever has a company network is one.
        var nobody = Small with { TaxId = null, Regon = null };
        Assert.Equal("$.taxId P11", Faults(nobody));
        Assert.Equal("$.taxId P11", Faults(nobody with { State = CompanyState.Ordered }));
        Assert.Equal("$.taxId P11", Faults(nobody, Small));
        Assert.Equal("", Faults(Small with { Regon = null }));
        Assert.Equal("", Faults(nobody with { Name = "Inna" }, nobody));
        Assert.Equal("$.taxId P11", Faults(nobody with { Activation = ordered.Activation }, nobody));
    }

    [Theory]
    [InlineData("+48226000000", "")]
    [InlineData("+48602900000", "")]
    [InlineData("+48601234567", "$.partnerNumbers[0].number N3")]
    [InlineData("+48800123456", "$.partnerNumbers[0].number N3")]
    [InlineData("+4930123456", "$.partnerNumbers[0].number N3")]
    public void A_partner_number_is_fixed_or_the_operators_mobile(string number, string faults) =>
        Assert.Equal(faults, Faults(Small with { PartnerNumbers = [new(new(number), "Kontrahent")] }));

    [Fact]
    public void A_ported_partner_number_counts_by_its_network()
    {
        CompanySnapshot With(string number) => Small with { PartnerNumbers = [new(new(number), "Kontrahent")] };
        var directory = Directory(null, new()).With(new Ported("+48601234567", "own", "+48602900000", "other"));
        Assert.Equal("", Text(Eligibility.Judge(directory, With("+48601234567"), Today)));
        Assert.Equal("$.partnerNumbers[0].number N3", Text(Eligibility.Judge(directory, With("+48602900000"), Today)));
        Assert.Equal("", Faults(With("+48601234567"), With("+48601234567")));
    }

    private static CompanySnapshot Small { get; } = DemoFile.Company with
    {
        ActiveSims = 3,
        PbxRanges = [],
        PartnerNumbers = [],
        MainNumber = null,
        Logins = [],
        Employees = [.. DemoFile.Company.Employees.Select(e => e with { PrivateMode = Routing.PrivateCalls.PrivateMode.Off })],
    };

    private static CompanySnapshot WithLogins(CompanySnapshot company) => company with
    {
        Logins =
        [
            new() { Name = "maria", Employee = "maria", Role = LoginRole.Administrator },
            new() { Name = "piotr", Employee = "piotr", Services = new(["anna"], [], DelegatedRights.Profiles), Billing = new(["ewa"], [], DelegatedRights.Costs) },
            new() { Name = "jan", Employee = "jan", Billing = new([], ["handlowcy"], DelegatedRights.Limits) },
        ],
    };

    private static CompanySnapshot WithSim(CompanySnapshot company, Sim sim) =>
        company with { Employees = company.Employees.SetItem(0, company.Employees[0] with { Sim = sim }) };

    private static CompanyDirectory Directory(CompanySnapshot? before, OperatorSettings settings) =>
        CompanyDirectory.Of(before is null ? [] : [before], ShippedNumbering.Data, settings);

    private static EligibilityOutcome Judge(CompanySnapshot company, CompanySnapshot? before = null) =>
        Eligibility.Judge(Directory(before, new()), company, Today);

    private static string Faults(CompanySnapshot company, CompanySnapshot? before = null) => Text(Judge(company, before));

    private static string Text(EligibilityOutcome outcome) => string.Join('|', outcome.Faults.Select(f => $"{f.JsonPath} {f.Rule}"));

    private sealed class Ported(string one, string oneOperator, string other, string otherOperator) : INumberPortability
    {
        public string? OperatorOf(PhoneNumber number, DateOnly on) => number.Value == one ? oneOperator : number.Value == other ? otherOperator : null;
    }
}
