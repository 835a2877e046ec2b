using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using PbxBridge.Routing.Numbering;

namespace PbxBridge.Routing.Companies;

/// <summary>Snapshot to JSON. Everything is written out, defaults too; only what is not there is left away.</summary>
internal sealed class CompanyFileWriter
{
    private static readonly JsonWriterOptions Options = new()
    {
        Indented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // a file, not a web page: names stay legible
    };

    private readonly CompanySnapshot _company;
    private readonly Utf8JsonWriter _json;
    private readonly FileWriter _file;

    private CompanyFileWriter(CompanySnapshot company, Utf8JsonWriter json)
    {
        _company = company;
        _json = json;
        _file = new(json);
    }

    public static byte[] Write(CompanySnapshot company)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Options))
        {
            new CompanyFileWriter(company, json).WriteCompany();
        }

        stream.WriteByte((byte)'\n');
        return stream.ToArray();
    }

    private void WriteCompany()
    {
        _json.WriteStartObject();
        _json.WriteString("$schema", "company.schema.json");
        _json.WriteString("id", _company.Id);
        _json.WriteString("name", _company.Name);
        _json.WriteString("language", _company.Language == Language.English ? "en" : "pl");
        _file.Optional("taxId", _company.TaxId);
        _file.Optional("regon", _company.Regon);
        _json.WriteString("state", FileNames.Of(FileNames.States, _company.State));
        TermsWriter.WriteContract(_file, _company.Contract);
        _file.Optional("activeSims", _company.ActiveSims);
        _file.Optional("gatedFrom", _company.GatedFrom);
        _json.WriteString("realm", _company.Realm);
        _file.Optional("mainNumber", _company.MainNumber?.Value);
        WriteOutboundCli(_company.OutboundCli);
        _json.WriteBoolean("clirOverrideOnNet", _company.ClirOverrideOnNet);
        TermsWriter.WriteServices(_file, _company.Services);
        TermsWriter.WriteActivation(_file, _company.Activation);
        _file.List("sites", _company.Sites, WriteSite);
        WritePlan(_company.Rules);
        _file.Some("freedExtensions", _company.FreedExtensions, WriteFreed);
        _file.List("trunks", _company.Trunks, t => TrunkWriter.Write(_file, _json, t));
        _file.List("pbxRanges", _company.PbxRanges, WriteRange);
        WritePbxDown(_company.PbxDown);
        _json.WriteBoolean("redirectOutside", _company.RedirectOutside);
        _file.List("employees", _company.Employees, WriteEmployee);
        _file.List("softphones", _company.Softphones, WriteSoftphone);
        _file.List("lines", _company.Lines, WriteLine);
        _json.WriteStartObject("voicemail");
        _file.Optional("access", _company.Voicemail.AccessExtension);
        _file.List("boxes", _company.Voicemail.Boxes, WriteBox);
        _json.WriteEndObject();
        _file.List("partnerNumbers", _company.PartnerNumbers, WritePartner);
        _file.Texts("partnerCompanies", _company.PartnerCompanies);
        _file.Some("siteCodes", _company.SiteCodes, WriteSiteCode);
        _file.Texts("depositNumbers", _company.KnownDepositNumbers.Select(n => n.Value));
        _file.List("profiles", _company.Profiles, p => ProfileWriter.Write(_file, p));
        _file.Optional("defaultProfile", _company.DefaultProfile);
        _json.WriteBoolean("allowListLiftsLimit", _company.AllowListLiftsLimit);
        ProfileWriter.WritePrivate(_file, _company.PrivateCalls);
        TermsWriter.WriteLimit(_file, _company.DefaultLimit);
        TermsWriter.WritePremium(_file, _company.DefaultPremium);
        if (_company.CreditLimit is { } credit)
        {
            _file.Amount("creditLimit", credit);
        }

        _file.Some("notices", _company.Notices, n => TermsWriter.Write(_file, n));
        _file.Optional("priceList", _company.PriceList);
        TermsWriter.WriteCycles(_file, _company.Cycles);
        AreaWriter.Write(_file, _company.Area);
        _file.Some("logins", _company.Logins, l => LoginWriter.Write(_file, l));
        _json.WriteEndObject();
    }

    private void WriteSiteCode(SiteCode code)
    {
        _json.WriteString("code", code.Code);
        _json.WriteString("company", code.Company);
    }

    private void WriteOutboundCli(OutboundCli rule)
    {
        _json.WriteStartObject("outboundCli");
        _json.WriteString("show", OutboundCliRules.NameOf(rule.Shows));
        _file.Optional("line", rule.Line is { } line ? Reference(line) : null);
        _json.WriteEndObject();
    }

    private void WriteSite(Site site)
    {
        _json.WriteString("name", site.Name);
        _json.WriteString("areaCode", site.AreaCode);
        _json.WriteBoolean("allowLocal7", site.AllowLocal7);
        _file.Optional("callBack", site.CallBack?.Value);
        _file.SomeTexts("prefixes", [.. site.Prefixes.Select(p => p.Text)]);
        WriteAddress(site.Address);
    }

    private void WriteAddress(CivicAddress? address)
    {
        if (address is null)
            return;
        _json.WriteStartObject("address");
        _file.Optional("street", address.Street);
        _json.WriteString("house", address.House);
        _file.Optional("postCode", address.PostCode);
        _json.WriteString("city", address.City);
        _file.Optional("region", address.Region);
        _file.Optional("details", address.Details);
        _json.WriteEndObject();
    }

    private void WritePlan(PlanRules rules)
    {
        _json.WriteStartObject("plan");
        _json.WriteNumber("minLength", rules.MinLength);
        _json.WriteNumber("maxLength", rules.MaxLength);
        _file.Optional("breakout", rules.Breakout);
        _json.WriteString("breakoutMode", rules.Mode switch { BreakoutMode.None => "none", BreakoutMode.Optional => "optional", _ => "required" });
        _file.Optional("domain", rules.Domain.Length == 0 ? null : rules.Domain);
        _json.WriteBoolean("allowReservedDigits", rules.AllowReservedDigits);
        _json.WriteBoolean("enblocOnly", rules.EnblocOnly);
        _json.WriteNumber("quarantineDays", rules.QuarantineDays);
        _json.WriteEndObject();
    }

    private void WriteFreed(FreedExtension freed)
    {
        _json.WriteString("extension", freed.Extension);
        _json.WriteString("owner", freed.Owner);
        _file.Optional("freed", (DateOnly?)freed.Freed);
    }

    private void WriteRange(PbxRange range)
    {
        _json.WriteString("from", range.From.Value);
        _json.WriteString("to", range.To.Value);
        _file.Optional("shortFrom", range.ShortFrom);
        _file.Optional("shortTo", PlanEntry.LastOf(range));
        _json.WriteString("trunk", range.Trunk);
        _file.Optional("site", range.Site);
    }

    private void WritePbxDown(PbxDown rule)
    {
        _json.WriteStartObject("pbxDown");
        _json.WriteString("to", PbxDownRules.NameOf(rule.To));
        _file.Optional("line", rule.Line is { } line ? Reference(line) : null);
        _json.WriteEndObject();
    }

    private void WriteEmployee(Employee employee)
    {
        _json.WriteString("id", employee.Id);
        _json.WriteString("name", employee.Name);
        _json.WriteString("mobile", employee.Mobile.Value);
        _file.Optional("extension", employee.Extension);
        _file.Optional("desk", employee.Desk is { } desk ? Reference(desk) : null);
        _json.WriteString("site", employee.Site);
        _file.Optional("department", employee.Department);
        _json.WriteBoolean("voicemail", employee.VoicemailEnabled);
        if (employee.PersonalLine is { } line)
        {
            WritePersonalLine(line);
        }

        _json.WriteBoolean("doNotDisturb", employee.DoNotDisturb);
        if (employee.Forwards is { } forwards)
        {
            WriteForwards(forwards);
        }

        _json.WriteBoolean("suspended", employee.Suspended);
        TermsWriter.WriteSim(_file, employee.Sim);
        _file.Optional("profile", employee.Profile);
        _file.Some("allowed", employee.Allowed.Entries, e => ProfileWriter.Write(_file, e));
        _file.Some("denied", employee.Denied.Entries, e => ProfileWriter.Write(_file, e));
        _json.WriteString("privateMode", FileNames.Of(FileNames.PrivateModes, employee.PrivateMode));
        _file.Optional("prepaidAccount", employee.PrepaidAccount);
        if (employee.StartBalance is { } start)
            _file.Amount("startBalance", start);
        TermsWriter.WriteLimit(_file, employee.Limit);
        TermsWriter.WritePremium(_file, employee.Premium);
        TermsWriter.WriteNotice(_file, employee.Notice);
        _file.SomeTexts("servicesOff", [.. employee.ServicesOff.Services().Select(s => FileNames.Of(FileNames.Services, s))]);
        _json.WriteBoolean("rejectsAnonymous", employee.RejectsAnonymous);
    }

    private void WritePersonalLine(PersonalLine line)
    {
        _json.WriteStartObject("personalLine");
        _json.WriteBoolean("enabled", line.Enabled);
        _json.WriteString("second", Reference(line.Second));
        _file.Texts("on", OutcomeNames.Of(line.On));
        _file.Seconds("firstFor", line.FirstFor);
        _file.Seconds("secondFor", line.SecondFor);
        _json.WriteString("then", line.Then == PersonalLineThen.Voicemail ? "voicemail" : "none");
        _json.WriteEndObject();
    }

    private void WriteForwards(Forwards forwards)
    {
        _json.WriteStartObject("forwards");
        foreach (var (name, _, to) in forwards.Set())
        {
            _json.WriteString(name, Reference(to));
        }

        _file.Seconds("ringFor", forwards.RingFor);
        _json.WriteEndObject();
    }

    private void WriteSoftphone(Softphone softphone)
    {
        _json.WriteString("user", softphone.User);
        _json.WriteString("employee", Reference(softphone.Employee));
        WriteAddress(softphone.Address);
        TrunkWriter.WriteSecret(_json, softphone.Secret);
    }

    private void WriteLine(CompanyLine line)
    {
        _json.WriteString("number", line.Number.Value);
        _file.Optional("extension", line.Extension);
        _json.WriteString("name", line.Name);
        _json.WriteBoolean("enabled", line.Enabled);
        _file.Texts("members", line.Members.Select(Reference));
        _json.WriteString("order", FileNames.Of(FileNames.LineOrders, line.Order));
        _file.Seconds("ringFor", line.RingFor);
        _file.Seconds("total", line.Total);
        _file.Optional("rounds", line.Rounds);
        _file.Some("ringTimes", line.RingTimes, m =>
        {
            _json.WriteString("member", Reference(m.Member));
            _file.Seconds("ringFor", m.RingFor);
        });
        _json.WriteBoolean("confirmAnswer", line.ConfirmAnswer);
        _json.WriteStartObject("overflow");
        switch (line.Overflow)
        {
            case LineOverflow.ToNumber to:
                _json.WriteString("to", "number");
                _json.WriteString("number", Reference(to.Number));
                break;
            case LineOverflow.ToLine to:
                _json.WriteString("to", "line");
                _json.WriteString("line", Reference(to.Line));
                break;
            default:
                _json.WriteString("to", line.Overflow is LineOverflow.ToVoicemail ? "voicemail" : "announcement");
                break;
        }

        _json.WriteEndObject();
        _file.Optional("profile", line.Profile);
        _file.Optional("namePrefix", line.NamePrefix);
    }

    private void WriteBox(Mailbox box)
    {
        _json.WriteString("owner", Reference(box.Owner));
        _file.Optional("pinHash", box.Pin?.Text);
    }

    private void WritePartner(PartnerNumber partner)
    {
        _json.WriteString("number", partner.Number.Value);
        _json.WriteString("name", partner.Name);
        _file.Optional("short", partner.Short);
        _json.WriteBoolean("pbxMain", partner.PbxMain);
    }

    private string Reference(PhoneNumber number) => _company.Plan.ExtensionOf(number) ?? number.Value;
}
