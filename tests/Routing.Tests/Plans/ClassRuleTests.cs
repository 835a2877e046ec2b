using PbxBridge.Routing.Areas;
using PbxBridge.Routing.Companies;
using PbxBridge.Routing.Numbering;
using PbxBridge.Routing.Plans;
using PbxBridge.Routing.Profiles;
using static PbxBridge.Routing.Tests.Plans.BarringTests;
using static PbxBridge.Routing.Tests.Plans.DemoOffice;

namespace PbxBridge.Routing.Tests.Plans;

/// <summary>R1: every class of numbers that a profile can allow or forbid, with a vector; R7: profiles that are shared, and copies.</summary>
public sealed class ClassRuleTests
{
    private const string InZone = "3GPP-E-UTRAN-FDD;utran-cell-id-3gpp=260021a2b0c0ffee;network-provided";
    private const string Anybody = "+48502000000", Partner = "+48602000001", Warsaw = "+48221112233";

    private static readonly (NumberClass Class, string Dialled)[] Vectors =
    [
        (NumberClass.OnNet, "202"), (NumberClass.PartnerNumber, "700"), (NumberClass.PartnerNetwork, Partner), (NumberClass.MobileOwnOperator, "602900000"),
        (NumberClass.MobileOther, "0601234567"), (NumberClass.FixedLocal, Warsaw), (NumberClass.FixedNational, "+48911112233"), (NumberClass.VoipNomadic, "391234567"),
        (NumberClass.Government, "261234567"), (NumberClass.Freephone, "800123456"), (NumberClass.SharedCost, "801123456"), (NumberClass.Premium, "700123456"),
        (NumberClass.Directory, "118913"), (NumberClass.ShortSpecial, "19115"), (NumberClass.International, "+49301234567"), (NumberClass.Satellite, "+870773111222"),
    ];

    // Always allowed, never allowed, or no call at all.
    private static readonly NumberClass[] NotOfProfiles =
    [
        NumberClass.Invalid, NumberClass.Emergency, NumberClass.Harmonised, NumberClass.ShortPublic, NumberClass.CarrierSelect, NumberClass.M2M, NumberClass.Pager,
        NumberClass.DataAccess, NumberClass.FeatureCode,
    ];

    [Fact]
    public void Every_class_that_a_profile_rules_has_a_vector() =>
        Assert.Equal(Enum.GetValues<NumberClass>().Except(NotOfProfiles).Order(), Vectors.Select(vector => vector.Class).Order());

    [Fact]
    public void A_rule_binds_its_own_class_and_no_other()
    {
        foreach (var (ruled, _) in Vectors)
        {
            foreach (var allows in new[] { true, false })
            {
                var profile = new Profile { Id = "p", Name = "p", AllowsOthers = !allows, Classes = default(ClassRules).With(ruled, allows ? ClassRule.Allow : ClassRule.Deny) };
                var office = InArea(profile);
                foreach (var (kind, dialled) in Vectors)
                {
                    var plan = office.Plan(FromMobile("203", dialled) with { AccessNetwork = [InZone] });
                    // §5.1: without a rule of their own, partners go with the own network.
                    var follows = kind == ruled || (ruled == NumberClass.OnNet && kind is NumberClass.PartnerNumber or NumberClass.PartnerNetwork);
                    Assert.True((plan.Class, plan.Denial is null) == (kind, follows == allows), $"{ruled} {allows}: {dialled} is {plan.Class}, {plan.Denial?.Code}");
                    if (kind == ruled && !allows)
                        Assert.Equal("CLASS_" + kind.ToString().ToUpperInvariant(), plan.Denial?.Code);
                }
            }
        }
    }

    [Fact]
    public void A_partner_network_may_be_forbidden_where_the_own_network_is_allowed()
    {
        var office = InArea(ReadyProfiles.InsideOnly with { Classes = ReadyProfiles.InsideOnly.Classes.With(NumberClass.PartnerNetwork, ClassRule.Deny) });
        Assert.Equal("CLASS_PARTNERNETWORK", office.Plan(FromMobile("203", Partner)).Denial?.Code);
        Assert.Null(office.Plan(FromMobile("203", "202")).Denial);
    }

    // The same number is local from the zone, and national from elsewhere (NUM-3).
    [Fact]
    public void A_fixed_line_is_ruled_by_where_the_caller_is()
    {
        var office = InArea(ReadyProfiles.InsideOnly with { Classes = ReadyProfiles.InsideOnly.Classes.With(NumberClass.FixedLocal, ClassRule.Allow) });
        Assert.Null(office.Plan(FromMobile("203", Warsaw) with { AccessNetwork = [InZone] }).Denial);
        Assert.Equal("DEFAULT", office.Plan(FromMobile("203", Warsaw)).Denial?.Code);
    }

    [Fact]
    public void A_change_of_a_shared_profile_changes_it_for_all_who_have_it_and_not_for_the_copy()
    {
        var shared = ReadyProfiles.Unrestricted with { Id = "wspolny", Name = "wspólny" };
        var copy = shared with { Id = "kopia", Name = "kopia" };
        string Barred(Profile one, Profile other)
        {
            var office = new DemoOffice().With(c => c with
            {
                Profiles = [one, other],
                Employees = [.. c.Employees.Select(e => e with { Profile = e.Extension is "201" or "202" ? "wspolny" : e.Extension == "203" ? "kopia" : null })],
            });
            return string.Join(' ', new[] { "201", "202", "203", "301" }.Where(who => office.Plan(FromMobile(who, Anybody)).Denial is not null));
        }

        var narrow = ReadyProfiles.InsideOnly;
        Assert.Equal("", Barred(shared, copy));
        Assert.Equal("201 202", Barred(narrow with { Id = "wspolny" }, copy));
        Assert.Equal("203", Barred(shared, narrow with { Id = "kopia" }));
        Assert.Equal("201 202", Barred(shared with { Denied = List(Anybody) }, copy));
    }

    /// <summary>Łucja, 203, has this profile; there is a zone, and a partner network.</summary>
    private static DemoOffice InArea(Profile profile) => new DemoOffice().With(c => c with
    {
        Profiles = [profile],
        PartnerCompanies = ["inna"],
        Employees = [.. c.Employees.Select(e => e.Extension == "203" ? e with { Profile = profile.Id } : e)],
        Area = new()
        {
            Zones = [new() { Name = "siedziba", Shape = new ZoneShape.Square(new(52.2297, 21.0122), 1000), AreaCode = "22", Cells = [new("eutran:260-02:1a2b:0c0ffee")] }],
        },
    }).WithOther(c => c with { PartnerCompanies = ["przyklad"] });
}
