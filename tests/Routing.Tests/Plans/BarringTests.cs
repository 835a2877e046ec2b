using PbxBridge.Charging.Limits;
using PbxBridge.Routing.Companies;
using PbxBridge.Routing.Numbering;
using PbxBridge.Routing.Plans;
using PbxBridge.Routing.PrivateCalls;
using PbxBridge.Routing.Profiles;
using static PbxBridge.Routing.Tests.Plans.DemoOffice;

namespace PbxBridge.Routing.Tests.Plans;

/// <summary>Profiles and lists on dialled calls (§1.8, §5.2, §5.5).</summary>
public sealed class BarringTests
{
    private const string InsideOnly = "siec-firmowa";
    private const string Anybody = "+48502000000";

    [Theory]
    [InlineData("202")] // R2: inside the network
    [InlineData("8234")]
    [InlineData("600")]
    [InlineData("700")] // N4: the partner number, by its short number
    [InlineData("+48221234567")]
    [InlineData("0048601000202")] // P2: however it was dialled
    public void Profile_inside_only_lets_calls_within_the_network_pass(string dialled) => Assert.Null(Plan(dialled, InsideOnly).Denial);

    [Theory]
    [InlineData("0601234567", "DEFAULT", NumberClass.MobileOther)]
    [InlineData("+4930123456", "DEFAULT", NumberClass.International)]
    [InlineData("703123456", "DEFAULT", NumberClass.Premium)]
    [InlineData("602900000", "DEFAULT", NumberClass.MobileOwnOperator)] // P15
    public void Profile_inside_only_refuses_the_rest(string dialled, string code, NumberClass kind)
    {
        var plan = Plan(dialled, InsideOnly);
        Assert.Equal((code, kind, InsideOnly), (plan.Denial?.Code, plan.Denial?.Class, plan.Denial?.Rule));
        Assert.Equal("announce A05 ProfileBarred", PlanText.Of(plan));
        Assert.Null(plan.Quote);
    }

    // R3, R4: premium and international in every spelling.
    [Theory]
    [InlineData("700123456", false)]
    [InlineData("0701123456", false)]
    [InlineData("+48703123456", false)]
    [InlineData("0048708123456", false)]
    [InlineData("+49301234567", false)]
    [InlineData("0049301234567", false)]
    [InlineData("+870773111222", false)]
    [InlineData("+48301234567", true)]
    [InlineData("+48226000000", true)]
    [InlineData("0048226000000", true)]
    [InlineData("801123456", true)]
    [InlineData("118913", true)]
    public void Domestic_without_premium(string dialled, bool allowed)
    {
        var plan = Plan(dialled, "kraj-bez-70x");

        // +48 30 is no number at all: refused, but not by the profile.
        Assert.Equal(allowed, plan.Denial is null);
    }

    [Fact]
    public void Every_class_can_be_allowed_and_denied()
    {
        foreach (var (kind, dialled) in OfEachClass())
        {
            foreach (var allows in new[] { true, false })
            {
                var profile = new Profile { Id = "p", Name = "p", AllowsOthers = !allows, Classes = default(ClassRules).With(kind, allows ? ClassRule.Allow : ClassRule.Deny) };
                var plan = Office(profile).Plan(FromMobile("203", dialled));
                Assert.True((plan.Class, plan.Denial is null) == (kind, allows), $"{kind} {dialled} {allows}: {plan.Class} {plan.Denial?.Code}");
                if (!allows)
                    Assert.Equal("CLASS_" + kind.ToString().ToUpperInvariant(), plan.Denial?.Code);
            }
        }
    }

    [Theory]
    [InlineData("112")]
    [InlineData("997")]
    [InlineData("0112*")]
    [InlineData("116000")]
    [InlineData("989")]
    public void What_is_always_allowed_no_profile_bars(string dialled)
    {
        var plan = Office(ReadyProfiles.IncomingOnly).Plan(FromMobile("203", dialled));
        Assert.Null(plan.Denial);
        Assert.IsType<PlanStep.Ring>(plan.Steps[0]);
    }

    [Fact]
    public void A_zone_has_its_own_rule_before_that_of_the_class()
    {
        var profile = ReadyProfiles.Domestic with { Zones = ReadyProfiles.Domestic.Zones.Add("EU", ClassRule.Allow) };
        Assert.Null(Office(profile).Plan(FromMobile("203", "+49301234567")).Denial);
        Assert.Equal("CLASS_INTERNATIONAL", Office(profile).Plan(FromMobile("203", "+12125551234")).Denial?.Code);
        profile = ReadyProfiles.Unrestricted with { Zones = ReadyProfiles.Unrestricted.Zones.Add("NAM", ClassRule.Deny) };
        Assert.Equal("CLASS_INTERNATIONAL", Office(profile).Plan(FromMobile("203", "+12125551234")).Denial?.Code);
    }

    [Theory]
    [InlineData("2026-11-23T11:00:00Z", true)]
    [InlineData("2026-11-23T17:00:00Z", false)]
    [InlineData("2026-11-22T11:00:00Z", false)]
    public void A_class_can_be_open_in_working_hours_only(string at, bool allowed)
    {
        var profile = new Profile
        {
            Id = "godziny",
            Name = "w godzinach pracy",
            Classes = default(ClassRules).With(NumberClass.MobileOther, ClassRule.InWindows),
            Windows = [new(WeekDays.Working, 480, 960)],
        };
        var request = FromMobile("203", "0601234567") with { At = DateTimeOffset.Parse(at, System.Globalization.CultureInfo.InvariantCulture) };
        Assert.Equal(allowed, Office(profile).Plan(request).Denial is null);
    }

    // R6, D15, BAR-1 steps 4 and 6.
    [Theory]
    [InlineData("+48226000000", "", true)]
    [InlineData("+4822*", "", true)]
    [InlineData("", "", false)]
    [InlineData("+48226000000", "+4822*", true)]
    [InlineData("+4822*", "+48226*", false)]
    [InlineData("+4822*", "+4822*", false)]
    [InlineData("+48226000000", "+48226000000", false)]
    [InlineData("+48226000000*", "+48226000000", false)]
    [InlineData("", "+48*", false)]
    public void The_longer_entry_wins_and_denied_wins_among_equals(string allowed, string denied, bool passes)
    {
        var plan = Office(ReadyProfiles.InsideOnly with { Allowed = List(allowed), Denied = List(denied) }).Plan(FromMobile("203", "0226000000"));
        Assert.Equal(passes, plan.Denial is null);
        if (denied.Length > 0 && !passes)
            Assert.Equal(("LIST", denied), (plan.Denial?.Code, plan.Denial?.Rule));
    }

    [Fact]
    public void An_employee_has_his_own_lists_beside_those_of_the_profile()
    {
        DemoOffice With(string own, string ofProfile) => Office(ReadyProfiles.InsideOnly with { Denied = List(ofProfile) }, e => e with { Allowed = List(own) });
        Assert.Null(With("+48226000000", "").Plan(FromMobile("203", "+48226000000")).Denial);
        Assert.Null(With("+48226000000", "+4822*").Plan(FromMobile("203", "+48226000000")).Denial);
        Assert.Equal("LIST", With("+4822*", "+48226000000").Plan(FromMobile("203", "+48226000000")).Denial?.Code);
        Assert.Null(Office(ReadyProfiles.Unrestricted, e => e with { Denied = List("+48502*") }).Plan(FromMobile("202", Anybody)).Denial);
        Assert.Equal("LIST", Office(ReadyProfiles.Unrestricted, e => e with { Denied = List("+48502*") }).Plan(FromMobile("203", Anybody)).Denial?.Code);
    }

    [Fact]
    public void Lists_hold_for_colleagues_too_and_19xxx_in_both_spellings()
    {
        Assert.Equal("LIST", Office(ReadyProfiles.Unrestricted with { Denied = List("+48601000202") }).Plan(FromMobile("203", "202")).Denial?.Code);
        foreach (var entry in new[] { "19115", "+482219115", "191*" })
            Assert.Equal("LIST", Office(ReadyProfiles.Unrestricted with { Denied = List(entry) }).Plan(FromMobile("203", "19115")).Denial?.Code);
    }

    [Fact]
    public void A_shared_profile_binds_all_who_have_it_and_a_copy_one()
    {
        var office = new DemoOffice().With(c => c with
        {
            DefaultProfile = "a",
            Profiles = [ReadyProfiles.InsideOnly with { Id = "a" }, ReadyProfiles.Unrestricted with { Id = "b" }],
            Employees = [.. c.Employees.Select(e => e.Extension == "202" ? e with { Profile = "b" } : e)],
        });
        Assert.Equal(("a", "a", null), (office.Plan(FromMobile("203", Anybody)).Denial?.Rule, office.Plan(FromMobile("301", Anybody)).Denial?.Rule,
            office.Plan(FromMobile("202", Anybody)).Denial?.Rule));
    }

    // D12.
    [Fact]
    public void Softphones_have_their_owners_profile_and_desk_phones_that_of_the_trunk()
    {
        var office = new DemoOffice().With(c => c with
        {
            Employees = [.. c.Employees.Select(e => e.Extension == "201" ? e with { Profile = InsideOnly } : e)],
            Trunks = [c.Trunks[0] with { Profile = "kraj" }],
        });
        Assert.Equal("DEFAULT", office.Plan(FromSoftphone("anna", Anybody)).Denial?.Code);
        Assert.Null(office.Plan(FromDesk("8234", Anybody)).Denial);
        Assert.Equal("CLASS_INTERNATIONAL", office.Plan(FromDesk("8234", "+49301234567")).Denial?.Code);

        // A desk phone that shows its owner's mobile number is still behind the trunk.
        Assert.Null(office.Plan(FromDesk("+48601000201", Anybody)).Denial);
        Assert.Null(new DemoOffice().Plan(FromDesk("8234", "+49301234567")).Denial);
    }

    // C9: worded by whether the star would help.
    [Theory]
    [InlineData(PrivateMode.Off, "0601234567", "A05")]
    [InlineData(PrivateMode.Flagged, "0601234567", "A03")]
    [InlineData(PrivateMode.Flagged, "703123456", "A05")]
    [InlineData(PrivateMode.Prepaid, "0601234567", "A03")]
    public void The_announcement_says_whether_a_star_would_help(PrivateMode mode, string dialled, string announcement)
    {
        var office = Office(ReadyProfiles.InsideOnly, e => e with { PrivateMode = mode });
        var plan = office.Plan(FromMobile("203", dialled));
        Assert.Equal($"announce {announcement} ProfileBarred", PlanText.Of(plan));
        Assert.Equal(announcement == "A03", plan.Decisions[^1].Sentence.Polish.Contains("z gwiazdką", StringComparison.Ordinal));
        Assert.Equal(announcement == "A03", plan.Decisions[^1].Sentence.English.Contains("with a star", StringComparison.Ordinal));
        Assert.Equal(announcement == "A03", office.Plan(FromMobile("203", dialled + "*")).Denial is null);
    }

    [Fact]
    public void A_denied_number_that_the_star_would_not_reach_gives_no_hint()
    {
        var office = Office(ReadyProfiles.Unrestricted with { Denied = List(Anybody) }, e => e with { PrivateMode = PrivateMode.Flagged }, new() { RespectsDenyList = true });
        Assert.Equal("announce A05 ProfileBarred", office.Steps(FromMobile("203", Anybody)));
    }

    // BAR-1 step 2.
    [Theory]
    [InlineData("211234567", NumberClass.M2M)]
    [InlineData("642345678", NumberClass.Pager)]
    [InlineData("201234567", NumberClass.DataAccess)]
    [InlineData("1033", NumberClass.CarrierSelect)]
    public void Some_classes_the_operator_bars_for_everybody_and_no_star_helps(string dialled, NumberClass kind)
    {
        var office = Office(ReadyProfiles.Unrestricted, e => e with { PrivateMode = PrivateMode.Flagged });
        foreach (var text in new[] { dialled, dialled + "*" })
        {
            var plan = office.Plan(FromMobile("203", text));
            Assert.Equal(("SYSTEM", kind, "announce A02 SystemBarred"), (plan.Denial?.Code, plan.Class, PlanText.Of(plan)));
        }
    }

    [Fact]
    public void The_operator_bars_single_numbers_too()
    {
        var office = new DemoOffice().WithSettings(new() { BarredNumbers = List("+535*") });
        Assert.Equal("SYSTEM", office.Plan(FromMobile("201", "+5358842850")).Denial?.Code);
        Assert.Null(office.Plan(FromMobile("201", "+5258842850")).Denial);
    }

    // BAR-1 step 1.
    [Fact]
    public void A_suspended_employee_calls_nobody_but_emergency_and_can_be_called()
    {
        var office = new DemoOffice().WithEmployee("203", e => e with { Suspended = true });
        Assert.Equal("announce A01 AccountInactive", office.Steps(FromMobile("203", "202")));
        Assert.Equal("announce A01 AccountInactive", office.Steps(FromMobile("203", "202*")));
        Assert.Equal("ACCOUNT", office.Plan(FromMobile("203", "989")).Denial?.Code);
        foreach (var always in new[] { "112", "116000" })
            Assert.IsType<PlanStep.Ring>(office.Plan(FromMobile("203", always)).Steps[0]);
        Assert.IsType<PlanStep.Ring>(office.Plan(FromMobile("202", "203")).Steps[0]);
    }

    // R10, BAR-4: the second number of a personal line.
    [Fact]
    public void A_personal_line_follows_its_owners_profile()
    {
        var office = new DemoOffice().With(c => c with
        {
            Employees = [.. c.Employees.Select(e => e.Extension == "201" ? e with { Profile = "tylko-przychodzace" } : e)],
        });
        var plan = office.Plan(FromMobile("202", "201"));
        Assert.Equal("ring 201(mobile) 25 [Any→1]; voicemail przyklad 201", PlanText.Of(plan));
        Assert.Equal("BAR-4", plan.Decisions.Single(d => d.Step == "personal-line").Rule);
        office = new DemoOffice().WithEmployee("201", e => e with { Denied = List("+48601000200") });
        Assert.DoesNotContain("200", office.Steps(FromMobile("202", "201")), StringComparison.Ordinal);
        Assert.Contains("200(mobile) by 201", new DemoOffice().Steps(FromMobile("202", "201")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_lines_overflow_follows_the_lines_profile()
    {
        DemoOffice With(string? profile) => new DemoOffice().WithLine("602", l => l with { Overflow = new LineOverflow.ToNumber(MobileOf("201")), Profile = profile });
        Assert.EndsWith("ring 201(mobile) by +48600000003 20 early", With(null).Steps(FromMobile("202", "602")), StringComparison.Ordinal);
        Assert.EndsWith("reject by-outcome", With("tylko-przychodzace").Steps(FromMobile("202", "602")), StringComparison.Ordinal);
    }

    // BAR-8.
    [Fact]
    public void Who_is_refused_all_the_time_hears_no_announcement()
    {
        var office = Office(ReadyProfiles.InsideOnly);
        office.Refusals = 20;
        Assert.Equal("announce A05 ProfileBarred", office.Steps(FromMobile("203", Anybody)));
        office.Refusals = 21;
        Assert.Equal("reject ProfileBarred", office.Steps(FromMobile("203", Anybody)));
    }

    [Fact]
    public void A_profile_may_bound_the_length_of_calls()
    {
        var office = Office(ReadyProfiles.Unrestricted with { MaxCallMinutes = 30 }, e => e with { PrivateMode = PrivateMode.Flagged });
        Assert.Equal(TimeSpan.FromMinutes(30), office.Plan(FromMobile("203", Anybody)).MaxDuration);
        Assert.Null(office.Plan(FromMobile("203", Anybody + "*")).MaxDuration);
        Assert.Null(office.Plan(FromMobile("202", Anybody)).MaxDuration);
    }

    // §5.3, the whole matrix: profile inside only, +48226000000 allowed; then with the star and flagged, prepaid with 5 zł, off.
    [Theory]
    [InlineData("112", "", "Free", "Free", "Free", "Free")]
    [InlineData("8234", "", "Employee", "PrivateFlagged", "PrivatePrepaid", "PRIVATE_OFF")]
    [InlineData("0226000000", "", "Employee", "PrivateFlagged", "PrivatePrepaid", "PRIVATE_OFF")]
    [InlineData("0601234567", "", "DEFAULT", "PrivateFlagged", "PrivatePrepaid", "PRIVATE_OFF")]
    [InlineData("703123456", "", "DEFAULT", "DEFAULT", "DEFAULT", "PRIVATE_OFF")]
    [InlineData("703123456", "premium", "DEFAULT", "PrivateFlagged", "PrivatePrepaid", "PRIVATE_OFF")]
    [InlineData("8234", "no-onnet", "Employee", "Employee", "Employee", "Employee")]
    public void Decision_matrix(string dialled, string option, string plain, string flagged, string prepaid, string off)
    {
        string Of(PrivateMode mode, string text)
        {
            var office = Office(
                ReadyProfiles.InsideOnly, e => e with { PrivateMode = mode, Allowed = List("+48226000000") }, new() { Premium = option == "premium", OnNet = option != "no-onnet" });
            office.Prepaid["203"] = 5.00m;
            var plan = office.Plan(FromMobile("203", text));
            return plan.Denial?.Code ?? plan.Quote!.Payer.Kind.ToString();
        }

        Assert.Equal(
            (plain, flagged, prepaid, off),
            (Of(PrivateMode.Flagged, dialled), Of(PrivateMode.Flagged, dialled + "*"), Of(PrivateMode.Prepaid, dialled + "*"), Of(PrivateMode.Off, dialled + "*")));
    }

    internal static NumberList List(params string[] entries) =>
        NumberList.Of(entries.Where(e => e.Length > 0).Select(e => NumberPattern.TryParse(e, out var pattern) ? new ListEntry(pattern) : throw new ArgumentException(e)));

    /// <summary>Łucja, 203, has this profile.</summary>
    internal static DemoOffice Office(Profile profile, Func<Employee, Employee>? change = null, PrivateOptions? options = null) => new DemoOffice().With(c => c with
    {
        Profiles = [profile],
        PrivateCalls = options ?? PrivateOptions.Default,
        Employees = [.. c.Employees.Select(e => e.Extension == "203" ? (change?.Invoke(e) ?? e) with { Profile = profile.Id } : e)],
    });

    private static CallPlan Plan(string dialled, string profile) =>
        new DemoOffice().WithEmployee("203", e => e with { Profile = profile }).Plan(FromMobile("203", dialled));

    private static (NumberClass, string)[] OfEachClass() =>
    [
        (NumberClass.OnNet, "202"), (NumberClass.PartnerNumber, "700"), (NumberClass.MobileOwnOperator, "602900000"), (NumberClass.MobileOther, "0601234567"),
        (NumberClass.FixedNational, "+48226000000"), (NumberClass.VoipNomadic, "391234567"), (NumberClass.Government, "261234567"), (NumberClass.Freephone, "800123456"),
        (NumberClass.SharedCost, "801123456"), (NumberClass.Premium, "700123456"), (NumberClass.Directory, "118913"), (NumberClass.ShortSpecial, "19115"),
        (NumberClass.International, "+49301234567"), (NumberClass.Satellite, "+870773111222"),
    ];
}
