using System.Globalization;
using System.Security;
using System.Text;
using PbxBridge.Routing.Companies;
using PbxBridge.Sip.Messages;

namespace PbxBridge.Calls;

/// <summary>Where the caller of an emergency call is, as the centre is told it (RFC 6442, NUM-8).</summary>
/// <param name="Header">Value of Geolocation.</param>
/// <param name="Routing">Value of Geolocation-Routing; null for none.</param>
/// <param name="Part">What a <c>cid:</c> of the header names; null for references alone.</param>
internal sealed record ToldLocation(string Header, string? Routing, BodyPart? Part)
{
    private const string Type = "application/pidf+xml";
    private const int LongestDocument = 8_192;
    private const int LongestUri = 512;
    private const int MostUris = 4;

    /// <summary>What the caller's own phone or PBX tells; null when it tells nothing that can go on.</summary>
    /// <param name="host">Ours: a <c>cid:</c> is written anew (HIDE-1).</param>
    public static ToldLocation? Read(SipMessage invite, string host)
    {
        if (!invite.Has(HeaderId.Geolocation))
            return null;
        BodyPart? part = null;
        var values = new List<string>();
        foreach (var value in invite.Values(HeaderId.Geolocation))
        {
            if (values.Count == MostUris || !NameAddrView.TryParse(value, out var address) || address.Uri.Length > LongestUri)
                continue;
            var uri = Encoding.UTF8.GetString(address.Uri);
            if (!uri.StartsWith("cid:", StringComparison.OrdinalIgnoreCase))
                values.Add($"<{uri}>");
            else if (part is null && MultipartBody.Part(invite[HeaderId.ContentType], invite.Body, "application/pidf+xml"u8) is { IsEmpty: false, Length: <= LongestDocument } document)
                values.Add($"<cid:{(part = PartOf(document.ToArray(), host)).ContentId}>");
        }
        var routing = invite[HeaderId.GeolocationRouting];
        return values.Count == 0 ? null : new(string.Join(", ", values), Ascii.EqualsIgnoreCase(routing, "yes"u8) ? "yes" : Ascii.EqualsIgnoreCase(routing, "no"u8) ? "no" : null, part);
    }

    /// <summary>The address that the company has given of its site or softphone. Networks on the way may route by it: an emergency call is what it was given for.</summary>
    /// <param name="entity">URI of the caller.</param>
    public static ToldLocation Of(CivicAddress address, string company, string entity, DateTimeOffset now, string host)
    {
        var part = PartOf(Encoding.UTF8.GetBytes(Document(address, company, entity, now)), host);
        return new($"<cid:{part.ContentId}>", "yes", part);
    }

    private static BodyPart PartOf(byte[] document, string host) => new(Type, $"location@{host.Split(':')[0].Trim('[', ']')}", document);

    // RFC 4119, RFC 5139, RFC 5491: one device, one address.
    private static string Document(CivicAddress address, string company, string entity, DateTimeOffset now)
    {
        var text = new StringBuilder(1_024);
        text.Append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\r\n<presence xmlns=\"urn:ietf:params:xml:ns:pidf\" xmlns:gp=\"urn:ietf:params:xml:ns:pidf:geopriv10\"")
            .Append(" xmlns:gbp=\"urn:ietf:params:xml:ns:pidf:geopriv10:basicPolicy\" xmlns:cl=\"urn:ietf:params:xml:ns:pidf:geopriv10:civicAddr\"")
            .Append(" xmlns:dm=\"urn:ietf:params:xml:ns:pidf:data-model\" entity=\"").Append(SecurityElement.Escape(entity))
            .Append("\">\r\n<dm:device id=\"caller\"><gp:geopriv><gp:location-info><cl:civicAddress xml:lang=\"pl\"><cl:country>PL</cl:country>");
        Add("A1", address.Region);
        Add("A3", address.City);
        Add("RD", address.Street);
        Add("HNO", address.House);
        Add("LOC", address.Details);
        Add("NAM", company);
        Add("PC", address.PostCode);
        text.Append("</cl:civicAddress></gp:location-info><gp:usage-rules><gbp:retransmission-allowed>true</gbp:retransmission-allowed><gbp:retention-expiry>")
            .Append(Time(now.AddDays(1))).Append("</gbp:retention-expiry></gp:usage-rules><gp:method>Manual</gp:method></gp:geopriv><dm:timestamp>")
            .Append(Time(now)).Append("</dm:timestamp></dm:device>\r\n</presence>\r\n");
        return text.ToString();

        void Add(string name, string? value)
        {
            if (value is not null)
                text.Append("<cl:").Append(name).Append('>').Append(SecurityElement.Escape(value)).Append("</cl:").Append(name).Append('>');
        }
    }

    private static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
}
