using PbxBridge.Routing.Companies;
using PbxBridge.Routing.Numbering;
using PbxBridge.Routing.Plans;

namespace PbxBridge.Routing.Tests.Numbering;

public sealed class DialledNumberTests
{
    private static readonly CompanySnapshot Office = new()
    {
        Id = "c42",
        Name = "C42",
        Sites = [new Site("Warszawa", "22", AllowLocal7: true)],
        Rules = new PlanRules { MinLength = 3, MaxLength = 4, Breakout = "0", Mode = BreakoutMode.Optional, Domain = "c42.pnp.pbxbridge.example" },
        PbxRanges = [new PbxRange(new("+48221234000"), new("+48221234999"), "pbx", "4000")],
        Employees = [new Employee { Id = "a", Name = "A", Mobile = new("+48601234567"), Extension = "300", Site = "Warszawa" }],
        Lines = [new CompanyLine { Number = new("+48600000001"), Extension = "200", Name = "L", Members = [new("+48601234567")] }],
        PartnerNumbers = [new PartnerNumber(new("+48226000000"), "P", "700")],
        Voicemail = new VoicemailSettings { AccessExtension = "500" },
    };

    // By number alone, as the vectors want it: no directory.
    private static readonly DialContext Optional0 = new()
    {
        Numbering = ShippedNumbering.Data,
        Plan = Office.Plan,
        AreaCode = "22",
        LocalCode = "22",
        Mode = BreakoutMode.Optional,
        Breakout = "0",
    };

    private static readonly DialContext Required0 = Optional0 with { Mode = BreakoutMode.Required };

    private static readonly DialContext ByDirectory = DialContext.For(
        CompanyDirectory.Of([Office], ShippedNumbering.Data, new OperatorSettings()), Office);

    public static TheoryData<string, string, string, string, string, string> Vectors()
    {
        var data = new TheoryData<string, string, string, string, string, string>();
        foreach (var line in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Numbering", "dial-vectors.tsv")).Where(l => l[0] != '#').Skip(1))
        {
            var f = line.Split('\t');
            data.Add(f[0], f[1], f[2], f[3], f[4], f.Length > 5 ? f[5] : "");
        }

        return data;
    }

    [Fact]
    public void All_rows_of_the_vector_file_are_read() => Assert.Equal(53, Vectors().Count);

    [Theory]
    [MemberData(nameof(Vectors))]
    public void Vector_gives_its_class_and_number(string mode, string prefix, string dialled, string kind, string result, string isPrivate)
    {
        var context = Optional0 with { Mode = mode == "required" ? BreakoutMode.Required : BreakoutMode.Optional, Breakout = prefix };
        var read = DialledNumber.Read(dialled, context);
        Assert.Equal(kind, Describe(read, kind.Contains(':', StringComparison.Ordinal)));
        Assert.Equal(result, read.Number?.Value ?? read.Digits);
        Assert.Equal(isPrivate == "private", read.Private);
    }

    [Theory]
    [InlineData("tel:+48-22-123-45-67")]
    [InlineData("0048221234567")]
    [InlineData("sips:+48221234567@x")]
    [InlineData("+48 22 123/45.67")]
    [InlineData("22\u00a0123\u00a045\u00a067")]
    [InlineData("sip:22%C2%A01234567@x")]
    [InlineData("  221234567 ")]
    [InlineData("SIP:221234567:secret@x;transport=tcp")]
    [InlineData("sip:221234567;isub=1@x")]
    [InlineData("sip:221234567%3Bisub=1@x")]
    [InlineData("tel:221234567;phone-context=+4822")]
    [InlineData("1234567")]
    public void Every_form_of_one_number_is_the_same_number(string dialled)
    {
        var read = DialledNumber.Read(dialled, Optional0 with { AllowLocal7 = true });
        Assert.Equal(new PhoneNumber("+48221234567"), read.Number);
        Assert.Equal(NumberClass.FixedLocal, read.Class);
        Assert.Equal("221234567", read.Nsn);
        Assert.Equal("22", read.Wsn);
    }

    [Theory]
    [InlineData("112")]
    [InlineData("0112")]
    [InlineData("+48112")]
    [InlineData("0048112")]
    [InlineData("112*")]
    [InlineData("sip:112;phone-context=+49@x")]
    [InlineData("tel:112;phone-context=c42.pnp.pbxbridge.example")]
    [InlineData("urn:service:sos")]
    [InlineData("urn:service:sos.unknown")]
    public void Emergency_wins_in_every_mode_and_is_never_private(string dialled)
    {
        foreach (var mode in Enum.GetValues<BreakoutMode>())
        {
            var read = DialledNumber.Read(dialled, Optional0 with { Mode = mode, Breakout = mode == BreakoutMode.None ? null : "0" });
            Assert.Equal((DialledKind.Emergency, new PhoneNumber("112"), false), (read.Kind, read.Number!.Value, read.Private));
        }
    }

    [Theory]
    [InlineData("9112", "112")]
    [InlineData("9997", "997")]
    [InlineData("998", "998")]
    [InlineData("997", "997")]
    public void Break_out_nine_does_not_eat_emergency_numbers(string dialled, string number) =>
        Assert.Equal(number, DialledNumber.Read(dialled, Optional0 with { Breakout = "9" }).Number?.Value);

    [Fact]
    public void A_service_urn_finds_its_own_number() =>
        Assert.Equal(new PhoneNumber("997"), DialledNumber.Read("urn:service:sos.police", Optional0).Number);

    [Fact]
    public void Double_zero_is_international_and_raises_the_alarm_of_NUM_5()
    {
        var read = DialledNumber.Read("00601234567", Required0);
        Assert.Equal((new PhoneNumber("+601234567"), NumberClass.International, true), (read.Number!.Value, read.Class, read.DoubleZero));
        var refused = DialledNumber.Read("00601234567", Required0 with { RejectDoubleZero = true });
        Assert.Equal((CallCause.Unallocated, true), (refused.InvalidAs, refused.DoubleZero));
        Assert.False(DialledNumber.Read("+601234567", Optional0).DoubleZero);
    }

    [Theory]
    [InlineData("601234567", null)]
    [InlineData("0601234567", "+48601234567")]
    [InlineData("0049301234567", "+49301234567")]
    [InlineData("00049301234567", "+49301234567")]
    [InlineData("+49301234567", "+49301234567")]
    [InlineData("989", null)]
    [InlineData("0989", "989")]
    [InlineData("300", "+48601234567")]
    public void Required_mode_wants_the_prefix_for_public_numbers(string dialled, string? number) =>
        Assert.Equal(number, DialledNumber.Read(dialled, Required0).Number?.Value);

    [Fact]
    public void Mode_none_tolerates_the_zero_of_old_times()
    {
        var read = DialledNumber.Read("0601234567", Optional0 with { Mode = BreakoutMode.None, Breakout = null });
        Assert.Equal((new PhoneNumber("+48601234567"), DialRule.LegacyZero, false), (read.Number!.Value, read.Rule, read.BreakoutUsed));
    }

    [Theory]
    [InlineData("+44", CallCause.Incomplete)]
    [InlineData("+", CallCause.Incomplete)]
    [InlineData("", CallCause.Incomplete)]
    [InlineData("sip:@x", CallCause.Incomplete)]
    [InlineData("sip:192.168.1.10", CallCause.Incomplete)]
    [InlineData("sip:192.168.1.10:5060;transport=tcp", CallCause.Incomplete)]
    [InlineData("sips:192.168.1.10?Replaces=x", CallCause.Incomplete)]
    [InlineData("sip:[2001:db8::1]:5060", CallCause.Incomplete)]
    [InlineData("tel:", CallCause.Incomplete)]
    [InlineData("+4812345678", CallCause.Incomplete)]
    [InlineData("+48101234567", CallCause.Unallocated)]
    [InlineData("+4822123456789", CallCause.Unallocated)]
    [InlineData("+0123456789", CallCause.Unallocated)]
    [InlineData("+9991234567", CallCause.Unallocated)]
    [InlineData("+4912345678901234", CallCause.Unallocated)]
    [InlineData("6012345678", CallCause.Unallocated)]
    [InlineData("sip:abc@x", CallCause.Unallocated)]
    [InlineData("600*100200", CallCause.Unallocated)]
    [InlineData("48+221234567", CallCause.Unallocated)]
    [InlineData("601%2", CallCause.Unallocated)]
    [InlineData("601234567%00", CallCause.Unallocated)]
    [InlineData("tel:030123456;phone-context=+49", CallCause.Unallocated)]
    [InlineData("*21#x", CallCause.Unallocated)]
    [InlineData("11111111111111111111111111111111111111111111111111111111111111111111111111111111", CallCause.Unallocated)]
    [InlineData("*1111111111111111111111111111111111111111111111111111111111111111111111111111111", CallCause.Unallocated)]
    public void Invalid_strings_are_404_or_484_and_never_a_route(string dialled, CallCause cause)
    {
        var read = DialledNumber.Read(dialled, Optional0);
        Assert.Equal((DialledKind.Invalid, NumberClass.Invalid, cause, null), (read.Kind, read.Class, read.InvalidAs, read.Number));
        Assert.False(read.Private);
    }

    [Theory]
    [InlineData("300", NumberClass.OnNet, "+48601234567")]
    [InlineData("+48601234567", NumberClass.OnNet, "+48601234567")]
    [InlineData("601234567", NumberClass.OnNet, "+48601234567")]
    [InlineData("0221234000", NumberClass.OnNet, "+48221234000")]
    [InlineData("200", NumberClass.OnNet, "+48600000001")]
    [InlineData("500", NumberClass.OnNet, null)]
    [InlineData("700", NumberClass.PartnerNumber, "+48226000000")]
    [InlineData("226000000", NumberClass.PartnerNumber, "+48226000000")]
    [InlineData("226000001", NumberClass.FixedLocal, "+48226000001")]
    [InlineData("126000001", NumberClass.FixedNational, "+48126000001")]
    [InlineData("1234567", NumberClass.FixedLocal, "+48221234567")]
    [InlineData("+12425551234", NumberClass.International, "+12425551234")]
    [InlineData("+88161234567", NumberClass.Satellite, "+88161234567")]
    [InlineData("1033", NumberClass.CarrierSelect, "1033")]
    public void Class_is_decided_by_directory_before_prefix(string dialled, NumberClass kind, string? number)
    {
        var read = DialledNumber.Read(dialled, ByDirectory with { Company = Office with { PbxRanges = [new(new("+48221234000"), new("+48221234499"), "pbx", "4000")] } });
        Assert.Equal((kind, number), (read.Class, read.Number?.Value));
    }

    [Fact]
    public void Partner_network_needs_the_consent_of_both()
    {
        var other = Office with
        {
            Id = "other",
            Lines = [],
            PbxRanges = [],
            Employees = [new Employee { Id = "b", Name = "B", Mobile = new("+48601999999"), Site = "Warszawa" }],
        };
        Assert.Equal(NumberClass.MobileOther, ClassSeenBy(Office with { PartnerCompanies = ["other"] }, other));
        Assert.Equal(NumberClass.MobileOther, ClassSeenBy(Office, other with { PartnerCompanies = ["c42"] }));
        Assert.Equal(NumberClass.PartnerNetwork, ClassSeenBy(Office with { PartnerCompanies = ["other"] }, other with { PartnerCompanies = ["c42"] }));

        static NumberClass ClassSeenBy(CompanySnapshot company, CompanySnapshot other) => DialledNumber.Read(
            "601999999", DialContext.For(CompanyDirectory.Of([company, other], ShippedNumbering.Data, new()), company)).Class;
    }

    [Fact]
    public void Steps_are_told_in_both_languages()
    {
        var steps = DialledNumber.Read("4123*", Optional0).Steps;
        Assert.Equal(["emergency", "private", "private-plan", "class"], steps.Select(s => s.Step));
        Assert.Equal(new Sentence("4123 to numer centrali +48221234123.", "4123 is the PBX number +48221234123."), steps[2].Sentence);
        Assert.Equal(["emergency"], DialledNumber.Read("112", Optional0).Steps.Select(s => s.Step));
        var abroad = DialledNumber.Read("004930123456", Optional0).Steps;
        Assert.Equal(["emergency", "private-plan", "e164", "class"], abroad.Select(s => s.Step));
        Assert.Equal("It is an international number (Germany, zone EU).", abroad[3].Sentence.English);
        Assert.Equal("484", DialledNumber.Read("12345", Optional0).Steps[2].Outcome);
    }

    [Fact]
    public void Random_strings_never_throw_and_always_explain_themselves()
    {
        const string Alphabet = "0123456789+*#%;@:-. /abtelsip=phone-context\u00a0ą";
        var random = new Random(7);
        for (var i = 0; i < 50_000; i++)
        {
            var text = new string([.. Enumerable.Range(0, random.Next(24)).Select(_ => Alphabet[random.Next(Alphabet.Length)])]);
            var read = DialledNumber.Read(text, ByDirectory);
            Assert.Equal(read.Kind == DialledKind.Invalid, read.InvalidAs is not null);
            Assert.NotEmpty(read.Steps);
        }
    }

    [Fact]
    public void Reading_a_number_allocates_little()
    {
        var dialled = "sip:+48221234567@pbx.example;user=phone";
        DialledNumber.Read(dialled, ByDirectory);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
        {
            DialledNumber.Read(dialled, ByDirectory);
        }

        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - before) / 1000, 0, 640);
    }

    private static string Describe(DialledNumber read, bool withDetail) => read.Kind switch
    {
        DialledKind.Invalid => read.InvalidAs == CallCause.Incomplete ? "INVALID:484" : "INVALID:404",
        DialledKind.PrivatePlan => "PRIVATE",
        _ => ClassName(read.Class) + (withDetail ? ":" + read.Wsn : ""),
    };

    private static string ClassName(NumberClass kind) => kind switch
    {
        NumberClass.FixedLocal or NumberClass.FixedNational => "FIXED",
        NumberClass.MobileOther => "MOBILE",
        NumberClass.ShortSpecial => "SHORT_SPECIAL",
        NumberClass.ShortPublic => "SHORT_PUBLIC",
        NumberClass.SharedCost => "SHARED_COST",
        NumberClass.FeatureCode => "FEATURE",
        _ => kind.ToString().ToUpperInvariant(),
    };
}
