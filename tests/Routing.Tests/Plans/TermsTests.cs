using PbxBridge.Charging.Amounts;
using PbxBridge.Charging.Limits;
using PbxBridge.Routing.Areas;
using PbxBridge.Routing.Companies;
using PbxBridge.Routing.Numbering;
using PbxBridge.Routing.Plans;
using PbxBridge.Routing.Terms;
using static PbxBridge.Routing.Tests.Plans.DemoOffice;

namespace PbxBridge.Routing.Tests.Plans;

/// <summary>Services one by one, contract, state and partners on calls (P1, P4, N1–N8, L12, D5, D10, O8).</summary>
public sealed class TermsTests
{
    private const string InZone = "3GPP-E-UTRAN-FDD;utran-cell-id-3gpp=260021a2b0c0ffee;network-provided";

    private static readonly DateOnly Today = new(2026, 11, 22);

    // P1: each alone, every other stays off.
    [Fact]
    public void Each_service_works_alone_and_the_others_stay_off()
    {
        foreach (var one in Enum.GetValues<ServiceKind>())
        {
            var office = With(one);
            Assert.Equal(one == ServiceKind.PrivatePlan, office.Plan(FromMobile("202", "203")).Called is not null);
            Assert.Equal(one == ServiceKind.PartnerNumbers, office.Plan(FromMobile("202", "+48221234567")).Class == NumberClass.PartnerNumber);
            Assert.Equal(one == ServiceKind.PartnerNetwork, office.Plan(FromMobile("202", "+48602000001")).Class == NumberClass.PartnerNetwork);
            Assert.Equal(one == ServiceKind.CompanyLine, office.Plan(FromMobile("202", "+48600000003")).Steps[0] is PlanStep.RingLine);
            Assert.Equal(one == ServiceKind.PersonalLine, office.Steps(FromMobile("202", "+48601000201")).Contains("by 201", StringComparison.Ordinal));
            Assert.Equal(one == ServiceKind.Profiles, office.Plan(FromMobile("203", "0501234567")).Denial is not null);
            Assert.Equal(one == ServiceKind.PrivateCalls, office.Plan(FromMobile("203", "0501234567*")).Denial is null);
            Assert.Equal(one == ServiceKind.CompanyArea, office.Plan(FromMobile("202", "602900000") with { AccessNetwork = [InZone] }).Quote!.InArea);
            Assert.Equal(one == ServiceKind.Limits, office.Plan(FromMobile("301", "0501234567")).Denial is not null);
            Assert.IsType<PlanStep.Ring>(office.Plan(FromMobile("202", "0501234567")).Steps[0]);
        }
    }

    // P1, the other way round: each off alone, every other goes on.
    [Fact]
    public void Each_service_is_off_alone_and_the_others_work()
    {
        foreach (var off in Enum.GetValues<ServiceKind>())
        {
            var office = With([.. Enum.GetValues<ServiceKind>().Where(service => service != off)]);
            Assert.Equal(off != ServiceKind.PrivatePlan, office.Plan(FromMobile("202", "203")).Called is not null);
            Assert.Equal(off != ServiceKind.PartnerNumbers, office.Plan(FromMobile("202", "+48221234567")).Class == NumberClass.PartnerNumber);
            Assert.Equal(off != ServiceKind.PartnerNetwork, office.Plan(FromMobile("202", "+48602000001")).Class == NumberClass.PartnerNetwork);
            Assert.Equal(off != ServiceKind.CompanyLine, office.Plan(FromMobile("202", "+48600000003")).Steps[0] is PlanStep.RingLine);
            Assert.Equal(off != ServiceKind.PersonalLine, office.Steps(FromMobile("202", "+48601000201")).Contains("by 201", StringComparison.Ordinal));
            Assert.Equal(off != ServiceKind.Profiles, office.Plan(FromMobile("203", "0501234567")).Denial is not null);
            Assert.Equal(off != ServiceKind.PrivateCalls, office.Plan(FromMobile("203", "0501234567*")).Denial is null);
            Assert.Equal(off != ServiceKind.CompanyArea, office.Plan(FromMobile("202", "602900000") with { AccessNetwork = [InZone] }).Quote!.InArea);
            Assert.Equal(off != ServiceKind.Limits, office.Plan(FromMobile("301", "0501234567")).Denial is not null);
        }
    }

    [Fact]
    public void Without_its_line_service_the_number_is_not_in_service() =>
        Assert.Equal("reject Unallocated", With(ServiceKind.PrivatePlan).Steps(FromOutside("+48600000003")));

    [Fact]
    public void Short_numbers_of_partners_need_both_services()
    {
        Assert.Null(With(ServiceKind.PrivatePlan).Plan(FromMobile("202", "700")).Called);
        Assert.Equal("+48221234567", With(ServiceKind.PrivatePlan, ServiceKind.PartnerNumbers).Plan(FromMobile("202", "700")).Called?.Value);
    }

    // P4: at the end of the contract, to the second.
    [Fact]
    public void Services_end_with_the_contract()
    {
        var office = new DemoOffice().With(c => c with { Contract = new(null, Today) });
        var last = new DateTimeOffset(2026, 11, 22, 22, 59, 59, TimeSpan.Zero);
        Assert.Equal("+48601000203", office.Plan(FromMobile("202", "203") with { At = last }).Called?.Value);
        var over = office.Plan(FromMobile("202", "203") with { At = last.AddSeconds(1) });
        Assert.Equal((null, "ACCOUNT", "announce A01 AccountInactive"), (over.Called, over.Denial?.Code, PlanText.Of(over)));
        Assert.Equal("reject NotInService", office.Steps(FromOutside("+48601000203") with { At = last.AddSeconds(1) }));
        Assert.True(office.Plan(FromMobile("202", "112") with { At = last.AddSeconds(1) }).IsEmergency);
        Assert.IsType<PlanStep.Ring>(office.Plan(FromMobile("202", "116000") with { At = last.AddSeconds(1) }).Steps[0]);
        Assert.Equal("P4", over.Denial?.Rule);
    }

    [Fact]
    public void A_service_has_a_first_and_a_last_day()
    {
        DemoOffice Of(DateOnly? from, DateOnly? to) => new DemoOffice().With(c => c with { Services = new([new(ServiceKind.PrivatePlan, new(from, to))]) });
        Assert.NotNull(Of(Today, Today).Plan(FromMobile("202", "203")).Called);
        Assert.Null(Of(Today.AddDays(1), null).Plan(FromMobile("202", "203")).Called);
        Assert.Null(Of(null, Today.AddDays(-1)).Plan(FromMobile("202", "203")).Called);
    }

    [Fact]
    public void One_employee_may_lack_a_service()
    {
        var office = new DemoOffice().WithEmployee("203", e => e with { ServicesOff = ServiceSet.Of(ServiceKind.PrivatePlan) });
        Assert.Null(office.Plan(FromMobile("203", "202")).Called);
        var plan = office.Plan(FromMobile("203", "+48601000202"));
        Assert.StartsWith("+48601000203", PlanText.Of(((PlanStep.Ring)plan.Steps[0]).Target.Caller), StringComparison.Ordinal);
        Assert.NotNull(office.Plan(FromMobile("202", "203")).Called);
    }

    // BAR-1 step 1.
    [Theory]
    [InlineData(CompanyState.Suspended, true)]
    [InlineData(CompanyState.Ordered, false)]
    [InlineData(CompanyState.Closed, false)]
    public void A_company_that_is_not_active_calls_nobody(CompanyState state, bool canBeCalled)
    {
        var office = new DemoOffice().With(c => c with { State = state });
        Assert.Equal("announce A01 AccountInactive", office.Steps(FromMobile("202", "+48601000203")));
        Assert.Equal("announce A01 AccountInactive", office.Steps(FromDesk("8234", "+48601000203")));
        Assert.Equal(canBeCalled, office.Plan(FromOutside("+48601000203")).Steps[0] is PlanStep.Ring);
        Assert.Equal(canBeCalled, office.Plan(FromOutside("+48225558234")).Steps[0] is PlanStep.Ring);
        Assert.True(office.Plan(FromDesk("8234", "112")).IsEmergency);
        Assert.Equal(PayerKind.Free, office.Plan(FromMobile("202", "116000")).Quote!.Payer.Kind);
    }

    // D10.
    [Fact]
    public void With_too_few_cards_the_range_is_suspended_and_the_people_go_on()
    {
        var office = new DemoOffice().With(c => c with { GatedFrom = Today });
        Assert.Equal("announce A01 AccountInactive", office.Steps(FromDesk("8234", "202")));
        Assert.Equal("reject NotInService", office.Steps(FromOutside("+48225558234")));
        Assert.Equal("announce A04 NotInService", office.Steps(FromMobile("202", "8234")));
        Assert.IsType<PlanStep.Ring>(office.Plan(FromMobile("202", "203")).Steps[0]);
        Assert.IsType<PlanStep.Ring>(new DemoOffice().With(c => c with { GatedFrom = Today.AddDays(1) }).Plan(FromDesk("8234", "202")).Steps[0]);
    }

    // N1, N2, D5.
    [Fact]
    public void A_partner_network_needs_both_and_ends_with_either()
    {
        var office = new DemoOffice();
        NumberClass Seen(bool ours, bool theirs)
        {
            office.With(c => c with { PartnerCompanies = ours ? ["inna"] : [] });
            office.WithOther(c => c with { PartnerCompanies = theirs ? ["przyklad"] : [] });
            return office.Plan(FromMobile("202", "+48602000001")).Class;
        }

        Assert.Equal(
            (NumberClass.PartnerNetwork, NumberClass.MobileOwnOperator, NumberClass.MobileOwnOperator, NumberClass.MobileOwnOperator),
            (Seen(true, true), Seen(true, false), Seen(false, true), Seen(false, false)));
    }

    [Fact]
    public void Partners_of_partners_are_strangers_and_a_partner_without_the_service_is_none()
    {
        var third = Other with { Id = "trzecia", MainNumber = null, PbxRanges = [], Trunks = [], PartnerCompanies = ["inna"], Employees = [Other.Employees[0] with { Mobile = new("+48602000002") }] };
        var office = new DemoOffice().With(c => c with { PartnerCompanies = ["inna"] }).WithOther(c => c with { PartnerCompanies = ["przyklad", "trzecia"] }).WithOther(_ => third);
        Assert.Equal(NumberClass.PartnerNetwork, office.Plan(FromMobile("202", "+48602000001")).Class);
        Assert.Equal(NumberClass.MobileOwnOperator, office.Plan(FromMobile("202", "+48602000002")).Class);
        office.WithOther(c => c with { PartnerCompanies = ["przyklad"], Contract = new(null, Today.AddDays(-1)) });
        Assert.Equal(NumberClass.MobileOwnOperator, office.Plan(FromMobile("202", "+48602000001")).Class);
    }

    [Fact]
    public void A_partner_network_counts_as_inside_for_profile_and_price()
    {
        var office = new DemoOffice().With(c => c with { PartnerCompanies = ["inna"], DefaultProfile = "siec-firmowa" })
            .WithOther(c => c with { PartnerCompanies = ["przyklad"] }).WithPrices(ShippedPrices.Book);
        var plan = office.Plan(FromMobile("202", "+48602000001"));
        Assert.Equal((null, "on-net"), (plan.Denial, plan.Quote!.Row!.Item.Item));
    }

    // N7: only the main number, not what stands behind it.
    [Fact]
    public void A_PBX_main_number_as_partner_is_inside_and_its_extensions_are_not()
    {
        var office = new DemoOffice().With(c => c with { PbxRanges = [], Trunks = [], MainNumber = null, PartnerNumbers = [new(new("+48225558000"), "Biuro", "700", true)] });
        Assert.Equal(NumberClass.PartnerNumber, office.Plan(FromMobile("202", "700")).Class);
        Assert.Equal(NumberClass.FixedNational, office.Plan(FromMobile("202", "+48225551001")).Class);
        office.With(c => c with { PbxRanges = [], Trunks = [], MainNumber = null, PartnerNumbers = [new(new("+48225558000"), "Biuro", "700", true)], GatedFrom = Today });
        Assert.Equal(NumberClass.FixedNational, office.Plan(FromMobile("202", "+48225558000")).Class);
    }

    // O8, NUM-2.
    [Fact]
    public void Ported_numbers_count_by_the_network_they_are_in()
    {
        var office = new DemoOffice();
        NumberClass Seen(string number, string? network)
        {
            office.WithPortability(new Ported(network));
            return office.Plan(FromMobile("202", number)).Class;
        }

        Assert.Equal(
            (NumberClass.MobileOwnOperator, NumberClass.MobileOther, NumberClass.MobileOther, NumberClass.MobileOwnOperator),
            (Seen("602123456", null), Seen("602123456", "260-01"), Seen("501123456", null), Seen("501123456", "own")));
        Assert.Equal(NumberClass.FixedNational, Seen("+48226000000", "own"));
        Assert.Equal(NumberClass.OnNet, Seen("+48601000203", "260-01"));
    }

    [Fact]
    public void What_is_said_of_the_class_names_the_network_to_which_a_number_was_ported()
    {
        var office = new DemoOffice().WithPortability(new Ported("260-06"));
        var step = office.Plan(FromMobile("202", "602123456")).Decisions.Single(d => d.Step == "class");
        Assert.Equal(("NUM-2", "The number was ported to the network 260-06: it is a mobile number.",
            "Numer przeniesiony do sieci 260-06: to numer komórkowy."), (step.Rule, step.Sentence.English, step.Sentence.Polish));
        Assert.Equal("NUM-1", office.Plan(FromMobile("202", "+48601000203")).Decisions.Single(d => d.Step == "class").Rule);
        office.WithPortability(NoPortability.Here);
        Assert.Equal("NUM-1", office.Plan(FromMobile("202", "602123456")).Decisions.Single(d => d.Step == "class").Rule);
    }

    // O8: the zone's price goes by the network, not by the prefix.
    [Fact]
    public void The_area_price_follows_a_ported_number()
    {
        var zone = new CompanyZone { Name = "z", Shape = new ZoneShape.Square(new(52.2297, 21.0122), 1000), AreaCode = "22", Cells = [new("eutran:260-02:1a2b:0c0ffee")] };
        var office = new DemoOffice().With(c => c with { Area = new() { Zones = [zone] } }).WithPrices(ShippedPrices.Book);
        string Item(string number, string? network)
        {
            office.WithPortability(new Ported(network));
            return office.Plan(FromMobile("202", number) with { AccessNetwork = ["3GPP-E-UTRAN-FDD;utran-cell-id-3gpp=260021a2b0c0ffee;network-provided"] }).Quote!.Row!.Item.Item;
        }

        Assert.Equal(("area-domestic", "domestic", "domestic", "area-domestic"), (Item("602123456", null), Item("602123456", "260-06"), Item("501123456", null), Item("501123456", "own")));
    }

    private static DemoOffice With(params ServiceKind[] services) => new DemoOffice().With(c => c with
    {
        Services = new([.. services.Select(s => new ServiceTerm(s, default))]),
        PartnerCompanies = ["inna"],
        Employees =
        [
            .. c.Employees.Select(e => e.Extension switch
            {
                "203" => e with { Profile = "siec-firmowa", PrivateMode = Routing.PrivateCalls.PrivateMode.Flagged },
                "301" => e with { Limit = new() { Amount = Money.Of(1), Mode = LimitMode.BarAll } },
                _ => e,
            }),
        ],
        Area = new()
        {
            Zones = [new() { Name = "siedziba", Shape = new ZoneShape.Square(new(52.2297, 21.0122), 1000), AreaCode = "22", Cells = [new("eutran:260-02:1a2b:0c0ffee")] }],
        },
    }).WithOther(c => c with { PartnerCompanies = ["przyklad"] }).WithPrices(ShippedPrices.Book).WithSpent("301", 1);

    private sealed class Ported(string? network) : INumberPortability
    {
        public string? OperatorOf(PhoneNumber number, DateOnly on) => network;
    }
}
