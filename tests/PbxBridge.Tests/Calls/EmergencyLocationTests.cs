using System.Xml.Linq;
using PbxBridge.Routing.Companies;
using PbxBridge.Testing;
using PbxBridge.Tests.Office;

namespace PbxBridge.Tests.Calls;

/// <summary>What an emergency centre is told beside the number: the service, the caller's address, his cell (NUM-7, NUM-8, RFC 5031, RFC 6442).</summary>
public sealed class EmergencyLocationTests
{
    private const string Cell = "3GPP-E-UTRAN-FDD;utran-cell-id-3gpp=2600251a2b0c0ffee;network-provided";
    private const string Document = "<?xml version=\"1.0\"?><presence xmlns=\"urn:ietf:params:xml:ns:pidf\" entity=\"pres:x@pbx.example\"/>";
    private static readonly XNamespace s_civic = "urn:ietf:params:xml:ns:pidf:geopriv10:civicAddr";
    private static readonly CivicAddress s_office = new("Prosta & Krzywa", "10/4", "00-950", "Warszawa", "mazowieckie", "III piętro");

    private static readonly OfficeOptions s_located = new OfficeOptions().With(c => c with
    {
        Sites = [c.Sites[0] with { Address = s_office, Prefixes = [Prefix("10.20.0.0/16")] }, .. c.Sites[1..]],
        Softphones = [.. c.Softphones.Select(s => s.User == "anna" ? s with { Address = new(null, "7", null, "Wólka") } : s)],
    });

    [Fact]
    public void A_desk_phone_is_at_its_site()
    {
        using var office = TestOffice.Demo(s_located);
        var call = office.Desk("8001").Dials("112");
        office.Run(2);
        var invite = office.Mobile("112").Call.Invite;
        Assert.Equal(("<cid:location@192.0.2.1>", "yes", "1.0"), (invite["Geolocation"], invite["Geolocation-Routing"], invite["MIME-Version"]));
        var (sdp, headers, xml) = Parts(invite);
        Assert.StartsWith("v=0\r\n", sdp, StringComparison.Ordinal);
        Assert.Equal("Content-Type: application/pidf+xml\r\nContent-ID: <location@192.0.2.1>\r\nContent-Disposition: by-reference;handling=optional", headers);
        var document = XDocument.Parse(xml);
        Assert.Equal("sip:+48225558001@192.0.2.1", document.Root!.Attribute("entity")!.Value);
        Assert.Equal(
            "country=PL A1=mazowieckie A3=Warszawa RD=Prosta & Krzywa HNO=10/4 LOC=III piętro NAM=Przykład Sp. z o.o. PC=00-950",
            string.Join(' ', document.Descendants(s_civic + "civicAddress").Single().Elements().Select(e => $"{e.Name.LocalName}={e.Value}")));
        Assert.Equal(PhoneCallState.Answered, call.State);
        Assert.All(office.Media.OpenPorts, port => Assert.NotNull(port.Remote));
    }

    [Theory]
    [InlineData("10.20.30.40", "Warszawa")]
    [InlineData("10.99.0.1", "Wólka")]
    public void A_softphone_is_at_the_site_that_it_calls_from_or_where_it_is_said_to_stand(string host, string city)
    {
        using var office = TestOffice.Demo(s_located);
        office.Softphone("anna", host).Dials("112");
        office.Run(2);
        Assert.Equal(city, XDocument.Parse(Parts(office.Mobile("112").Call.Invite).Xml).Descendants(s_civic + "A3").Single().Value);
    }

    [Fact]
    public void Without_an_address_nothing_is_told()
    {
        using var office = TestOffice.Demo(s_located);
        office.Softphone("piotr", "10.99.0.2").Dials("112");
        office.Run(2);
        var invite = office.Mobile("112").Call.Invite;
        Assert.Equal((false, "application/sdp"), (invite.Has("Geolocation"), invite["Content-Type"]));
    }

    [Theory]
    [InlineData(415)]
    [InlineData(424)]
    [InlineData(400)]
    [InlineData(513)]
    public void A_network_that_does_not_want_the_location_gets_the_call_without_it_at_once(int status)
    {
        using var office = TestOffice.Demo(s_located);
        office.Mobile("112").Answers();
        office.MobileNetwork.ScriptOf = invite => invite.Has("Geolocation") ? new() { RingsAfter = null, AnswersAfter = null, DeclinesWith = status } : PhoneScript.Answers;
        var call = office.Desk("8001").Dials("112");
        office.Run(1.5);
        Assert.Equal(PhoneCallState.Answered, call.State);
        Assert.Equal(2, office.MobileNetwork.Requests("INVITE").Count());
        Assert.DoesNotContain(call.Responses, r => r.Status == status);
    }

    [Fact]
    public void A_centre_that_is_busy_is_busy()
    {
        using var office = TestOffice.Demo(s_located);
        office.Mobile("112").IsBusy();
        var call = office.Desk("8001").Dials("112");
        office.Run(2);
        Assert.Equal((486, 1), (call.FinalStatus, office.MobileNetwork.Requests("INVITE").Count()));
    }

    [Theory]
    [InlineData("112", "urn:service:sos")]
    [InlineData("997", "urn:service:sos.police")]
    [InlineData("998", "urn:service:sos.fire")]
    [InlineData("999", "urn:service:sos.ambulance")]
    public void A_trunk_that_takes_services_is_called_by_the_service(string dialled, string service)
    {
        using var office = TestOffice.Demo(new OfficeOptions().WithMobileTrunk(t => t with { EmergencyUrn = true }));
        var call = office.Desk("8001").Dials(dialled);
        office.Run(2);
        var invite = office.MobileNetwork.Call.Invite;
        Assert.Equal((service, $"<{service}>", "<sip:198.51.100.70:5070;lr>"), (invite.RequestUri, invite["To"], invite["Route"]));
        Assert.Equal(PhoneCallState.Answered, call.State);
        call.HangUp();
        office.Run(1);
    }

    [Fact]
    public void A_service_that_the_network_does_not_know_is_called_by_its_number()
    {
        using var office = TestOffice.Demo(new OfficeOptions().WithMobileTrunk(t => t with { EmergencyUrn = true }));
        office.Mobile("service:sos").Refuses(416);
        office.Mobile("112").Answers();
        var call = office.Mobile("+48601000203").Dials("112");
        office.Run(2);
        Assert.Equal(PhoneCallState.Answered, call.State);
        var last = office.MobileNetwork.Requests("INVITE").Last();
        Assert.Equal(("sip:112;phone-context=+48@198.51.100.70:5070;user=phone", false), (last.RequestUri, last.Has("Route")));
    }

    [Fact]
    public void A_number_without_a_service_goes_by_its_number()
    {
        using var office = TestOffice.Demo(new OfficeOptions().WithMobileTrunk(t => t with { EmergencyUrn = true }));
        office.Desk("8001").Dials("992");
        office.Run(2);
        Assert.StartsWith("sip:992;phone-context=+48@", office.Mobile("992").Call.Invite.RequestUri, StringComparison.Ordinal);
    }

    [Fact]
    public void The_cell_of_a_mobile_goes_on_to_the_emergency_centre_and_to_nobody_else()
    {
        using var office = TestOffice.Demo(s_located);
        var options = new DialOptions { Headers = [("P-Access-Network-Info", Cell)] };
        office.Mobile("+48601000203").Dials("112", options);
        office.Run(2);
        Assert.Contains(Cell, office.Mobile("112").Call.Invite.All("P-Access-Network-Info"));
        Assert.False(office.Mobile("112").Call.Invite.Has("Geolocation"));
        office.Mobile("+48601000202").Dials("401", options);
        office.Run(2);
        Assert.False(office.Mobile("+48601000401").Call.Invite.Has("P-Access-Network-Info"));
    }

    [Fact]
    public void What_the_PBX_tells_of_the_place_goes_before_the_address_of_the_site()
    {
        using var office = TestOffice.Demo(s_located);
        office.Desk("8001").Dials("112", Told(office, "<cid:abc@pbx.example>, <https://lis.example/loc/1>"));
        office.Run(2);
        var invite = office.Mobile("112").Call.Invite;
        Assert.Equal(("<cid:location@192.0.2.1>, <https://lis.example/loc/1>", "no"), (invite["Geolocation"], invite["Geolocation-Routing"]));
        Assert.Equal(Document, Parts(invite).Xml);
    }

    [Fact]
    public void What_the_PBX_tells_of_the_place_goes_nowhere_in_an_ordinary_call()
    {
        using var office = TestOffice.Demo(s_located);
        office.Mobile("+48601000202").Answers();
        office.Desk("8001").Dials("202", Told(office, "<cid:abc@pbx.example>"));
        office.Run(2);
        var invite = office.Mobile("+48601000202").Call.Invite;
        Assert.Equal((false, "application/sdp"), (invite.Has("Geolocation"), invite["Content-Type"]));
        Assert.DoesNotContain("pidf", invite.Body, StringComparison.Ordinal);
    }

    [Fact]
    public void A_place_that_cannot_be_read_does_not_stand_in_the_way_of_the_address()
    {
        using var office = TestOffice.Demo(s_located);
        office.Desk("8001").Dials("112", new DialOptions { Headers = [("Geolocation", "<cid:nothing@pbx.example>")] });
        office.Run(2);
        Assert.Equal("Warszawa", XDocument.Parse(Parts(office.Mobile("112").Call.Invite).Xml).Descendants(s_civic + "A3").Single().Value);
    }

    private static DialOptions Told(TestOffice office, string header) => new()
    {
        Headers = [("Geolocation", header), ("Geolocation-Routing", "no")],
        BodyType = "multipart/mixed;boundary=b1",
        Sdp = $"--b1\r\nContent-Type: application/sdp\r\n\r\n{office.Pbx.Sdp}\r\n--b1\r\nContent-Type: application/pidf+xml\r\nContent-ID: <abc@pbx.example>\r\n\r\n{Document}\r\n--b1--\r\n",
    };

    private static (string Sdp, string Headers, string Xml) Parts(WireMessage invite)
    {
        var boundary = WireMessage.Parameter(invite["Content-Type"], "boundary");
        var parts = invite.Body.Split($"--{boundary}");
        Assert.Equal((4, "--\r\n"), (parts.Length, parts[3]));
        var last = parts[2].Split("\r\n\r\n", 2);
        return (parts[1].Split("\r\n\r\n", 2)[1], last[0].Trim(), last[1][..^2]);
    }

    private static AddressPrefix Prefix(string text) => AddressPrefix.TryParse(text, out var prefix) ? prefix : throw new ArgumentException(text, nameof(text));
}
