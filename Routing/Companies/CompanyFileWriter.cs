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

    private CompanyFileWriter(CompanySnapshot company, Utf8JsonWriter json)
    {
        _company = company;
        _json = json;
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
        Optional("taxId", _company.TaxId);
        _json.WriteNumber("activeSims", _company.ActiveSims);
        _json.WriteString("realm", _company.Realm);
        Optional("mainNumber", _company.MainNumber?.Value);
        List("sites", _company.Sites, WriteSite);
        WritePlan(_company.Rules);
        List("trunks", _company.Trunks, WriteTrunk);
        List("pbxRanges", _company.PbxRanges, WriteRange);
        List("employees", _company.Employees, WriteEmployee);
        List("softphones", _company.Softphones, WriteSoftphone);
        List("lines", _company.Lines, WriteLine);
        _json.WriteStartObject("voicemail");
        Optional("access", _company.Voicemail.AccessExtension);
        List("boxes", _company.Voicemail.Boxes, WriteBox);
        _json.WriteEndObject();
        List("partnerNumbers", _company.PartnerNumbers, WritePartner);
        Texts("partnerCompanies", _company.PartnerCompanies);
        Texts("depositNumbers", _company.KnownDepositNumbers.Select(n => n.Value));
        _json.WriteEndObject();
    }

    private void WriteSite(Site site)
    {
        _json.WriteString("name", site.Name);
        _json.WriteString("areaCode", site.AreaCode);
        _json.WriteBoolean("allowLocal7", site.AllowLocal7);
        Optional("callBack", site.CallBack?.Value);
    }

    private void WritePlan(PlanRules rules)
    {
        _json.WriteStartObject("plan");
        _json.WriteNumber("minLength", rules.MinLength);
        _json.WriteNumber("maxLength", rules.MaxLength);
        Optional("breakout", rules.Breakout);
        _json.WriteString("breakoutMode", rules.Mode switch { BreakoutMode.None => "none", BreakoutMode.Optional => "optional", _ => "required" });
        Optional("domain", rules.Domain.Length == 0 ? null : rules.Domain);
        _json.WriteBoolean("allowReservedDigits", rules.AllowReservedDigits);
        _json.WriteBoolean("enblocOnly", rules.EnblocOnly);
        _json.WriteEndObject();
    }

    private void WriteTrunk(PbxTrunk trunk)
    {
        _json.WriteString("id", trunk.Id);
        _json.WriteString("transport", trunk.Transport switch { TrunkTransport.Udp => "udp", TrunkTransport.Tcp => "tcp", _ => "tls" });
        List("peers", trunk.Peers, WritePeer);
        if (trunk.Credentials is { } digest)
        {
            _json.WriteStartObject("digest");
            _json.WriteString("user", digest.User);
            WriteSecret(digest.Secret);
            _json.WriteEndObject();
        }

        _json.WriteBoolean("trusted", trunk.Trusted);
        if (trunk.MaxChannels is { } channels)
        {
            _json.WriteNumber("maxChannels", channels);
        }

        _json.WriteBoolean("announcements", trunk.Announcements);
        _json.WriteBoolean("addBreakoutToCli", trunk.AddBreakoutToCli);
        Texts("foreignCli", trunk.ForeignCli.Select(n => n.Value));
    }

    private void WritePeer(TrunkPeer peer)
    {
        _json.WriteString("address", peer.ToString());
        _json.WriteNumber("priority", peer.Priority);
        _json.WriteNumber("weight", peer.Weight);
    }

    private void WriteSecret(SoftphoneSecret secret)
    {
        _json.WriteStartObject("ha1");
        _json.WriteString("realm", secret.Realm);
        _json.WriteString("md5", secret.Md5);
        _json.WriteString("sha256", secret.Sha256);
        _json.WriteString("sha512256", secret.Sha512256);
        _json.WriteEndObject();
    }

    private void WriteRange(PbxRange range)
    {
        _json.WriteString("from", range.From.Value);
        _json.WriteString("to", range.To.Value);
        Optional("shortFrom", range.ShortFrom);
        Optional("shortTo", PlanEntry.LastOf(range));
        _json.WriteString("trunk", range.Trunk);
        Optional("site", range.Site);
    }

    private void WriteEmployee(Employee employee)
    {
        _json.WriteString("id", employee.Id);
        _json.WriteString("name", employee.Name);
        _json.WriteString("mobile", employee.Mobile.Value);
        Optional("extension", employee.Extension);
        _json.WriteString("site", employee.Site);
        Optional("department", employee.Department);
        _json.WriteBoolean("voicemail", employee.VoicemailEnabled);
        if (employee.PersonalLine is not { } line)
        {
            return;
        }

        _json.WriteStartObject("personalLine");
        _json.WriteBoolean("enabled", line.Enabled);
        _json.WriteString("second", Reference(line.Second));
        Texts("on", OutcomeNames.Of(line.On));
        Seconds("firstFor", line.FirstFor);
        Seconds("secondFor", line.SecondFor);
        _json.WriteString("then", line.Then == PersonalLineThen.Voicemail ? "voicemail" : "none");
        _json.WriteEndObject();
    }

    private void WriteSoftphone(Softphone softphone)
    {
        _json.WriteString("user", softphone.User);
        _json.WriteString("employee", Reference(softphone.Employee));
        WriteSecret(softphone.Secret);
    }

    private void WriteLine(CompanyLine line)
    {
        _json.WriteString("number", line.Number.Value);
        Optional("extension", line.Extension);
        _json.WriteString("name", line.Name);
        _json.WriteBoolean("enabled", line.Enabled);
        Texts("members", line.Members.Select(Reference));
        _json.WriteString("order", line.Order == LineOrder.Random ? "random" : "fixed");
        Seconds("ringFor", line.RingFor);
        Seconds("total", line.Total);
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
    }

    private void WriteBox(Mailbox box)
    {
        _json.WriteString("owner", Reference(box.Owner));
        Optional("pinHash", box.Pin?.Text);
    }

    private void WritePartner(PartnerNumber partner)
    {
        _json.WriteString("number", partner.Number.Value);
        _json.WriteString("name", partner.Name);
        Optional("short", partner.Short);
    }

    private string Reference(PhoneNumber number) => _company.Plan.ExtensionOf(number) ?? number.Value;

    private void Seconds(string name, TimeSpan time) => _json.WriteNumber(name, (int)time.TotalSeconds);

    private void Optional(string name, string? value)
    {
        if (value is not null)
        {
            _json.WriteString(name, value);
        }
    }

    private void Texts(string name, IEnumerable<string> values)
    {
        _json.WriteStartArray(name);
        foreach (var value in values)
        {
            _json.WriteStringValue(value);
        }

        _json.WriteEndArray();
    }

    private void List<T>(string name, ImmutableArray<T> items, Action<T> write)
    {
        _json.WriteStartArray(name);
        foreach (var item in items)
        {
            _json.WriteStartObject();
            write(item);
            _json.WriteEndObject();
        }

        _json.WriteEndArray();
    }
}
