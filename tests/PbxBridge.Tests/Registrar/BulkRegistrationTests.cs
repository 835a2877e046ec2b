using PbxBridge.Routing.Companies;
using PbxBridge.Testing;
using PbxBridge.Tests.Office;

namespace PbxBridge.Tests.Registrar;

/// <summary>A PBX that registers for all its numbers (RFC 6140, TRK-1…5), or like a phone.</summary>
public sealed class BulkRegistrationTests
{
    private const string Host = "198.51.100.3";
    private const string Contact = $"<sip:{Host}:5060;bnc>";
    private const string Account = "<sip:pbx1@192.0.2.1>";
    private static readonly PhoneDigest s_digest = new("pbx1", "pbx1-word");
    private uint _sequence;

    [Fact]
    public void One_REGISTER_reaches_every_number_of_the_account()
    {
        using var office = Office();
        var pbx = office.Peer("pbx1", Host, 5060);
        var answer = Register(office, pbx, $"<sip:{Host}:5060;line=7;bnc;x>");
        Assert.Equal((200, $"<sip:{Host}:5060;line=7;bnc;x>;expires=3600", "path, gin"), (answer.Status, answer["Contact"], answer["Supported"]));
        foreach (var number in new[] { "+48225558000", "+48225558777" })
        {
            office.Mobile("+48601000202").Dials(number).Cancel();
            office.Run(2);
            var invite = pbx.Call.Invite;
            Assert.Equal(($"sip:{number}@{Host}:5060;line=7;x", $"<sip:{number}@192.0.2.1;user=phone>"), (invite.RequestUri, invite["To"]));
        }
    }

    [Fact]
    public void It_is_reached_where_the_REGISTER_came_from()
    {
        using var office = Office();
        var pbx = office.Peer("pbx1", Host, 40_000);
        Assert.Equal("<sip:192.168.1.2:5060;bnc>;expires=120", Register(office, pbx, "<sip:192.168.1.2:5060;bnc>")["Contact"]);
        var call = office.Mobile("+48601000202").Dials("8001");
        office.Run(2);
        Assert.Equal((PhoneCallState.Answered, "sip:+48225558001@192.168.1.2:5060"), (call.State, pbx.Call.Invite.RequestUri));
        call.HangUp();
        office.Run(1);
        Assert.Contains(pbx.Call.Requests, r => r.Method == "BYE");
        office.Run(120);
        AssertDown(office);
    }

    [Theory]
    [InlineData("<sip:+48225558000@198.51.100.3:5060;bnc>", 400)]
    [InlineData("<sip:198.51.100.3:5060;bnc;user=phone>", 400)]
    [InlineData("<sip:pbx1@198.51.100.3:5060>", 403)]
    public void A_contact_against_the_rules_is_refused_and_the_PBX_stays_down(string contact, int status)
    {
        using var office = Office();
        var pbx = office.Peer("pbx1", Host, 5060);
        Assert.Equal(status, Register(office, pbx, contact).Status);
        AssertDown(office);
    }

    [Fact]
    public void A_phone_that_requires_gin_is_told_that_it_has_one_number()
    {
        using var office = Office();
        var phone = office.Peer("anna", "10.20.30.40", 5062);
        WireMessage? answer = null;
        phone.Register("sip:192.0.2.1", new PhoneDigest("anna", "anna-demo-2026"), response => answer = response, 3600, ("Require", "gin"));
        office.Run(1);
        Assert.Equal((420, "gin"), (answer?.Status, answer?["Unsupported"]));
        office.Rest();
    }

    [Fact]
    public void A_PBX_that_registers_like_a_phone_may_not_require_gin()
    {
        using var office = Office(TrunkRegistration.Pilot);
        var answer = Register(office, office.Peer("pbx1", Host, 5060), Contact);
        Assert.Equal((420, "gin"), (answer.Status, answer["Unsupported"]));
    }

    [Fact]
    public void Another_extension_that_nobody_knows_is_still_named()
    {
        using var office = Office();
        var answer = Register(office, office.Peer("pbx1", Host, 5060), Contact, require: "gin, x-unknown");
        Assert.Equal((420, "x-unknown"), (answer.Status, answer["Unsupported"]));
    }

    [Fact]
    public void Calls_go_by_the_Path_of_the_registration()
    {
        using var office = Office();
        var pbx = office.Peer("pbx1", Host, 5060);
        var edge = office.Peer("edge", Host, 5090);
        var answer = Register(office, pbx, Contact, others: ("Path", $"<sip:{Host}:5090;lr>, <sip:inner.example;lr>"));
        Assert.Equal([$"<sip:{Host}:5090;lr>, <sip:inner.example;lr>"], answer.All("Path"));
        office.Mobile("+48601000202").Dials("8001").Cancel();
        office.Run(2);
        Assert.Equal([$"<sip:{Host}:5090;lr>", "<sip:inner.example;lr>"], edge.Call.Invite.All("Route"));
        Assert.Empty(pbx.Calls);
    }

    [Theory]
    [InlineData("MD5")]
    [InlineData("SHA-256")]
    public void It_calls_from_where_it_has_registered_and_shows_its_password(string algorithm)
    {
        using var office = Office();
        var pbx = office.Peer("pbx1", Host, 5060);
        Assert.Equal(200, Register(office, pbx, Contact, algorithm: algorithm).Status);
        var call = Dial(office, pbx, s_digest);
        Assert.Equal((PhoneCallState.Answered, 1), (call.State, pbx.Responses(401).Count(r => r["CSeq"].EndsWith("INVITE", StringComparison.Ordinal))));
        Assert.Contains("8001", office.Mobile("+48601000202").Call.Invite["From"], StringComparison.Ordinal);
        call.HangUp();
        office.Run(1);
        Assert.Equal(401, Dial(office, pbx, new PhoneDigest("pbx1", "wrong-word")).FinalStatus);
        Assert.Equal("przyklad-pbx", office.Record.InTrunk);
    }

    [Fact]
    public void An_emergency_call_of_a_registered_PBX_needs_no_password()
    {
        using var office = Office();
        var pbx = office.Peer("pbx1", Host, 5060);
        Register(office, pbx, Contact);
        var call = pbx.Dial("sip:112@192.0.2.1", new DialOptions { From = $"<sip:8001@{Host}>" });
        office.Run(2);
        Assert.Equal(PhoneCallState.Answered, call.State);
        Assert.Contains("+48225558001", office.Mobile("112").Call.Invite["From"], StringComparison.Ordinal);
    }

    [Fact]
    public void Before_it_has_registered_it_gets_nothing_through()
    {
        using var office = Office();
        var pbx = office.Peer("pbx1", Host, 5060);
        Assert.Equal(401, Dial(office, pbx, s_digest).FinalStatus);
        Assert.Empty(office.Mobile("+48601000202").Calls);
        AssertDown(office);
        office.Run(60);
    }

    [Theory]
    [InlineData("*")]
    [InlineData(Contact)]
    public void It_takes_its_registration_away(string contact)
    {
        using var office = Office();
        var pbx = office.Peer("pbx1", Host, 5060);
        Register(office, pbx, Contact);
        Assert.False(Register(office, pbx, contact, expires: 0).Has("Contact"));
        AssertDown(office);
    }

    [Fact]
    public void A_registration_that_is_not_refreshed_ends()
    {
        using var office = Office();
        Register(office, office.Peer("pbx1", Host, 5060), Contact, expires: 300);
        office.Run(250);
        Assert.True(office.Bridge.Trunks.Single(t => t.Id == "przyklad-pbx").IsUp);
        office.Run(20);
        AssertDown(office);
    }

    [Fact]
    public void One_number_cannot_leave_the_others_and_does_not_register_by_itself()
    {
        using var office = Office();
        var pbx = office.Peer("pbx1", Host, 5060);
        Register(office, pbx, Contact);
        const string one = "<sip:+48225558001@192.0.2.1>";
        var answer = Register(office, pbx, $"<sip:+48225558001@{Host}>", expires: 0, to: one);
        Assert.Equal(200, answer.Status);
        Assert.StartsWith(Contact, answer["Contact"], StringComparison.Ordinal);
        Assert.Equal(200, Register(office, pbx, "*", expires: 0, to: one).Status);
        Assert.Equal(403, Register(office, pbx, $"<sip:+48225558001@{Host}>", to: one).Status);
        Assert.Equal(403, Register(office, pbx, Contact, to: "<sip:+48602000001@192.0.2.1>").Status);
        office.Mobile("+48601000202").Dials("8001").Cancel();
        office.Run(2);
        Assert.Single(pbx.Calls);
    }

    [Fact]
    public void A_new_password_ends_the_registration_and_other_changes_leave_it()
    {
        using var office = Office();
        var pbx = office.Peer("pbx1", Host, 5060);
        Register(office, pbx, Contact);
        office.OnLoop(() => office.Bridge.Use(office.DirectoryWith(office.Company with { Name = "Inna nazwa" })));
        office.Mobile("+48601000202").Dials("8001").Cancel();
        office.Run(2);
        Assert.Single(pbx.Calls);
        office.OnLoop(() => office.Bridge.Use(office.DirectoryWith(Registering(office.Company, TrunkRegistration.Gin, "other-word"))));
        office.Run(1);
        AssertDown(office);
    }

    [Fact]
    public void A_PBX_that_registers_like_a_phone_gets_every_number_at_its_contact()
    {
        using var office = Office(TrunkRegistration.Pilot);
        var pbx = office.Peer("pbx1", Host, 5060);
        Assert.Equal(200, Register(office, pbx, $"<sip:pbx1@{Host}:5060>", require: null, to: "<sip:+48225558000@192.0.2.1>").Status);
        office.Mobile("+48601000202").Dials("8777").Cancel();
        office.Run(2);
        var invite = pbx.Call.Invite;
        Assert.Equal(
            ($"sip:pbx1@{Host}:5060", "<sip:+48225558777@192.0.2.1;user=phone>", "<sip:+48225558777@192.0.2.1;user=phone>"),
            (invite.RequestUri, invite["To"], invite["P-Called-Party-ID"]));
    }

    private static TestOffice Office(TrunkRegistration registration = TrunkRegistration.Gin) => TestOffice.Demo(new OfficeOptions().With(c => Registering(c, registration, "pbx1-word")));

    private static CompanySnapshot Registering(CompanySnapshot company, TrunkRegistration registration, string password) => company with
    {
        Trunks = [company.Trunks[0] with { Peers = [], Registration = registration, Credentials = new("pbx1", RegistrarStack.Secret("pbx1", company.Realm, password)) }],
    };

    private static PhoneCall Dial(TestOffice office, SipPhone pbx, PhoneDigest digest)
    {
        var call = pbx.Dial("sip:202@192.0.2.1", new DialOptions { From = $"\"Biurko\" <sip:8001@{Host}>", Credentials = digest });
        office.Run(2);
        return call;
    }

    private static void AssertDown(TestOffice office)
    {
        office.Rest();
        Assert.False(office.Bridge.Trunks.Single(t => t.Id == "przyklad-pbx").IsUp);
        var call = office.Caller("+48226000000").Dials("+48225558001");
        office.Run(2);
        Assert.Equal(480, call.FinalStatus);
        Assert.StartsWith("Q.850;cause=38", call.Responses[^1]["Reason"], StringComparison.Ordinal);
    }

    private WireMessage Register(
        TestOffice office, SipPhone pbx, string contact, string? require = "gin", int expires = 3600, string to = Account, string algorithm = "MD5", params (string Name, string Value)[] others)
    {
        var challenge = Send(office, pbx, Next(null));
        var answer = challenge.Status == 401
            ? Send(office, pbx, Next(s_digest.Answer(challenge.All("WWW-Authenticate").First(c => c.Contains($"algorithm={algorithm}", StringComparison.Ordinal)), "REGISTER", "sip:192.0.2.1")))
            : challenge;
        office.Rest();
        return answer;

        WireMessage Next(string? authorization)
        {
            var request = pbx.NewRequest("REGISTER", "sip:192.0.2.1", $"{Account};tag=g1", to, "gin-registration", ++_sequence)
                .With("Contact", contact).With("Expires", $"{expires}").With("Supported", "path");
            if (require is not null)
                request.With("Require", require).With("Proxy-Require", "gin");
            request.Headers.AddRange(others);
            return authorization is null ? request : request.With("Authorization", authorization);
        }
    }

    private static WireMessage Send(TestOffice office, SipPhone pbx, WireMessage request)
    {
        var before = pbx.Received.Count;
        pbx.Send(request);
        office.Run(0.1);
        return pbx.Received.Skip(before).Select(r => r.Message).Single(m => !m.IsRequest && m.CSeq == request.CSeq);
    }
}
