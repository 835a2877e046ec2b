using PbxBridge.Routing.Companies;
using PbxBridge.Routing.Numbering;
using PbxBridge.Routing.Terms;
using PbxBridge.Routing.Tests.Numbering;

namespace PbxBridge.Routing.Tests.Companies;

/// <summary>PPN-11: two companies of a partner network do not share short numbers; a site code leads to those of the other.</summary>
public sealed class SiteCodeTests
{
    private static readonly CompanySnapshot Ours = DemoFile.Read(DemoFile.With(("partnerCompanies", """["inna"]"""), ("siteCodes", Code("55")))).Company!;

    private static readonly CompanySnapshot Theirs = new()
    {
        Id = "inna",
        Name = "Inna S.A.",
        Sites = [new("Poznań", "61")],
        Rules = new() { MaxLength = 7, Domain = "inna.pbxbridge" },
        Employees = [new() { Id = "olga", Name = "Olga Obca", Mobile = new("+48602000201"), Extension = "201", Site = "Poznań" }],
        Lines = [new() { Number = new("+48612000600"), Name = "biuro", Extension = "600", Members = [new("+48602000201")] }],
        PbxRanges = [new(new("+48612004000"), new("+48612004099"), "inna-pbx", "4000"), new(new("+48612005000"), new("+48612005099"), "inna-pbx", "3005000")],
        PartnerNumbers = [new(new("+48221234568"), "Ktoś trzeci", "700")],
        Voicemail = new() { AccessExtension = "500" },
        PartnerCompanies = ["przyklad"],
    };

    [Theory]
    [InlineData("55", "")]
    [InlineData("20", "PPN-3")]
    [InlineData("401", "PPN-4")]
    [InlineData("8", "PPN-3")]
    [InlineData("80001", "PPN-3")]
    [InlineData("0", "PPN-5 PPN-3")]
    [InlineData("19", "PPN-2")]
    public void The_code_itself_keeps_the_rules_of_the_plan(string code, string rules)
    {
        var faults = DemoFile.FaultsWith(("partnerCompanies", """["inna"]"""), ("siteCodes", Code(code)));
        Assert.Equal(rules.Split(' ', StringSplitOptions.RemoveEmptyEntries), faults.Select(fault => fault.Rule).Distinct());
        Assert.All(faults, fault => Assert.Equal("$.siteCodes[0].code", fault.JsonPath));
    }

    [Fact]
    public void Opened_digits_still_leave_public_numbers_free_behind_a_code()
    {
        Assert.Equal(["$.siteCodes[0].code PPN-2"], Places("19"));
        Assert.Equal(["$.siteCodes[0].code PPN-2"], Places("1912"));
        Assert.Equal([], Places("123"));

        static string[] Places(string code) =>
            [.. DemoFile.PlacesWith(("plan/allowReservedDigits", "true"), ("plan/enblocOnly", "true"), ("partnerCompanies", """["inna"]"""), ("siteCodes", Code(code)))];
    }

    [Fact]
    public void A_conflict_names_both_parties()
    {
        var fault = Assert.Single(DemoFile.FaultsWith(("partnerCompanies", """["inna"]"""), ("siteCodes", Code("40"))), fault => fault.Reason.English.Contains("401", StringComparison.Ordinal));
        Assert.EndsWith(" begins with 40 (the code of the company inna)", fault.Reason.English, StringComparison.Ordinal);
        Assert.EndsWith(" zaczyna się od 40 (kod firmy inna)", fault.Reason.Polish, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("55201", "+48602000201")]
    [InlineData("55600", "+48612000600")]
    [InlineData("554007", "+48612004007")]
    [InlineData("sip:55201;phone-context=przyklad.pnp.pbxbridge.example@127.0.0.1;user=phone", "+48602000201")]
    public void A_short_number_behind_the_code_is_the_partners(string dialled, string number)
    {
        var read = Dial(dialled);
        Assert.Equal((DialledKind.E164, NumberClass.PartnerNetwork, new PhoneNumber(number), "inna"), (read.Kind, read.Class, read.Number, read.SiteCode?.Company));
    }

    // Of the partner only its own people: its menus, its partner numbers (D5) and unknown numbers.
    [Theory]
    [InlineData("55")]
    [InlineData("55500")]
    [InlineData("55700")]
    [InlineData("55999")]
    public void Nothing_else_is_behind_the_code(string dialled) =>
        Assert.Equal((DialledKind.Invalid, null), (Dial(dialled).Kind, Dial(dialled).SiteCode));

    // PPN-1: nine digits are a public number.
    [Fact]
    public void Behind_the_code_a_number_has_eight_digits_at_most() =>
        Assert.Equal((new PhoneNumber("+48553005000"), NumberClass.FixedNational, null), (Dial("553005000").Number!.Value, Dial("553005000").Class, Dial("553005000").SiteCode));

    [Fact]
    public void Without_the_code_a_short_number_is_ones_own() =>
        Assert.Equal((new PhoneNumber("+48601000201"), NumberClass.OnNet), (Dial("201").Number!.Value, Dial("201").Class));

    [Fact]
    public void A_star_makes_the_call_private()
    {
        var read = Dial("55201*");
        Assert.Equal((true, new PhoneNumber("+48602000201")), (read.Private, read.Number!.Value));
    }

    [Fact]
    public void The_code_leads_nowhere_when_the_partnership_or_a_service_has_ended()
    {
        Assert.Equal(DialledKind.Invalid, Dial("55201", Theirs with { PartnerCompanies = [] }).Kind);
        Assert.Equal(DialledKind.Invalid, Dial("55201", Theirs with { Services = Without(ServiceKind.PrivatePlan) }).Kind);
        Assert.Equal(DialledKind.Invalid, Dial("55201", Theirs with { Services = Without(ServiceKind.PartnerNetwork) }).Kind);
        Assert.Equal(DialledKind.Invalid, Read("55201", Context(Theirs) with { Services = ServiceSet.Of(ServiceKind.PrivatePlan) }).Kind);
        Assert.Equal(DialledKind.Invalid, Read("55201", Context(Theirs) with { Plan = null }).Kind);
    }

    [Fact]
    public void The_decision_says_whose_number_it_is()
    {
        var step = Assert.Single(Dial("55201").Steps, step => step.Rule == "PPN-11");
        Assert.Equal("55 to kod firmy inna, jej numer 201 to +48602000201.", step.Sentence.Polish);
        Assert.Equal("55 is the code of the company inna, its number 201 is +48602000201.", step.Sentence.English);
    }

    private static string Code(string code) => $$"""[{"code":"{{code}}","company":"inna"}]""";

    private static ServiceTerms Without(ServiceKind service) => new([.. Enum.GetValues<ServiceKind>().Where(s => s != service).Select(s => new ServiceTerm(s, default))]);

    private static DialContext Context(CompanySnapshot theirs) => DialContext.For(CompanyDirectory.Of([Ours, theirs], ShippedNumbering.Data, new()), Ours);

    private static DialledNumber Dial(string dialled, CompanySnapshot? theirs = null) => Read(dialled, Context(theirs ?? Theirs));

    private static DialledNumber Read(string dialled, DialContext context) => DialledNumber.Read(dialled, context);
}
