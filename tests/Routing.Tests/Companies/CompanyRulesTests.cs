using PbxBridge.Routing.Companies;
using PbxBridge.Routing.Tests.Numbering;

namespace PbxBridge.Routing.Tests.Companies;

public sealed class CompanyRulesTests
{
    [Fact]
    public void Demo_company_keeps_all_rules() => Assert.Empty(CompanyRules.Check(DemoFile.Company, ShippedNumbering.Data));

    [Theory]
    [InlineData("plan/minLength", "1", "$.plan.minLength")]
    [InlineData("plan/maxLength", "9", "$.plan.maxLength")]
    [InlineData("plan/minLength", "4", "$.employees[0].extension PPN-1|$.employees[1].extension PPN-1|$.employees[2].extension PPN-1|$.employees[3].extension PPN-1|$.employees[4].extension PPN-1|$.employees[5].extension PPN-1|$.employees[6].extension PPN-1|$.employees[7].extension PPN-1|$.lines[0].extension PPN-1|$.lines[1].extension PPN-1|$.lines[2].extension PPN-1|$.partnerNumbers[0].short PPN-1|$.privateCalls.topUp PPN-1|$.voicemail.access PPN-1")]
    [InlineData("plan/maxLength", "3", "$.pbxRanges[0].shortFrom PPN-1")]
    [InlineData("partnerNumbers/0/short", "\"112\"", "$.partnerNumbers[0].short PPN-2|$.partnerNumbers[0].short PPN-2")]
    [InlineData("partnerNumbers/0/short", "\"989\"", "$.partnerNumbers[0].short PPN-2|$.partnerNumbers[0].short PPN-2")]
    [InlineData("partnerNumbers/0/short", "\"123\"", "$.partnerNumbers[0].short PPN-2")]
    [InlineData("partnerNumbers/0/short", "\"900\"", "$.partnerNumbers[0].short PPN-2")]
    [InlineData("partnerNumbers/0/short", "\"1129\"", "$.partnerNumbers[0].short PPN-2|$.partnerNumbers[0].short PPN-3")]
    [InlineData("partnerNumbers/0/short", "\"012\"", "$.partnerNumbers[0].short PPN-5")]
    [InlineData("partnerNumbers/0/short", "\"0112\"", "$.partnerNumbers[0].short PPN-3|$.partnerNumbers[0].short PPN-5")]
    [InlineData("partnerNumbers/0/short", "\"2011\"", "$.partnerNumbers[0].short PPN-3")]
    [InlineData("partnerNumbers/0/short", "\"800\"", "$.pbxRanges[0].shortFrom PPN-3")]
    [InlineData("partnerNumbers/0/short", "\"201\"", "$.partnerNumbers[0].short PPN-4")]
    [InlineData("partnerNumbers/0/short", "\"8123\"", "$.pbxRanges[0].shortFrom PPN-4")]
    [InlineData("partnerNumbers/0/number", "\"+48601000201\"", "$.partnerNumbers[0].number PPN-4")]
    [InlineData("partnerNumbers/0/number", "\"+48225558123\"", "$.partnerNumbers[0].number PPN-4")]
    [InlineData("partnerNumbers/0/number", "\"+48101234567\"", "$.partnerNumbers[0].number NUM-1")]
    [InlineData("employees/3/mobile", "\"+48601000302\"", "$.employees[4].mobile PPN-4|$.lines[1].members[1] LIM-1|$.voicemail.boxes[5].owner")]
    [InlineData("employees/3/mobile", "\"+48225558777\"", "$.pbxRanges[0].from PPN-4")]
    [InlineData("employees/3/mobile", "\"+48600000002\"", "$.lines[1].number PPN-4|$.voicemail.boxes[9].owner")]
    [InlineData("employees/3/mobile", "\"+48700123456\"", "$.employees[3].mobile CLI-2")]
    [InlineData("employees/3/mobile", "\"+4930123456\"", "$.employees[3].mobile CLI-2")]
    [InlineData("lines/0/number", "\"+48800123456\"", "$.lines[0].number CLI-2")]
    [InlineData("mainNumber", "\"+48700123456\"", "$.mainNumber CLI-2")]
    [InlineData("pbxRanges/0/shortTo", "\"8998\"", "$.pbxRanges[0].shortTo PPN-4")]
    [InlineData("pbxRanges/0/shortTo", null, "$.pbxRanges[0].shortTo")]
    [InlineData("pbxRanges/0/to", "\"+48225557999\"", "$.pbxRanges[0].to PPN-4")]
    [InlineData("pbxRanges/0/trunk", "\"other\"", "$.pbxRanges[0].trunk")]
    [InlineData("pbxRanges/0/site", "\"Gdańsk\"", "$.pbxRanges[0].site")]
    [InlineData("plan/breakout", "\"5\"", "$.plan.breakout §2.1|$.privateCalls.topUp PPN-5|$.voicemail.access PPN-5")]
    [InlineData("privateCalls/topUp", "\"500\"", "$.privateCalls.topUp PPN-4")]
    [InlineData("privateCalls/topUp", "\"59\"", "$.privateCalls.topUp PPN-1")]
    [InlineData("privateCalls/topUp", "\"x\"", "$.privateCalls.topUp")]
    [InlineData("plan/breakout", null, "$.plan.breakoutMode §2.1")]
    [InlineData("plan/breakoutMode", "\"none\"", "$.plan.breakoutMode §2.1")]
    [InlineData("lines/0/members/0", "\"+48601999999\"", "$.lines[0].members[0] LIM-1")]
    [InlineData("lines/0/members/0", "\"700\"", "$.lines[0].members[0] LIM-1")]
    [InlineData("lines/0/members/0", "\"601\"", "$.lines[0].members[0] LIM-1")]
    [InlineData("lines/0/members/0", "\"202\"", "$.lines[0].members[1] LIM-1")]
    [InlineData("lines/0/members/0", "\"209\"", "$.lines[0].members[0] PPN-6")]
    [InlineData("lines/0/members/0", "\"500\"", "$.lines[0].members[0] PPN-6")]
    [InlineData("lines/0/members/0", "\"x\"", "$.lines[0].members[0]")]
    [InlineData("lines/0/members", "[]", "$.lines[0].members LIM-1")]
    [InlineData("lines/0/members", null, "$.lines[0].members LIM-1")]
    [InlineData("lines/0/members", """["8001","8002","8003","8004","8005","8006","8007","8008","8009","8010","8011","8012","8013","8014","8015","8016","8017"]""", "$.lines[0].members LIM-1")]
    [InlineData("lines/0/ringFor", "4", "$.lines[0].ringFor")]
    [InlineData("lines/0/ringFor", "65", "$.lines[0].ringFor")]
    [InlineData("lines/0/ringFor", "12", "$.lines[0].ringFor §4.1")]
    [InlineData("lines/0/total", "14", "$.lines[0].total")]
    [InlineData("lines/0/total", "176", "$.lines[0].total")]
    [InlineData("lines/0/rounds", "4", "$.lines[0].rounds")]
    [InlineData("lines/0/ringTimes", """[{"member":"301","ringFor":15}]""", "$.lines[0].ringTimes[0].member LIM-1")]
    [InlineData("lines/0/ringTimes", """[{"member":"201","ringFor":12}]""", "$.lines[0].ringTimes[0].ringFor §4.1")]
    [InlineData("lines/0/ringTimes", """[{"member":"201","ringFor":15},{"member":"201","ringFor":20}]""", "$.lines[0].ringTimes[1].member LIM-1")]
    [InlineData("lines/0/ringTimes", """[{"member":"201"}]""", "$.lines[0].ringTimes[0].ringFor")]
    [InlineData("lines/0/overflow", """{"to":"number","number":"+48601999999"}""", "$.lines[0].overflow.number D3")]
    [InlineData("lines/0/overflow", """{"to":"number","number":"700"}""", "$.lines[0].overflow.number D3")]
    [InlineData("lines/0/overflow", """{"to":"number"}""", "$.lines[0].overflow.number")]
    [InlineData("lines/0/overflow", """{"to":"line","line":"201"}""", "$.lines[0].overflow.line D3")]
    [InlineData("lines/0/overflow", """{"to":"line","line":"600"}""", "$.lines[0].overflow.line LOOP-6")]
    [InlineData("lines/0/overflow", """{"to":"number","number":"600"}""", "$.lines[0].overflow.number LOOP-6")]
    [InlineData("lines/0/overflow", """{"to":"nowhere"}""", "$.lines[0].overflow.to")]
    [InlineData("lines/0/overflow", "{}", "$.lines[0].overflow.to")]
    [InlineData("lines/0/overflow", """{"to":"voicemail","line":"601"}""", "$.lines[0].overflow.line")]
    [InlineData("sites/0/address", """{"city":"Warszawa"}""", "$.sites[0].address.house")]
    [InlineData("softphones/0/address", """{"house":"1","city":"Warszawa","postCode":"00950"}""", "$.softphones[0].address.postCode")]
    [InlineData("trunks/0/registration", "\"gin\"", "$.trunks[0].digest TRK-2|$.trunks[0].peers TRK-2")]
    [InlineData("trunks/0/registration", "\"sometimes\"", "$.trunks[0].registration")]
    [InlineData("trunks/0", """{"id":"przyklad-pbx","registration":"pilot","digest":{"user":"anna","password":"long-enough"}}""", "$.trunks[0].digest.user TRK-2")]
    [InlineData("outboundCli", "{}", "$.outboundCli.show")]
    [InlineData("outboundCli", """{"show":"nobody"}""", "$.outboundCli.show")]
    [InlineData("outboundCli", """{"show":"line"}""", "$.outboundCli.line")]
    [InlineData("outboundCli", """{"show":"main","line":"600"}""", "$.outboundCli.line")]
    [InlineData("outboundCli", """{"show":"line","line":"201"}""", "$.outboundCli.line CLI-2")]
    [InlineData("outboundCli", """{"show":"line","line":"209"}""", "$.outboundCli.line PPN-6")]
    [InlineData("pbxDown", "{}", "$.pbxDown.to")]
    [InlineData("pbxDown", """{"to":"nowhere"}""", "$.pbxDown.to")]
    [InlineData("pbxDown", """{"to":"line"}""", "$.pbxDown.line")]
    [InlineData("pbxDown", """{"to":"line","line":"201"}""", "$.pbxDown.line TRK-8")]
    [InlineData("pbxDown", """{"to":"mobile","line":"209"}""", "$.pbxDown.line PPN-6")]
    [InlineData("employees/0/desk", "\"202\"", "$.employees[0].desk TRK-8")]
    [InlineData("employees/0/desk", "\"+48221110000\"", "$.employees[0].desk TRK-8")]
    [InlineData("employees/0/personalLine/second", "\"201\"", "$.employees[0].personalLine.second S7")]
    [InlineData("employees/0/personalLine/second", "\"+48601999999\"", "$.employees[0].personalLine.second S2")]
    [InlineData("employees/0/personalLine/second", "\"700\"", "$.employees[0].personalLine.second S2")]
    [InlineData("employees/0/personalLine/second", null, "$.employees[0].personalLine.second")]
    [InlineData("employees/0/personalLine/on", "[]", "$.employees[0].personalLine.on D2")]
    [InlineData("employees/0/personalLine/on", """["busy","gone"]""", "$.employees[0].personalLine.on[1]")]
    [InlineData("employees/0/personalLine/on", """["busy","busy"]""", "$.employees[0].personalLine.on[1]")]
    [InlineData("employees/0/personalLine/firstFor", "61", "$.employees[0].personalLine.firstFor")]
    [InlineData("employees/0/forwards", """{"always":"201"}""", "$.employees[0].forwards.always S7")]
    [InlineData("employees/0/forwards", """{"busy":"299"}""", "$.employees[0].forwards.busy PPN-6")]
    [InlineData("employees/0/forwards", """{"noAnswer":"112"}""", "$.employees[0].forwards.noAnswer PPN-6")]
    [InlineData("employees/0/forwards", """{"unreachable":"226000000"}""", "$.employees[0].forwards.unreachable")]
    [InlineData("employees/0/forwards", """{"noAnswer":"202","ringFor":12}""", "$.employees[0].forwards.ringFor §4.1")]
    [InlineData("employees/0/forwards", """{"noAnswer":"202","ringFor":90}""", "$.employees[0].forwards.ringFor")]
    [InlineData("employees/0/forwards", """{"often":"202"}""", "$.employees[0].forwards.often")]
    [InlineData("employees/0/voicemail", "false", "$.employees[0].personalLine.then §4.4")]
    [InlineData("employees/0/site", "\"Gdańsk\"", "$.employees[0].site")]
    [InlineData("employees/0/id", "\"piotr\"", "$.employees[1].id|$.logins[2].employee")]
    [InlineData("employees/0/id", "\"Anna\"", "$.employees[0].id|$.logins[2].employee")]
    [InlineData("employees/0/mobile", "\"601000201\"", "$.employees[0].mobile")]
    [InlineData("employees/0/extension", "201", "$.employees[0].extension|$.lines[0].members[0] PPN-6|$.softphones[0].employee PPN-6|$.voicemail.boxes[1].owner PPN-6|$.employees[0].voicemail")]
    [InlineData("sites/0/areaCode", "\"10\"", "$.sites[0].areaCode NUM-3")]
    [InlineData("sites/1/name", "\"Kraków\"", "$.employees[3].site|$.employees[4].site|$.sites[2].name")]
    [InlineData("sites/0/callBack", "\"+48221111111\"", "$.sites[0].callBack NUM-8")]
    [InlineData("sites", "[]", "$.employees[0].site|$.employees[1].site|$.employees[2].site|$.employees[3].site|$.employees[4].site|$.employees[5].site|$.employees[6].site|$.employees[7].site|$.pbxRanges[0].site|$.sites|$.area.zones[0].sites[0] AREA-3")]
    [InlineData("softphones/0/user", "\"piotr\"", "$.softphones[1].user")]
    [InlineData("softphones/0/user", "\"anna kowalska\"", "$.softphones[0].user")]
    [InlineData("softphones/0/employee", "\"8001\"", "$.softphones[0].employee")]
    [InlineData("softphones/0/employee", "\"600\"", "$.softphones[0].employee")]
    [InlineData("softphones/0/employee", "\"+48600000001\"", "$.softphones[0].employee")]
    [InlineData("softphones/0/password", "\"short\"", "$.softphones[0].password")]
    [InlineData("softphones/0/password", null, "$.softphones[0].password")]
    [InlineData("softphones/0/ha1", "{}", "$.softphones[0].ha1")]
    [InlineData("voicemail/boxes/1/owner", "\"202\"", "$.employees[0].voicemail|$.voicemail.boxes[2].owner")]
    [InlineData("voicemail/boxes/1/owner", "\"8001\"", "$.employees[0].voicemail|$.voicemail.boxes[1].owner")]
    [InlineData("voicemail/boxes/8/owner", "\"601\"", "$.lines[0].overflow D3|$.voicemail.boxes[9].owner")]
    [InlineData("voicemail/boxes/1/pin", "\"123\"", "$.voicemail.boxes[1].pin")]
    [InlineData("voicemail/boxes/1/pinHash", "\"x\"", "$.voicemail.boxes[1].pinHash")]
    [InlineData("trunks/0/peers", "[]", "$.trunks[0].peers")]
    [InlineData("trunks/0/peers", "{}", "$.trunks[0].peers")]
    [InlineData("trunks/0/peers/0/address", "\"127.0.0.1:70000\"", "$.trunks[0].peers[0].address")]
    [InlineData("trunks/0/peers/-", """{"address":"127.0.0.1:5080"}""", "$.trunks[0].peers[1].address")]
    [InlineData("trunks/0/transport", "\"sctp\"", "$.trunks[0].transport")]
    [InlineData("trunks/0/digest", """{"user":"x"}""", "$.trunks[0].digest.password")]
    [InlineData("trunks/0/foreignCli", """["+48700123456"]""", "$.trunks[0].foreignCli[0] CLI-2")]
    [InlineData("trunks/-", """{"id":"przyklad-pbx","peers":[{"address":"x.example"}]}""", "$.trunks[1].id")]
    [InlineData("trunks/-", "7", "$.trunks[1]")]
    [InlineData("taxId", "\"5260250275\"", "$.taxId")]
    [InlineData("partnerCompanies", """["przyklad"]""", "$.partnerCompanies[0] D5")]
    [InlineData("partnerCompanies", """["a","a"]""", "$.partnerCompanies[1]")]
    [InlineData("siteCodes", """[{"code":"55","company":"b"}]""", "$.siteCodes[0].company PPN-11")]
    [InlineData("siteCodes", """[{"code":"5a","company":"B"},{"code":"1234567"}]""", "$.siteCodes[0].code|$.siteCodes[0].company|$.siteCodes[1].code|$.siteCodes[1].company")]
    [InlineData("depositNumbers", """["+48602951000","+48999"]""", "$.depositNumbers[1]")]
    [InlineData("taxId", "\"1234563219\"", "$.taxId")]
    [InlineData("regon", "\"123456786\"", "$.regon P11")]
    [InlineData("regon", "\"12345678512347\"", "")]
    [InlineData("regon", "\"12345678512348\"", "$.regon P11")]
    [InlineData("regon", "\"1234567\"", "$.regon")]
    [InlineData("state", "\"gone\"", "$.state")]
    [InlineData("contract", """{"from":"2026-02-01","to":"2026-01-31"}""", "$.contract.to P4")]
    [InlineData("contract", """{"from":"2026-02-30"}""", "$.contract.from")]
    [InlineData("services", """[{"service":"limits"},{"service":"limits"}]""", "$.services[1].service")]
    [InlineData("services", """[{"service":"limit"}]""", "$.services[0].service")]
    [InlineData("services", """[{"service":"limits","from":"2026-02-01","to":"2026-01-01"}]""", "$.services[0].to P4")]
    [InlineData("activation", "{}", "$.activation.channel")]
    [InlineData("activation", """{"channel":"phone","administrator":"Jan"}""", "$.activation.basis P14")]
    [InlineData("activation", """{"channel":"phone","basis":"owner"}""", "$.activation.administrator P14")]
    [InlineData("activation", """{"channel":"phone","activated":"2026-01-01"}""", "$.activation.activated P12")]
    [InlineData("activation", """{"channel":"phone","packageBought":"2026-01-01","activated":"2026-01-01"}""", "$.activation.activated P12")]
    [InlineData("activation", """{"channel":"phone","packageBought":"2026-01-01","applicationReceived":"2026-01-01","activated":"2026-01-01"}""", "$.activation.activated P14")]
    [InlineData("profiles/0/id", "\"kraj-bez-70x\"", "$.profiles[1].id")]
    [InlineData("profiles/0/default", "\"inWindows\"", "$.profiles[0].default")]
    [InlineData("profiles/1/classes/premium", "\"maybe\"", "$.profiles[1].classes.premium")]
    [InlineData("profiles/1/classes/emergency", "\"deny\"", "$.profiles[1].classes.emergency")]
    [InlineData("profiles/1/classes/premium", "\"inWindows\"", "$.profiles[1].windows §5.1")]
    [InlineData("profiles/1/zones", """{"EU":"inWindows"}""", "$.profiles[1].windows §5.1")]
    [InlineData("profiles/1/zones", """{"XX":"allow"}""", "$.profiles[1].zones.XX")]
    [InlineData("profiles/1/windows", """[{"days":["mon","mon"],"from":"24:00","to":"24:01"}]""", "$.profiles[1].windows[0].days[1]|$.profiles[1].windows[0].from|$.profiles[1].windows[0].to")]
    [InlineData("profiles/1/denied", """[{"number":"+48*9"},{"number":"+48"},{"number":"*"},{"number":"+4830*"},{"number":"2*"},{"number":"+"}]""", "$.profiles[1].denied[0].number|$.profiles[1].denied[1].number BAR-2|$.profiles[1].denied[2].number|$.profiles[1].denied[3].number BAR-2|$.profiles[1].denied[4].number BAR-2|$.profiles[1].denied[5].number")]
    [InlineData("profiles/1/denied", """[{"number":"+48*"},{"number":"+*"},{"number":"119*"},{"number":"1*"},{"number":"9*"},{"number":"+482219*"}]""", "$.profiles[1].denied[1].number|$.profiles[1].denied[2].number BAR-2")]
    [InlineData("employees/0/allowed", """[{"number":"299"},{"number":"118913"},{"number":"201"},{"number":"8123"}]""", "$.employees[0].allowed[0].number BAR-2")]
    [InlineData("defaultProfile", "\"bez\"", "$.defaultProfile R7")]
    [InlineData("defaultProfile", "\"kraj\"", "")]
    [InlineData("employees/0/profile", "\"bez\"", "$.employees[0].profile R7")]
    [InlineData("trunks/0/profile", "\"bez\"", "$.trunks[0].profile R7")]
    [InlineData("lines/1/profile", "\"bez\"", "$.lines[1].profile R7")]
    [InlineData("trunks/0/privatePrefix", "\"7*\"", "$.trunks[0].privatePrefix")]
    [InlineData("employees/1/prepaidAccount", "\"Piotr\"", "$.employees[1].prepaidAccount")]
    [InlineData("privateCalls", """{"rules":[{"name":"wszystko"}]}""", "$.privateCalls.rules[0] C3")]
    [InlineData("privateCalls", """{"rules":[{"name":"x","numbers":[{"number":"+48101*"}]}]}""", "$.privateCalls.rules[0].numbers[0].number BAR-2")]
    [InlineData("privateCalls", """{"cli":"+48225558000"}""", "")]
    [InlineData("privateCalls", """{"cli":"+48221111111"}""", "$.privateCalls.cli PRV-7")]
    [InlineData("limit/amount", "-1", "$.limit.amount")]
    [InlineData("limit/amount", "1.001", "$.limit.amount")]
    [InlineData("limit/amount", null, "$.limit.amount")]
    [InlineData("limit/cutsRunningCalls", "true", "$.limit LIM-3")]
    [InlineData("limit/userThresholds", "[0]", "$.limit.userThresholds[0]")]
    [InlineData("limit/userThresholds", "[1,100]", "")]
    [InlineData("limit/userThresholds", "[50.5,101,201]", "$.limit.userThresholds[0]|$.limit.userThresholds[1]|$.limit.userThresholds[2]")]
    [InlineData("limit/administratorThresholds", "[1,100]", "")]
    [InlineData("limit/administratorThresholds", "[0,101]", "$.limit.administratorThresholds[0]|$.limit.administratorThresholds[1]")]
    [InlineData("limit/userThresholds", "[50,50,40]", "$.limit LIM-3")]
    [InlineData("cycleChanges", """[{"from":"2026-12-02","day":15}]""", "$.cycleChanges[0].from CYC-4")]
    [InlineData("cycleChanges", """[{"from":"2026-12-01","day":15},{"from":"2026-12-01","day":16}]""", "$.cycleChanges[1].from CYC-4")]
    [InlineData("cycleChanges", """[{"from":"2026-12-01","day":15},{"from":"2027-01-15","day":1}]""", "")]
    [InlineData("cycleChanges", """[{"day":29}]""", "$.cycleChanges[0].day|$.cycleChanges[0].from")]
    [InlineData("premium", """{"threshold":50}""", "$.premium.threshold §6.6")]
    [InlineData("premium", """{"highestCall":5}""", "$.premium.threshold")]
    [InlineData("employees/0/premium", """{"threshold":36}""", "$.employees[0].premium.threshold §6.6")]
    [InlineData("employees/0/notice", """{"by":"sms","to":"anna@przyklad.example"}""", "$.employees[0].notice.to T7")]
    [InlineData("employees/0/notice", """{"by":"email","to":"+48601000201"}""", "$.employees[0].notice.to T7")]
    [InlineData("notices", """[{"by":"pigeon","to":"x"},{"to":"a@b.example"}]""", "$.notices[0].by|$.notices[0].to T7|$.notices[1].by|$.notices[1].to T7")]
    [InlineData("employees/0/servicesOff", """["limits","limits"]""", "$.employees[0].servicesOff[1]")]
    [InlineData("cycleDay", "29", "$.cycleDay")]
    [InlineData("sites/0/prefixes", """["203.0.113.0/24","203.0.113.1/24","x"]""", "$.sites[0].prefixes[1]|$.sites[0].prefixes[2]")]
    [InlineData("area/zones/0/name", null, "$.area.zones[0].name")]
    [InlineData("area/zones/0/areaCode", "\"10\"", "$.area.zones[0].areaCode NUM-3")]
    [InlineData("area/zones/0/sites", """["Gdańsk"]""", "$.area.zones[0].sites[0] AREA-3")]
    [InlineData("area/zones/0/cells", """["eutran:260-02:1A2B:0c0ffee","nr:260-02:1a2b:0c0ffee"]""", "$.area.zones[0].cells[0]|$.area.zones[0].cells[1]")]
    [InlineData("area/zones/0/accessPoints", """["00:11:22:aa:bb:cc"]""", "$.area.zones[0].accessPoints[0]")]
    [InlineData("area/zones/0/square", null, "$.area.zones[0].square")]
    [InlineData("area/zones/0/circle", """{"latitude":52,"longitude":21,"radius":564}""", "$.area.zones[0].square")]
    [InlineData("area/zones/0/square/side", "499", "$.area.zones[0].square D6")]
    [InlineData("area/zones/0/square/side", "1225", "$.area.zones[0].square D6")]
    [InlineData("area/zones/0/square/side", null, "$.area.zones[0].square.side")]
    [InlineData("area/zones/0/square/latitude", "48.9", "$.area.zones[0].square AREA-2")]
    [InlineData("area/zones/0/square/longitude", "13.4", "$.area.zones[0].square AREA-2")]
    public void One_change_gives_exactly_these_faults(string pointer, string? json, string places) =>
        Assert.Equal(places.Split('|', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal), DemoFile.PlacesWith((pointer, json)));

    [Fact]
    public void One_prepaid_account_has_one_owner() => Assert.Equal(
        ["$.employees[2].prepaidAccount"], DemoFile.PlacesWith(("employees/1/prepaidAccount", "\"wspolne\""), ("employees/2/prepaidAccount", "\"wspolne\"")));

    [Theory]
    [InlineData("\"anna\"", "$.employees[1].prepaidAccount")]
    [InlineData("\"piotr\"", "")]
    public void A_prepaid_account_is_not_named_like_somebody_elses_own(string account, string places) =>
        Assert.Equal(places.Split('|', StringSplitOptions.RemoveEmptyEntries), DemoFile.PlacesWith(("employees/1/prepaidAccount", account)));

    [Fact]
    public void Conflicts_name_both_parties()
    {
        var fault = Assert.Single(DemoFile.FaultsWith(("partnerNumbers/0/short", "\"2011\"")));
        Assert.Equal("2011 (the partner number Kontrahent) begins with 201 (Anna Kowalska)", fault.Reason.English);
        Assert.Equal("2011 (numer partnerski Kontrahent) zaczyna się od 201 (Anna Kowalska)", fault.Reason.Polish);
        fault = Assert.Single(DemoFile.FaultsWith(("employees/3/mobile", "\"+48601000302\"")), f => f.Rule == "PPN-4");
        Assert.Equal("the number +48601000302 (Ewa Dąbrowska) is already taken by Marek Wójcik (+48601000302)", fault.Reason.English);
    }

    [Fact]
    public void Reserved_digits_may_be_opened_but_public_numbers_stay_free()
    {
        Assert.Empty(DemoFile.FaultsWith(("plan/allowReservedDigits", "true"), ("partnerNumbers/0/short", "\"123\"")));
        Assert.Equal(["$.partnerNumbers[0].short PPN-2"], DemoFile.PlacesWith(("plan/allowReservedDigits", "true"), ("partnerNumbers/0/short", "\"997\"")));
        Assert.Equal(["$.partnerNumbers[0].short PPN-2"], DemoFile.PlacesWith(("plan/allowReservedDigits", "true"), ("partnerNumbers/0/short", "\"1033\"")));
        Assert.Equal(["$.partnerNumbers[0].short PPN-3"], DemoFile.PlacesWith(("plan/allowReservedDigits", "true"), ("partnerNumbers/0/short", "\"1125\"")));
        Assert.Empty(DemoFile.FaultsWith(("plan/allowReservedDigits", "true"), ("plan/enblocOnly", "true"), ("partnerNumbers/0/short", "\"1125\"")));
    }

    [Theory]
    [InlineData("""{"to":"line","line":"601"}""", """{"to":"line","line":"602"}""", """{"to":"line","line":"600"}""", "$.lines[2].overflow.line LOOP-6")]
    [InlineData("""{"to":"line","line":"601"}""", """{"to":"number","number":"600"}""", """{"to":"line","line":"600"}""", "$.lines[1].overflow.number LOOP-6")]
    [InlineData("""{"to":"line","line":"601"}""", """{"to":"line","line":"602"}""", """{"to":"voicemail"}""", "")]
    [InlineData("""{"to":"line","line":"602"}""", """{"to":"line","line":"602"}""", """{"to":"number","number":"401"}""", "")]
    public void Overflow_in_a_circle_is_refused(string first, string second, string third, string places) => Assert.Equal(
        places.Split('|', StringSplitOptions.RemoveEmptyEntries), DemoFile.PlacesWith(("lines/0/overflow", first), ("lines/1/overflow", second), ("lines/2/overflow", third)));

    [Fact]
    public void Personal_line_through_a_company_line_back_to_its_owner_is_refused()
    {
        var faults = DemoFile.FaultsWith(("employees/0/personalLine/second", "\"602\""), ("lines/2/overflow", """{"to":"number","number":"201"}"""));
        Assert.Equal("the forwarding goes in a circle: małopolskie → Anna Kowalska → małopolskie", Assert.Single(faults).Reason.English);
        Assert.Empty(DemoFile.FaultsWith(("employees/0/personalLine/second", "\"602\"")));
    }

    [Fact]
    public void Forwards_of_all_calls_in_a_circle_are_refused()
    {
        (string, string?)[] circle = [("employees/1/forwards", """{"always":"203"}"""), ("employees/2/forwards", """{"always":"301"}"""), ("employees/3/forwards", """{"always":"202"}""")];
        var fault = Assert.Single(DemoFile.FaultsWith(circle));
        Assert.Equal(
            ("$.employees[3].forwards.always", "LOOP-6", "the forwarding goes in a circle: Piotr Zieliński → Łucja Żółkiewska → Marek Wójcik → Piotr Zieliński"),
            (fault.JsonPath, fault.Rule, fault.Reason.English));
        Assert.Empty(DemoFile.FaultsWith(circle[..2]));
    }

    [Theory]
    [InlineData("always", "600", "$.employees[1].forwards.always LOOP-6")]
    [InlineData("busy", "600", "$.employees[1].forwards.busy LOOP-6")]
    [InlineData("noAnswer", "600", "$.employees[1].forwards.noAnswer LOOP-6")]
    [InlineData("unreachable", "600", "$.employees[1].forwards.unreachable LOOP-6")]
    [InlineData("busy", "203", "")]
    public void A_forward_into_a_line_that_overflows_to_its_owner_is_refused(string when, string to, string places) => Assert.Equal(
        places.Split('|', StringSplitOptions.RemoveEmptyEntries),
        DemoFile.PlacesWith(("employees/1/forwards", $$"""{"{{when}}":"{{to}}"}"""), ("lines/0/overflow", """{"to":"number","number":"202"}""")));

    // Each takes the other's calls when busy: what the second one has set is not followed (PL-5).
    [Fact]
    public void Two_who_stand_in_for_each_other_are_no_circle() => Assert.Empty(DemoFile.FaultsWith(
        ("employees/1/forwards", """{"busy":"203","noAnswer":"203"}"""), ("employees/2/forwards", """{"busy":"202","noAnswer":"202"}""")));

    // Trap 30 of §11, L6, S2: who leaves is named at every place where he still is.
    [Fact]
    public void Whoever_leaves_is_named_in_every_line_and_as_second_number_and_owner_of_a_box()
    {
        (string, string?)[] edits = [("lines/1/members/-", "\"203\""), ("lines/2/members/-", "\"203\""), ("employees/0/personalLine/second", "\"203\"")];
        var company = System.Text.Json.Nodes.JsonNode.Parse(DemoFile.With(edits))!;
        Assert.Empty(DemoFile.Read(company.ToJsonString()).Faults);
        company["employees"]!.AsArray().RemoveAt(2);
        Assert.Equal(
            ["$.employees[0].personalLine.second", "$.lines[0].members[2]", "$.lines[1].members[2]", "$.lines[2].members[2]", "$.voicemail.boxes[3].owner"],
            DemoFile.Read(company.ToJsonString()).Faults.Select(fault => fault.JsonPath).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Two_people_may_be_each_others_second_number() =>
        Assert.Empty(DemoFile.FaultsWith(("employees/7/personalLine", """{"second":"201"}""")));

    [Fact]
    public void Sixteen_members_are_allowed() => Assert.Empty(DemoFile.FaultsWith(
        ("lines/0/members", "[" + string.Join(',', Enumerable.Range(8001, 16).Select(n => $"\"{n}\"")) + "]")));
}
