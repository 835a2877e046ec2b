using System.Text;
using PbxBridge.Charging.Limits;
using PbxBridge.Routing.Areas;
using PbxBridge.Routing.Companies;
using PbxBridge.Routing.Logins;
using PbxBridge.Routing.Numbering;
using PbxBridge.Routing.Plans;
using PbxBridge.Routing.PrivateCalls;
using PbxBridge.Routing.Terms;

namespace PbxBridge.Routing.Tests.Companies;

public sealed class CompanyFileTests
{
    [Fact]
    public void Demo_company_is_the_one_of_the_decisions()
    {
        var reading = DemoFile.Read(DemoFile.Text);
        Assert.Empty(reading.Faults);
        var company = reading.Company!;
        Assert.Equal(("przyklad", "Przykład Sp. z o.o.", Language.Polish, 24), (company.Id, company.Name, company.Language, company.ActiveSims));
        Assert.Equal(("0", BreakoutMode.Optional), (company.Rules.Breakout, company.Rules.Mode));
        Assert.Equal(new Site("Warszawa", "22"), company.Sites[0]);
        Assert.Equal(new PhoneNumber("+48225558000"), company.MainNumber);
        Assert.Equal(new PbxRange(new("+48225558000"), new("+48225558999"), "przyklad-pbx", "8000", "Warszawa"), Assert.Single(company.PbxRanges));
        var trunk = Assert.Single(company.Trunks);
        Assert.Equal(("127.0.0.1:5080", TrunkTransport.Udp), (Assert.Single(trunk.Peers).ToString(), trunk.Transport));
        Assert.Equal(
            [
                "201 Anna Kowalska +48601000201 Warszawa handlowcy", "202 Piotr Zieliński +48601000202 Warszawa handlowcy",
                "203 Łucja Żółkiewska +48601000203 Warszawa handlowcy", "301 Marek Wójcik +48601000301 Szczecin handlowcy",
                "302 Ewa Dąbrowska +48601000302 Szczecin handlowcy", "401 Jan Nowak +48601000401 Kraków handlowcy",
                "402 Katarzyna Lewandowska +48601000402 Kraków handlowcy", "200 Maria Wiśniewska +48601000200 Warszawa sekretariat",
            ],
            company.Employees.Select(e => $"{e.Extension} {e.Name} {e.Mobile} {e.Site} {e.Department}"));
        Assert.All(company.Employees, e => Assert.True(e.VoicemailEnabled && company.MailboxOf(e.Mobile)!.Pin!.Matches(e.Extension + "0")));
        Assert.Equal(["anna +48601000201", "piotr +48601000202", "maria +48601000200"], company.Softphones.Select(s => $"{s.User} {s.Employee}"));
        Assert.Equal(
            [
                "600 mazowieckie +48600000001 Random +48601000201,+48601000202,+48601000203", "601 zachodniopomorskie +48600000002 Random +48601000301,+48601000302",
                "602 małopolskie +48600000003 Fixed +48601000401,+48601000402",
            ],
            company.Lines.Select(l => $"{l.Extension} {l.Name} {l.Number} {l.Order} {string.Join(',', l.Members)}"));
        Assert.All(company.Lines, l => Assert.Equal((TimeSpan.FromSeconds(15), TimeSpan.FromSeconds(120), new LineOverflow.ToVoicemail()), (l.RingFor, l.Total, l.Overflow)));
        var personal = company.Employees[0].PersonalLine!;
        Assert.Equal(
            (new PhoneNumber("+48601000200"), TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(20), PersonalLineThen.Voicemail),
            (personal.Second, personal.FirstFor, personal.SecondFor, personal.Then));
        Assert.Equal(OutcomeSet.NoAnswer | OutcomeSet.Busy | OutcomeSet.Unreachable | OutcomeSet.Declined, personal.On);
        Assert.Equal("500", company.Voicemail.AccessExtension);
        Assert.Equal(new PartnerNumber(new("+48221234567"), "Kontrahent", "700"), Assert.Single(company.PartnerNumbers));
    }

    [Fact]
    public void Demo_company_has_the_profiles_private_calls_and_limits_of_the_decisions()
    {
        var company = DemoFile.Company;
        Assert.Equal(["bez ograniczeń", "kraj bez 70x", "blokada połączeń poza Sieć firmową"], company.Profiles.Select(p => p.Name));
        var (anna, piotr, lucja) = (company.Employees[0], company.Employees[1], company.Employees[2]);
        Assert.Equal("bez ograniczeń", company.ProfileOf(anna)?.Name);
        Assert.Equal("blokada połączeń poza Sieć firmową", company.ProfileOf(lucja)?.Name);
        Assert.Equal("+48226000000", Assert.Single(lucja.Allowed.Entries).Pattern.ToString());
        Assert.Equal((PrivateMode.Flagged, PrivateMode.Prepaid, PrivateMode.Off), (lucja.PrivateMode, piotr.PrivateMode, anna.PrivateMode));
        Assert.Equal("piotr", piotr.AccountOwner);
        Assert.All(company.Employees, e => Assert.Equal((100.00m, LimitMode.NotifyOnly), (company.LimitOf(e)!.Amount.Amount, company.LimitOf(e)!.Mode)));
        Assert.Equal([50, 80, 100], company.DefaultLimit!.UserThresholds.AsEnumerable());
        Assert.Equal([80, 100], company.DefaultLimit.AdministratorThresholds.AsEnumerable());
    }

    // ROLE-1: Piotr is both kinds of administrator, for different people.
    [Fact]
    public void Demo_company_shows_every_role()
    {
        var logins = DemoFile.Company.Logins;
        Assert.Equal(
            ["wlasciciel Owner  Barbara Przykładowa", "maria Administrator maria ", "anna User anna ", "piotr User piotr "],
            logins.Select(l => $"{l.Name} {l.Role} {l.Employee} {l.FullName}"));
        Assert.All(logins, l => Assert.True(l.Enabled && !l.MustChangePassword && l.Password!.Matches($"manager-{l.Name}")));
        Assert.All(logins.Take(3), l => Assert.Equal((null, null), (l.Services, l.Billing)));
        var piotr = logins[3];
        Assert.Equal((DelegatedRights.ForServices, DelegatedRights.ForBilling), (piotr.Services!.Rights, piotr.Billing!.Rights));
        Assert.Equal(["handlowcy"], piotr.Services.Departments.AsEnumerable());
        Assert.Equal(["marek", "ewa"], piotr.Billing.Employees.AsEnumerable());
    }

    [Fact]
    public void An_old_file_has_every_service_and_no_restriction()
    {
        var old = DemoFile.Read(DemoFile.With(
            ("taxId", null), ("regon", null), ("activeSims", null), ("profiles", null), ("defaultProfile", null), ("limit", null), ("cycleDay", null), ("area", null), ("privateCalls", null),
            ("employees/1/privateMode", null), ("employees/2/privateMode", null), ("employees/2/profile", null),
            ("employees/2/allowed", null))).Company!;
        Assert.Equal((CompanyState.Active, (int?)null, (DateOnly?)null), (old.State, old.ActiveSims, old.GatedFrom));
        Assert.Equal(ServiceSet.All, old.ServicesOn(DateOnly.MaxValue));
        Assert.All(old.Employees, e => Assert.Equal((null, null, PrivateMode.Off, false), (old.ProfileOf(e), old.LimitOf(e), e.PrivateMode, e.Suspended)));
        Assert.Equal((CompanyArea.None, PrivateOptions.Default, 1), (old.Area, old.PrivateCalls, old.Cycles.Day));
    }

    [Fact]
    public void Export_and_import_give_the_same_company_and_the_same_bytes()
    {
        var rich = DemoFile.Read(DemoFile.With(
            ("taxId", "\"5260250274\""), ("language", "\"en\""), ("realm", "\"biuro\""), ("depositNumbers", """["+48602951000"]"""), ("partnerCompanies", """["other"]"""), ("siteCodes", """[{"code":"55","company":"other"}]"""),
            ("sites/0/callBack", "\"+48225558112\""), ("sites/0/allowLocal7", "true"), ("plan/enblocOnly", "true"),
            ("trunks/0/digest", """{"user":"pbx","password":"long-enough"}"""), ("trunks/0/peers/-", """{"address":"[2001:db8::1]:5061","priority":1,"weight":5}"""),
            ("trunks/0/peers/-", """{"address":"PBX.example"}"""), ("trunks/0/maxChannels", "30"), ("trunks/0/announcements", "false"), ("trunks/0/anyPort", "true"), ("trunks/0/maxCallsPerSecond", "7"),
            ("trunks/0/addBreakoutToCli", "true"), ("trunks/0/rpid", "true"), ("trunks/-", """{"id":"druga-pbx","registration":"gin","digest":{"user":"druga","password":"long-enough"}}"""), ("outboundCli", """{"show":"line","line":"600"}"""), ("clirOverrideOnNet", "true"),
            ("sites/0/address", """{"street":"Prosta","house":"10/4","postCode":"00-950","city":"Warszawa","region":"mazowieckie","details":"III piętro"}"""),
            ("softphones/0/address", """{"house":"7","city":"Wólka"}"""), ("employees/2/rejectsAnonymous", "true"), ("lines/0/namePrefix", "\"[Sprzedaż]\""), ("trunks/0/trusted", "true"), ("trunks/0/transport", "\"tls\""), ("trunks/0/foreignCli", """["+4930123456"]"""),
            ("lines/0/overflow", """{"to":"line","line":"601"}"""), ("lines/1/overflow", """{"to":"number","number":"8123"}"""),
            ("lines/2/overflow", """{"to":"announcement"}"""), ("lines/0/rounds", "2"), ("lines/0/confirmAnswer", "true"), ("lines/0/ringTimes", """[{"member":"202","ringFor":30}]"""), ("lines/2/enabled", "false"), ("lines/0/members/-", "\"+48225558001\""),
            ("employees/4/doNotDisturb", "true"), ("employees/4/forwards", """{"always":"301","busy":"+48226000000","noAnswer":"601","unreachable":"8001","ringFor":30}"""),
            ("employees/1/personalLine", """{"second":"600","on":["busy"],"firstFor":5,"secondFor":60,"then":"none","enabled":false}"""),
            ("voicemail/boxes/0/pin", null), ("state", "\"suspended\""), ("contract", """{"from":"2026-01-01","to":"2027-12-31"}"""), ("gatedFrom", "\"2026-12-01\""),
            ("services", """[{"service":"companyArea","from":"2026-02-01"},{"service":"limits"},{"service":"privateCalls","to":"2026-12-31"}]"""),
            ("activation", """
                {"channel":"adviser","packageBought":"2026-01-02","applicationReceived":"2026-01-03","administrator":"Jan","basis":"byBoard",
                "notice":{"by":"email","to":"jan@przyklad.example"},"activated":"2026-01-05"}
                """),
            ("sites/0/prefixes", """["203.0.113.0/24","2001:db8:1::/48"]"""), ("trunks/0/profile", "\"kraj\""), ("trunks/0/privatePrefix", "\"*7*\""),
            ("pbxDown", """{"to":"mobile","line":"600"}"""), ("redirectOutside", "true"), ("employees/3/desk", "\"8301\""),
            ("employees/3/suspended", "true"), ("employees/3/sim", """{"subscription":"Pakiet Biznes","services":["Skrzynka"]}"""),
            ("employees/3/denied", """[{"number":"+4870*"},{"number":"118*","note":"biuro numerów"},{"number":"118913"},{"number":"201"}]"""),
            ("employees/3/limit", """{"amount":12.5,"mode":"barAll","cutsRunningCalls":true,"userThresholds":[1,100]}"""), ("employees/3/premium", """{"threshold":35,"highestCall":12.30}"""),
            ("employees/3/notice", """{"by":"sms","to":"+48601000301"}"""), ("employees/3/servicesOff", """["personalLine","companyArea"]"""),
            ("lines/0/profile", "\"tylko-przychodzace\""), ("partnerNumbers/0/pbxMain", "true"), ("allowListLiftsLimit", "true"),
            ("profiles/1/zones", """{"EU":"allow","NAM":"inWindows"}"""), ("profiles/1/classes/directory", "\"inWindows\""), ("profiles/1/maxCallMinutes", "60"),
            ("profiles/1/windows", """[{"days":["mon","fri"],"from":"08:00","to":"16:30"},{"from":"22:00","to":"06:00"}]"""),
            ("profiles/1/allowed", """[{"number":"+48703000000"}]"""), ("profiles/1/denied", """[{"number":"+4960*"}]"""),
            ("privateCalls", """
                {"topUp":"7777","respectsDenyList":true,"onNet":false,"premium":true,"cli":"+48225558000","rules":[
                {"name":"weekend","classes":["mobileOther","fixedNational"],"windows":[{"days":["sat","sun"]}]},{"name":"dom","numbers":[{"number":"+48221111111"}]}]}
                """),
            ("premium", """{"threshold":100}"""), ("creditLimit", "5000.25"), ("notices", """[{"by":"email","to":"biuro@przyklad.example"}]"""),
            ("priceList", "\"indywidualny\""), ("cycleDay", "15"), ("cycleChanges", """[{"from":"2026-12-15","day":1}]"""), ("employees/1/prepaidAccount", "\"piotr-prepaid\""), ("employees/0/startBalance", "12.34"), ("area/activeFrom", "\"2026-03-01\""),
            ("area/zones/-", """{"name":"magazyn","circle":{"latitude":53.4285,"longitude":14.5528,"radius":400.5},"areaCode":"91","accessPoints":["001122aabbcc"]}"""),
            ("area/zones/-", """
                {"name":"biuro","polygon":[{"latitude":50.06,"longitude":19.93},{"latitude":50.06,"longitude":19.944},{"latitude":50.069,"longitude":19.944}],
                "areaCode":"12"}
                """))).Company!;
        foreach (var company in new[] { DemoFile.Company, rich })
        {
            var bytes = CompanyFile.Write(company);
            var again = CompanyFile.Read(bytes, DemoFile.Options);
            Assert.Empty(again.Faults);
            Assert.Equivalent(company, again.Company, strict: true);
            Assert.Equal(Encoding.UTF8.GetString(bytes), Encoding.UTF8.GetString(CompanyFile.Write(again.Company!)));
        }
    }

    [Fact]
    public void Passwords_and_pins_stay_in_the_reader()
    {
        var text = Encoding.UTF8.GetString(CompanyFile.Write(DemoFile.Company));
        Assert.DoesNotContain("demo-2026", text, StringComparison.Ordinal);
        Assert.DoesNotContain("\"pin\"", text, StringComparison.Ordinal);
        Assert.DoesNotContain("manager-", text, StringComparison.Ordinal);
        Assert.DoesNotContain("\"password\"", text, StringComparison.Ordinal);
        Assert.Contains("pbkdf2-sha256$2$", text, StringComparison.Ordinal);
        Assert.DoesNotContain(DemoFile.Company.Softphones[0].Secret.Md5, DemoFile.Company.Softphones[0].ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("pbkdf2", DemoFile.Company.Voicemail.Boxes[0].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void No_fault_quotes_a_secret()
    {
        var faults = DemoFile.FaultsWith(
            ("softphones/0/password", "\"hush\""), ("voicemail/boxes/0/pin", "\"77\""), ("voicemail/boxes/1/pinHash", "\"hushhush\""), ("softphones/1/ha1", """{"md5":"hush"}"""));
        Assert.NotEmpty(faults);
        Assert.All(faults, f => Assert.DoesNotMatch("hush|\"77\"|„77”", f.ToString() + f.Reason.Polish));
    }

    [Fact]
    public void All_faults_are_listed_at_once_and_nothing_is_imported()
    {
        var reading = DemoFile.Read(DemoFile.With(
            ("nmae", "1"), ("name", null), ("language", "\"de\""), ("activeSims", "-1"), ("sites/1/areaCode", "\"99\""), ("partnerNumbers/0/short", "\"20\""),
            ("employees/-", "7"), ("lines/0/members/2", "\"299\""), ("lines/1/ringFor", "17"), ("trunks/0/peers/0/address", "\"10.0.0\"")));
        Assert.Null(reading.Company);
        Assert.Equal(
            [
                "$.activeSims", "$.employees[8]", "$.language", "$.lines[0].members[2] PPN-6", "$.lines[1].ringFor §4.1", "$.name", "$.nmae",
                "$.partnerNumbers[0].short PPN-1", "$.partnerNumbers[0].short PPN-3", "$.partnerNumbers[0].short PPN-3", "$.partnerNumbers[0].short PPN-3",
                "$.partnerNumbers[0].short PPN-3", "$.sites[1].areaCode NUM-3", "$.trunks[0].peers[0].address",
            ],
            reading.Faults.Select(f => $"{f.JsonPath} {f.Rule}".TrimEnd()).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("\"Przyk\\ud800\"")]
    [InlineData("\"a\", \"\\udfff\": 1")]
    public void Half_a_character_is_a_fault(string name)
    {
        var fault = Assert.Single(DemoFile.Read(DemoFile.Text.Replace("\"Przykład Sp. z o.o.\"", name, StringComparison.Ordinal)).Faults);
        Assert.Contains("not valid Unicode", fault.Reason.English, StringComparison.Ordinal);
    }

    [Fact]
    public void Bytes_that_are_not_UTF8_are_a_fault()
    {
        var bytes = Encoding.Latin1.GetBytes(DemoFile.Text.Replace("Kowalska", "Kowal\u00f3wka", StringComparison.Ordinal));
        Assert.Equal("$", Assert.Single(CompanyFile.Read(bytes, DemoFile.Options).Faults).JsonPath);
    }

    [Theory]
    [InlineData("nmae", "1", "$.nmae", "unknown property, did you mean \"name\"?")]
    [InlineData("mainnumber", "1", "$.mainnumber", "unknown property, did you mean \"mainNumber\"?")]
    [InlineData("employees/0/extention", "1", "$.employees[0].extention", "unknown property, did you mean \"extension\"?")]
    [InlineData("employees/0/favouriteColour", "1", "$.employees[0].favouriteColour", "unknown property")]
    [InlineData("lines/0/overflow/box", "1", "$.lines[0].overflow.box", "unknown property")]
    [InlineData("a b'c", "1", "$['a b\\'c']", "unknown property")]
    public void Unknown_properties_are_faults(string pointer, string json, string path, string reason)
    {
        var fault = Assert.Single(DemoFile.FaultsWith((pointer, json)));
        Assert.Equal((path, reason), (fault.JsonPath, fault.Reason.English));
    }

    [Fact]
    public void A_property_given_twice_is_a_fault()
    {
        var fault = Assert.Single(DemoFile.Read(DemoFile.Text.Replace("\"activeSims\": 24,", "\"activeSims\": 24, \"activeSims\": 25,", StringComparison.Ordinal)).Faults);
        Assert.Equal(("$.activeSims", "the property is given twice"), (fault.JsonPath, fault.Reason.English));
    }

    [Theory]
    [InlineData("", "line 1")]
    [InlineData("{", "line 1")]
    [InlineData("{\n\"id\": }", "line 2")]
    [InlineData("{} x", "line 1")]
    [InlineData("{\"a\":\"\\ud800\"", "line 1")]
    public void What_is_no_JSON_is_told_with_its_line(string text, string place)
    {
        var fault = Assert.Single(DemoFile.Read(text).Faults);
        Assert.Equal("$", fault.JsonPath);
        Assert.Contains(place, fault.Reason.English, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("7")]
    public void A_file_must_be_an_object(string text) => Assert.Equal("$", Assert.Single(DemoFile.Read(text).Faults).JsonPath);

    [Fact]
    public void An_empty_object_lacks_what_is_required() =>
        Assert.Equal(["$.id", "$.name", "$.sites"], DemoFile.Read("{}").Faults.Select(f => f.JsonPath).Order(StringComparer.Ordinal));

    [Fact]
    public void Any_one_value_replaced_by_another_kind_is_a_fault_not_an_exception()
    {
        foreach (var pointer in JsonPlaces.Of(DemoFile.Text).Where(p => p != "$schema"))
        {
            foreach (var json in new[] { "null", "[[1]]", "{}", "\"\"" })
            {
                DemoFile.Read(DemoFile.WithRaw(pointer, json));
            }

            Assert.NotEmpty(DemoFile.Read(DemoFile.WithRaw(pointer, "-1.5")).Faults);
        }
    }

    [Fact]
    public void Stream_and_byte_order_mark_are_read_alike()
    {
        using var stream = new MemoryStream([.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(DemoFile.Text)]);
        Assert.Equivalent(DemoFile.Company, CompanyFile.Read(stream, DemoFile.Options).Company, strict: true);
    }
}
