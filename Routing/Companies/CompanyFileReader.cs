using System.Collections.Immutable;
using System.Text.Json;
using PbxBridge.Routing.Areas;
using PbxBridge.Routing.Numbering;
using PbxBridge.Routing.Plans;
using PbxBridge.Routing.PrivateCalls;
using PbxBridge.Routing.Terms;

namespace PbxBridge.Routing.Companies;

/// <summary>JSON to snapshot: the form of the file. Every element keeps its place even when it is wrong, so that the rules can name the places of the others.</summary>
internal sealed class CompanyFileReader(CompanyFileOptions options, FileFaults faults)
{
    public const string IdPolish = "małe litery, cyfry i „-”, do 40 znaków";
    public const string IdEnglish = "lower-case letters, digits and \"-\", at most 40";

    private readonly SecretReader _secrets = new(options);

    public CompanySnapshot Read(JsonElement root)
    {
        var file = new FileObject(root, "$", CompanyFields.Company, faults);
        file.OptionalText("$schema");
        var realm = file.OptionalText("realm") is { Length: > 0 } given ? given : options.Realm;
        var read = new CompanySnapshot
        {
            Id = file.RequiredMatching("id", IsId, IdPolish, IdEnglish),
            Name = file.Text("name"),
            Language = file.Choice("language", Language.Polish, ("pl", Language.Polish), ("en", Language.English)),
            TaxId = file.Digits("taxId", 10, 10),
            Regon = file.Matching("regon", IsRegon, "9 albo 14 cyfr", "9 or 14 digits"),
            State = file.Choice("state", CompanyState.Active, FileNames.States),
            Contract = file.Object("contract", CompanyFields.Contract) is { } contract ? TermsReader.ReadTerm(contract) : default,
            ActiveSims = file.Whole("activeSims", 0, 1_000_000),
            GatedFrom = file.Date("gatedFrom"),
            Services = TermsReader.ReadServices(file),
            Activation = file.Object("activation", CompanyFields.Activation) is { } activation ? TermsReader.ReadActivation(activation) : null,
            Realm = realm,
            MainNumber = file.OptionalNumber("mainNumber"),
            OutboundCli = OutboundCliRules.Read(file),
            ClirOverrideOnNet = file.Flag("clirOverrideOnNet", false),
            Sites = [.. file.Objects("sites", CompanyFields.Site).Select(ReadSite)],
            Rules = file.Object("plan", CompanyFields.Plan) is { } plan ? ReadPlan(plan) : new PlanRules(),
            FreedExtensions = [.. file.Objects("freedExtensions", CompanyFields.FreedExtension).Select(ReadFreed)],
            Trunks = [.. file.Objects("trunks", CompanyFields.Trunk).Select(t => TrunkReader.Read(t, realm, _secrets))],
            PbxRanges = [.. file.Objects("pbxRanges", CompanyFields.PbxRange).Select(ReadRange)],
            PbxDown = PbxDownRules.Read(file),
            RedirectOutside = file.Flag("redirectOutside", false),
            Employees = [.. file.Objects("employees", CompanyFields.Employee).Select(ReadEmployee)],
            Softphones = [.. file.Objects("softphones", CompanyFields.Softphone).Select(s => ReadSoftphone(s, realm))],
            Lines = [.. file.Objects("lines", CompanyFields.Line).Select(ReadLine)],
            Voicemail = file.Object("voicemail", CompanyFields.Voicemail) is { } voicemail ? ReadVoicemail(voicemail) : new VoicemailSettings(),
            PartnerNumbers = [.. file.Objects("partnerNumbers", CompanyFields.PartnerNumber).Select(ReadPartner)],
            PartnerCompanies = [.. file.Items("partnerCompanies").Select(ReadPartnerCompany)],
            SiteCodes = [.. file.Objects("siteCodes", CompanyFields.SiteCode).Select(SiteCodeRules.Read)],
            KnownDepositNumbers = [.. file.Numbers("depositNumbers")],
            Profiles = file.Has("profiles") ? [.. file.Objects("profiles", CompanyFields.Profile).Select(ProfileReader.Read)] : [],
            DefaultProfile = file.OptionalText("defaultProfile"),
            AllowListLiftsLimit = file.Flag("allowListLiftsLimit", false),
            PrivateCalls = file.Object("privateCalls", CompanyFields.PrivateOptions) is { } calls ? ProfileReader.ReadPrivate(calls) : PrivateOptions.Default,
            DefaultLimit = TermsReader.ReadLimit(file),
            DefaultPremium = TermsReader.ReadPremium(file),
            CreditLimit = file.Amount("creditLimit"),
            Notices = TermsReader.ReadNotices(file),
            PriceList = file.Matching("priceList", IsId, IdPolish, IdEnglish),
            Cycles = TermsReader.ReadCycles(file),
            Area = file.Object("area", CompanyFields.Area) is { } area ? AreaReader.Read(area) : CompanyArea.None,
            Logins = [.. file.Objects("logins", CompanyFields.Login).Select(l => LoginReader.Read(l, _secrets))],
        };
        return new ReferenceResolver(read, faults).Resolve();
    }

    internal static bool IsId(string text) =>
        text.Length is > 0 and <= 40 && char.IsAsciiLetterLower(text[0]) && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');

    private static bool IsRegon(string text) => text.Length is 9 or 14 && text.All(char.IsAsciiDigit);

    private static Site ReadSite(FileObject site) => new(
        site.Text("name"), site.Required("areaCode") ? site.Digits("areaCode", 2, 2) ?? "" : "", site.Flag("allowLocal7", false), site.OptionalNumber("callBack"))
    {
        Prefixes = site.Has("prefixes") ? [.. ReadPrefixes(site)] : [],
        Address = ReadAddress(site),
    };

    private static CivicAddress? ReadAddress(FileObject owner) => owner.Object("address", CompanyFields.CivicAddress) is { } address
        ? new(
            address.OptionalText("street"), address.Text("house"), address.Matching("postCode", CivicAddress.IsPostCode, "kod pocztowy, np. 00-950", "a post code like 00-950"),
            address.Text("city"), address.OptionalText("region"), address.OptionalText("details"))
        : null;

    private static IEnumerable<AddressPrefix> ReadPrefixes(FileObject site)
    {
        foreach (var text in site.TextsMatching("prefixes", t => AddressPrefix.TryParse(t, out _), "adresy, np. 203.0.113.0/24", "addresses like 203.0.113.0/24"))
        {
            if (AddressPrefix.TryParse(text, out var prefix))
            {
                yield return prefix;
            }
        }
    }

    private static PlanRules ReadPlan(FileObject plan)
    {
        var rules = new PlanRules();
        var breakout = plan.Digits("breakout", 1, 1);
        return new()
        {
            MinLength = plan.Whole("minLength", 2, 8) ?? rules.MinLength,
            MaxLength = plan.Whole("maxLength", 2, 8) ?? rules.MaxLength,
            Breakout = breakout is "" ? null : breakout,
            Mode = plan.Choice(
                "breakoutMode", breakout is null ? BreakoutMode.None : BreakoutMode.Optional,
                ("none", BreakoutMode.None), ("optional", BreakoutMode.Optional), ("required", BreakoutMode.Required)),
            Domain = plan.Matching("domain", IsDomain, "nazwa domeny", "a domain name") ?? "",
            AllowReservedDigits = plan.Flag("allowReservedDigits", false),
            EnblocOnly = plan.Flag("enblocOnly", false),
            QuarantineDays = plan.Whole("quarantineDays", 0, 366) ?? rules.QuarantineDays,
        };
    }

    private static FreedExtension ReadFreed(FileObject freed) => new(
        freed.Required("extension") ? freed.Digits("extension", 1, 8) ?? "" : "", freed.Text("owner"), freed.Required("freed") ? freed.Date("freed") ?? default : default);

    private static bool IsDomain(string text) =>
        text.Length is > 0 and <= 120 && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-') && char.IsAsciiLetterOrDigit(text[0]);

    private static PbxRange ReadRange(FileObject range)
    {
        var read = new PbxRange(
            range.Number("from"), range.Number("to"), range.Text("trunk"), range.Digits("shortFrom", 2, 8), range.OptionalText("site"));
        var last = range.Digits("shortTo", 2, 8);
        if ((read.ShortFrom is null) != (last is null))
        {
            range.Fault(last is null ? "shortTo" : "shortFrom", "podaj oba krańce: shortFrom i shortTo", "give both ends: shortFrom and shortTo");
        }
        else if (read.ShortFrom is { Length: > 0 } first && last is { Length: > 0 } && read.Count > 0 && ShortSpan(first, last) != read.Count)
        {
            range.Fault(
                "shortTo", $"numerów skróconych {first}–{last} musi być tyle, ile pełnych ({read.Count})",
                $"there must be as many short numbers {first}-{last} as full ones ({read.Count})", "PPN-4");
        }

        return read;
    }

    /// <summary>Zero when the ends do not fit together.</summary>
    private static long ShortSpan(string first, string last) => first.Length == last.Length
        ? Math.Max(0, long.Parse(last, System.Globalization.CultureInfo.InvariantCulture) - long.Parse(first, System.Globalization.CultureInfo.InvariantCulture) + 1)
        : 0;

    private static Employee ReadEmployee(FileObject employee)
    {
        var mobile = employee.Number("mobile");
        var voicemail = employee.Flag("voicemail", false);
        return new()
        {
            Id = employee.Matching("id", IsId, IdPolish, IdEnglish)
                ?? (mobile.Value.Length > 0 ? "e" + mobile.Value[1..] : ""),
            Name = employee.Text("name"),
            Mobile = mobile,
            Extension = employee.Digits("extension", 1, 8),
            Desk = employee.Has("desk") ? employee.Reference("desk") : null,
            Site = employee.Text("site"),
            Department = employee.OptionalText("department"),
            VoicemailEnabled = voicemail,
            PersonalLine = employee.Object("personalLine", CompanyFields.PersonalLine) is { } line ? ReadPersonalLine(line, voicemail) : null,
            DoNotDisturb = employee.Flag("doNotDisturb", false),
            Forwards = ForwardRules.Read(employee),
            Suspended = employee.Flag("suspended", false),
            Sim = TermsReader.ReadSim(employee),
            Profile = employee.OptionalText("profile"),
            Allowed = ProfileReader.ReadList(employee, "allowed"),
            Denied = ProfileReader.ReadList(employee, "denied"),
            PrivateMode = employee.Choice("privateMode", PrivateMode.Off, FileNames.PrivateModes),
            PrepaidAccount = employee.Matching("prepaidAccount", IsId, IdPolish, IdEnglish),
            StartBalance = employee.Amount("startBalance"),
            Limit = TermsReader.ReadLimit(employee),
            Premium = TermsReader.ReadPremium(employee),
            Notice = TermsReader.ReadNotice(employee),
            ServicesOff = TermsReader.ReadServicesOff(employee),
            RejectsAnonymous = employee.Flag("rejectsAnonymous", false),
        };
    }

    private static PersonalLine ReadPersonalLine(FileObject line, bool voicemail)
    {
        var second = line.Reference("second");
        var normal = new PersonalLine { Second = second };
        return normal with
        {
            Enabled = line.Flag("enabled", true),
            On = line.Has("on") ? OutcomeNames.Read(line, "on") : normal.On,
            FirstFor = line.Seconds("firstFor", 5, 60, normal.FirstFor),
            SecondFor = line.Seconds("secondFor", 5, 60, normal.SecondFor),
            Then = line.Choice(
                "then", voicemail ? PersonalLineThen.Voicemail : PersonalLineThen.None,
                ("voicemail", PersonalLineThen.Voicemail), ("none", PersonalLineThen.None)),
        };
    }

    private Softphone ReadSoftphone(FileObject softphone, string realm)
    {
        var user = softphone.RequiredMatching("user", SecretReader.IsUser, "litery, cyfry, „.”, „_”, „-”", "letters, digits, \".\", \"_\", \"-\"");
        return new(user, softphone.Reference("employee"), _secrets.Secret(softphone, user, realm)) { Address = ReadAddress(softphone) };
    }

    private static CompanyLine ReadLine(FileObject line)
    {
        var normal = new CompanyLine { Number = line.Number("number"), Name = line.Text("name"), Members = [.. line.References("members")] };
        return normal with
        {
            Extension = line.Digits("extension", 1, 8),
            Enabled = line.Flag("enabled", true),
            Order = line.Choice("order", LineOrder.Random, FileNames.LineOrders),
            RingFor = line.Seconds("ringFor", 5, 60, normal.RingFor),
            Total = line.Seconds("total", 15, 175, normal.Total),
            Rounds = line.Whole("rounds", 1, 3),
            RingTimes = line.Has("ringTimes") ? [.. line.Objects("ringTimes", CompanyFields.MemberRing).Select(m => new MemberRing(
                m.Reference("member"), m.Required("ringFor") ? m.Seconds("ringFor", 5, 60, normal.RingFor) : normal.RingFor))] : [],
            ConfirmAnswer = line.Flag("confirmAnswer", false),
            Overflow = line.Object("overflow", CompanyFields.Overflow) is { } overflow ? ReadOverflow(overflow) : normal.Overflow,
            Profile = line.OptionalText("profile"),
            NamePrefix = line.OptionalText("namePrefix"),
        };
    }

    private static LineOverflow ReadOverflow(FileObject overflow)
    {
        overflow.Required("to");
        var to = overflow.Choice("to", "", ("voicemail", "voicemail"), ("number", "number"), ("line", "line"), ("announcement", "announcement"));
        foreach (var name in new[] { "number", "line" }.Where(n => n != to && overflow.Has(n) && to.Length > 0))
        {
            overflow.Fault(name, $"nie pasuje do „to”: „{to}”", $"does not go with \"to\": \"{to}\"");
        }

        return to switch
        {
            "number" => new LineOverflow.ToNumber(overflow.Reference("number")),
            "line" => new LineOverflow.ToLine(overflow.Reference("line")),
            "voicemail" => new LineOverflow.ToVoicemail(),
            _ => new LineOverflow.ToAnnouncement(),
        };
    }

    private VoicemailSettings ReadVoicemail(FileObject voicemail) => new()
    {
        AccessExtension = voicemail.Digits("access", 1, 8),
        Boxes = [.. voicemail.Objects("boxes", CompanyFields.Box).Select(b => new Mailbox(b.Reference("owner"), _secrets.Pin(b)))],
    };

    private static PartnerNumber ReadPartner(FileObject partner) => new(
        partner.Number("number"), partner.Text("name"), partner.Digits("short", 1, 8), partner.Flag("pbxMain", false));

    private string ReadPartnerCompany((JsonElement Value, string Path) item)
    {
        if (item.Value.ValueKind == JsonValueKind.String && item.Value.GetString() is { } id && IsId(id))
        {
            return id;
        }

        faults.Add(item.Path, "", "oczekiwano: identyfikator firmy", "expected: the id of a company");
        return "";
    }
}
