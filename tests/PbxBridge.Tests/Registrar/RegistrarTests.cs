using PbxBridge.Registrar;
using PbxBridge.Sip.Transport;
using PbxBridge.Testing;

namespace PbxBridge.Tests.Registrar;

public sealed class RegistrarTests : IDisposable
{
    private readonly RegistrarStack _stack = new();

    public void Dispose() => _stack.Dispose();

    [Fact]
    public void A_challenge_offers_three_algorithms_with_one_nonce()
    {
        var phone = _stack.Phone();
        var challenge = _stack.Send(phone, _stack.NewRegister(phone));
        Assert.Equal(401, challenge?.Status);
        var offers = challenge!.All("WWW-Authenticate").ToArray();
        Assert.Equal(["SHA-256", "SHA-512-256", "MD5"], offers.Select(o => o.Split("algorithm=")[1].Split(',')[0]));
        Assert.Single(offers.Select(o => o.Split("nonce=\"")[1].Split('"')[0]).Distinct());
        Assert.All(offers, o => Assert.StartsWith("Digest realm=\"pbxbridge\", ", o, StringComparison.Ordinal));
    }

    [Fact]
    public void A_registered_contact_is_listed_with_its_time_and_found()
    {
        var phone = _stack.Phone();
        var response = _stack.Register(phone);
        Assert.Equal(200, response.Status);
        Assert.Equal(["<sip:anna@198.51.100.7:5060>;expires=3600"], response.All("Contact"));
        Assert.Equal("Mon, 05 Jan 2026 08:00:00 GMT", response["Date"]);
        Assert.True(_stack.Registrar.IsRegistered("przyklad", "anna"));
        Assert.False(_stack.Registrar.IsRegistered("przyklad", "piotr"));
        Assert.False(_stack.Registrar.IsRegistered("druga", "anna"));
        var contact = Assert.Single(_stack.Registrar.Of("przyklad", "anna"));
        Assert.Equal("sip:anna@198.51.100.7:5060", System.Text.Encoding.ASCII.GetString(contact.Uri!));
        Assert.Equal(new Flow(TransportKind.Udp, 0, phone.Address), contact.Flow);
        Assert.True(contact.Symmetric);
    }

    [Fact]
    public void The_realm_is_the_domain_of_the_address_when_a_company_has_it()
    {
        var phone = _stack.Phone("ewa");
        var register = _stack.NewRegister(phone, domain: "druga.EXAMPLE");
        Assert.Contains("realm=\"Druga.example\"", _stack.Send(phone, register)!["WWW-Authenticate"], StringComparison.Ordinal);
        Assert.Equal(200, _stack.Prove(phone, _stack.NewRegister(phone, domain: "druga.example"))?.Status);
        Assert.True(_stack.Registrar.IsRegistered("druga", "ewa"));
    }

    [Fact]
    public void A_user_registers_itself_only()
    {
        var phone = _stack.Phone("anna");
        var register = _stack.NewRegister(phone).Set("To", "<sip:piotr@192.0.2.1>");
        Assert.Equal(403, _stack.Prove(phone, register)?.Status);
        Assert.Equal(0, _stack.Registrar.Count);
    }

    [Fact]
    public void A_question_without_contact_lists_what_is_there()
    {
        var phone = _stack.Phone();
        _stack.Register(phone);
        _stack.Run(100);
        var answer = _stack.Register(phone, contact: "");
        Assert.Equal(["<sip:anna@198.51.100.7:5060>;expires=3500"], answer.All("Contact"));
    }

    [Theory]
    [InlineData(null, null, 3600)]
    [InlineData(600, null, 600)]
    [InlineData(600, "900", 900)]
    [InlineData(90000, null, 7200)]
    [InlineData(60, null, 60)]
    [InlineData(600, "soon", 3600)]
    public void The_time_comes_from_the_contact_then_the_header_then_us(int? header, string? parameter, int granted)
    {
        var phone = _stack.Phone();
        var contact = parameter is null ? phone.Contact : $"{phone.Contact};expires={parameter}";
        var response = _stack.Register(phone, contact, header);
        Assert.Equal([$"<sip:anna@198.51.100.7:5060>;expires={granted}"], response.All("Contact"));
    }

    [Fact]
    public void Too_short_a_time_is_refused_with_the_least()
    {
        var response = _stack.Register(_stack.Phone(), expires: 59);
        Assert.Equal((423, "60"), (response.Status, response["Min-Expires"]));
        Assert.Equal(0, _stack.Registrar.Count);
    }

    [Theory]
    [InlineData("<sip:anna@10.0.0.5:5060>", TransportKind.Udp, 120)]
    [InlineData("<sip:anna@phone.local>", TransportKind.Udp, 120)]
    [InlineData("<sip:anna@10.0.0.5:5060;transport=tcp>", TransportKind.Tcp, 300)]
    [InlineData("<sip:anna@198.51.100.7:1234;transport=tcp>", TransportKind.Tcp, 3600)]
    public void Behind_NAT_the_time_is_short(string contact, TransportKind transport, int granted)
    {
        var response = _stack.Register(_stack.Phone(transport: transport), contact, 3600);
        Assert.EndsWith($";expires={granted}", response["Contact"], StringComparison.Ordinal);
    }

    [Fact]
    public void A_binding_ends_when_its_time_is_over()
    {
        var phone = _stack.Phone();
        _stack.Register(phone, expires: 60);
        _stack.Run(59.9);
        Assert.True(_stack.Registrar.IsRegistered("przyklad", "anna"));
        _stack.Run(0.2);
        Assert.False(_stack.Registrar.IsRegistered("przyklad", "anna"));
        Assert.Equal((0, 0), (_stack.Registrar.Count, _stack.Bindings.UserCount));
        Assert.False(_stack.Registrar.IsRegisteredFlow(new Flow(TransportKind.Udp, 0, phone.Address)));
        Assert.Equal([BindingEvent.Added, BindingEvent.Expired], _stack.Changes.Select(c => c.What));
    }

    [Fact]
    public void A_refresh_starts_the_time_again()
    {
        var phone = _stack.Phone();
        _stack.Register(phone, expires: 60);
        _stack.Run(50);
        Assert.Equal(["<sip:anna@198.51.100.7:5060>;expires=60"], _stack.Register(phone, expires: 60).All("Contact"));
        _stack.Run(50);
        Assert.Equal(1, _stack.Registrar.Count);
        _stack.Run(11);
        Assert.Equal(0, _stack.Registrar.Count);
    }

    [Fact]
    public void Expires_0_takes_one_contact_away()
    {
        var phone = _stack.Phone();
        _stack.Register(phone);
        _stack.Register(phone, "<sip:anna@198.51.100.7:5070>", callId: "other");
        var response = _stack.Register(phone, phone.Contact + ";expires=0", 3600);
        Assert.Equal(["<sip:anna@198.51.100.7:5070>;expires=3600"], response.All("Contact"));
    }

    [Fact]
    public void A_star_with_Expires_0_takes_all_away()
    {
        var phone = _stack.Phone();
        _stack.Register(phone);
        _stack.Register(phone, "<sip:anna@198.51.100.7:5070>", callId: "other");
        var response = _stack.Register(phone, "*", 0);
        Assert.Equal(200, response.Status);
        Assert.Empty(response.All("Contact"));
        Assert.Equal(0, _stack.Registrar.Count);
    }

    [Theory]
    [InlineData("*", null)]
    [InlineData("*", 60)]
    [InlineData("*, <sip:anna@198.51.100.7>", 0)]
    [InlineData("<tel:+48601000201>", 600)]
    [InlineData("<sip:anna@198.51.100.7?Subject=x>", 600)]
    public void A_contact_that_breaks_the_rules_changes_nothing(string contact, int? expires)
    {
        var phone = _stack.Phone();
        _stack.Register(phone);
        Assert.Equal(400, _stack.Register(phone, contact, expires).Status);
        Assert.Equal(1, _stack.Registrar.Count);
    }

    [Fact]
    public void One_bad_contact_of_two_changes_nothing()
    {
        var phone = _stack.Phone();
        Assert.Equal(423, _stack.Register(phone, "<sip:anna@198.51.100.7:1>, <sip:anna@198.51.100.7:2>;expires=5").Status);
        Assert.Equal(0, _stack.Registrar.Count);
    }

    [Fact]
    public void A_late_request_of_the_same_Call_ID_is_refused_whole()
    {
        var phone = _stack.Phone();
        var challenge = _stack.Send(phone, _stack.NewRegister(phone))!;
        var digest = new PhoneDigest("anna", "anna-word");
        var first = _stack.Proved(phone, _stack.NewRegister(phone), challenge, digest);
        var second = _stack.Proved(phone, _stack.NewRegister(phone, "<sip:anna@198.51.100.7:9>, <sip:anna@198.51.100.7:5060>;expires=0"), challenge, digest);
        Assert.Equal(200, _stack.Send(phone, first)?.Status);
        _stack.Run(40);
        second.Set("CSeq", first["CSeq"]);
        Assert.Equal(500, _stack.Send(phone, second)?.Status);
        Assert.Equal(["sip:anna@198.51.100.7:5060"], Uris());

        var star = _stack.Proved(phone, _stack.NewRegister(phone, "*", 0), challenge, digest).Set("CSeq", $"{first.CSeq - 1} REGISTER");
        Assert.Equal(500, _stack.Send(phone, star)?.Status);
        Assert.Equal(1, _stack.Registrar.Count);
    }

    [Fact]
    public void Another_Call_ID_may_have_a_lower_CSeq()
    {
        var phone = _stack.Phone();
        var challenge = _stack.Send(phone, _stack.NewRegister(phone))!;
        var digest = new PhoneDigest("anna", "anna-word");
        Assert.Equal(200, _stack.Send(phone, _stack.Proved(phone, _stack.NewRegister(phone), challenge, digest))?.Status);
        var restarted = _stack.Proved(phone, _stack.NewRegister(phone, callId: "after-reboot"), challenge, digest).Set("CSeq", "1 REGISTER");
        Assert.Equal(200, _stack.Send(phone, restarted)?.Status);
        Assert.Equal(1, _stack.Registrar.Count);
    }

    [Fact]
    public void A_sixth_contact_takes_the_place_of_the_one_refreshed_longest_ago()
    {
        var phone = _stack.Phone();
        for (var port = 1; port <= 5; port++)
        {
            _stack.Register(phone, $"<sip:anna@198.51.100.7:{port}>", callId: $"c{port}");
            _stack.Run(1);
        }
        _stack.Register(phone, "<sip:anna@198.51.100.7:1>", callId: "c1");
        _stack.Run(1);
        var response = _stack.Register(phone, "<sip:anna@198.51.100.7:6>", callId: "c6");
        Assert.Equal(5, response.All("Contact").Count());
        Assert.Equal([3, 4, 5, 1, 6], Uris().Select(uri => int.Parse(uri.Split(':')[2], null)));
        Assert.Equal(BindingEvent.Replaced, _stack.Changes[^2].What);
    }

    [Fact]
    public void Six_contacts_at_once_are_refused()
    {
        var contacts = string.Join(", ", Enumerable.Range(1, 6).Select(port => $"<sip:anna@198.51.100.7:{port}>"));
        Assert.Equal(403, _stack.Register(_stack.Phone(), contacts).Status);
        Assert.Equal(0, _stack.Registrar.Count);
    }

    [Fact]
    public void The_same_phone_with_a_new_address_has_one_contact()
    {
        const string instance = ";+sip.instance=\"<urn:uuid:00000000-0000-1000-8000-000A95A0E128>\";reg-id=";
        var phone = _stack.Phone();
        _stack.Register(phone, "<sip:anna@198.51.100.7:1>" + instance + "1", callId: "a");
        var moved = _stack.Register(phone, "<sip:anna@198.51.100.7:2>" + instance + "1", callId: "b");
        Assert.Equal(["<sip:anna@198.51.100.7:2>" + instance + "1;expires=3600"], moved.All("Contact"));
        _stack.Register(phone, "<sip:anna@198.51.100.7:3>" + instance + "2", callId: "c");
        Assert.Equal(["sip:anna@198.51.100.7:2", "sip:anna@198.51.100.7:3"], Uris());
    }

    [Fact]
    public void Path_is_kept_and_echoed_for_a_phone_that_supports_it()
    {
        var phone = _stack.Phone();
        WireMessage Register() => _stack.NewRegister(phone, "<sip:anna@10.0.0.5>").With("Path", "<sip:edge1.example;lr>").With("Path", "<sip:edge2.example;lr>");
        Assert.False(_stack.Prove(phone, Register())!.Has("Path"));
        Assert.Empty(Assert.Single(_stack.Bindings.All).Registration.Path);

        var response = _stack.Prove(phone, Register().With("Supported", "path"))!;
        Assert.Equal(["<sip:edge1.example;lr>", "<sip:edge2.example;lr>"], response.All("Path"));
        Assert.Equal(2, Assert.Single(_stack.Bindings.All).Registration.Path.Length);
        Assert.EndsWith(";expires=3600", response["Contact"], StringComparison.Ordinal);
    }

    [Fact]
    public void Require_path_is_met()
    {
        var phone = _stack.Phone();
        Assert.NotEqual(420, _stack.Send(phone, _stack.NewRegister(phone).With("Require", "path"))!.Status);
    }

    [Fact]
    public void Require_gin_is_refused_with_its_name()
    {
        var phone = _stack.Phone();
        var response = _stack.Prove(phone, _stack.NewRegister(phone).With("Require", "gin"))!;
        Assert.Equal((420, "gin"), (response.Status, response["Unsupported"]));
    }

    private string[] Uris() => [.. _stack.Bindings.All.Select(b => System.Text.Encoding.ASCII.GetString(b.Contact.Uri))];
}
