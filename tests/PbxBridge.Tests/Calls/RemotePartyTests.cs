using PbxBridge.Testing;
using PbxBridge.Tests.Office;

namespace PbxBridge.Tests.Calls;

/// <summary>The order in which a PBX's word about its caller counts, Remote-Party-ID for peers that know nothing else, refused anonymous callers and names of lines on the wire
/// (PRES-3, PRES-4, §2.3).</summary>
public sealed class RemotePartyTests
{
    private const string Customer = "+48226000000";

    [Theory]
    [InlineData("8001", "P-Preferred-Identity:8002", "Remote-Party-ID:8003")]
    [InlineData("8002", "Remote-Party-ID:8003")]
    [InlineData("8003")]
    public void The_first_header_that_names_a_caller_counts(string shown, params string[] others)
    {
        using var office = TestOffice.Demo();
        var first = shown switch { "8001" => "P-Asserted-Identity", "8002" => "P-Preferred-Identity", _ => "Remote-Party-ID" };
        var headers = others.Select(o => o.Split(':')).Select(o => (o[0], $"<sip:+4822555{o[1]}@{TestOffice.PbxHost}>")).Append((first, $"<sip:+4822555{shown}@{TestOffice.PbxHost}>"));
        office.Desk("8009").Dials("0226000000", new DialOptions { Headers = [.. headers] });
        office.Run(1);
        Assert.Contains($"<sip:+4822555{shown}@", office.Mobile(Customer).Call.Invite["P-Asserted-Identity"], StringComparison.Ordinal);
    }

    [Fact]
    public void A_Remote_Party_ID_of_the_called_party_says_nothing_of_the_caller()
    {
        using var office = TestOffice.Demo();
        office.Desk("8009").Dials("0226000000", new DialOptions { Headers = [("Remote-Party-ID", "<sip:+48225558003@pbx.example>;party=called;privacy=full")] });
        office.Run(1);
        Assert.Contains("+48225558009", office.Mobile(Customer).Call.Invite["P-Asserted-Identity"], StringComparison.Ordinal);
    }

    [Fact]
    public void A_peer_that_wants_it_gets_Remote_Party_ID_and_nobody_else()
    {
        using (var plain = TestOffice.Demo())
        {
            plain.Caller(Customer).Dials("+48225558001");
            plain.Run(1);
            Assert.False(plain.Desk("8001").Call.Invite.Has("Remote-Party-ID"));
        }

        using var office = TestOffice.Demo(new OfficeOptions().WithPbx(t => t with { RemotePartyId = true }).WithMobileTrunk(t => t with { Rpid = true }));
        office.Caller(Customer).Dials("+48225558001");
        office.Run(1);
        Assert.Equal($"<sip:{Customer}@192.0.2.1;user=phone>;party=calling;screen=yes;privacy=off", office.Desk("8001").Call.Invite["Remote-Party-ID"]);
        office.Mobile("+48601000202").Dials("8002");
        office.Run(1);
        Assert.Equal("\"Piotr Zieliński\" <sip:202@192.0.2.1;user=phone>;party=calling;screen=yes;privacy=off", office.Desk("8002").Call.Invite["Remote-Party-ID"]);
        office.Desk("8003").Dials("0226000000");
        office.Run(1);
        Assert.Equal("\"Biurko\" <sip:+48225558003@192.0.2.1;user=phone>;party=calling;screen=yes;privacy=off", office.Mobile(Customer).Call.Invite["Remote-Party-ID"]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Who_withholds_his_number_is_named_inside_the_trust_domain_only(bool trusted)
    {
        using var office = TestOffice.Demo(new OfficeOptions().WithPbx(t => t with { RemotePartyId = true, Trusted = trusted }));
        office.Caller(Customer).Dials("+48225558001", new DialOptions { Headers = [("Privacy", "id")] });
        office.Run(1);
        Assert.Equal(trusted ? $"<sip:{Customer}@192.0.2.1;user=phone>;party=calling;screen=yes;privacy=full" : "", office.Desk("8001").Call.Invite["Remote-Party-ID"]);
    }

    [Fact]
    public void An_anonymous_caller_who_is_not_wanted_gets_433()
    {
        using var office = TestOffice.Demo(new OfficeOptions().WithEmployee("202", e => e with { RejectsAnonymous = true }));
        var call = office.Caller(Customer).Dials("+48601000202", new DialOptions { Headers = [("Privacy", "id")] });
        office.Run(1);
        Assert.Equal(433, call.FinalStatus);
        Assert.Equal("SIP/2.0 433 Anonymity Disallowed", call.Responses[^1].StartLine);
        Assert.StartsWith("Q.850;cause=24;", call.Responses[^1]["Reason"], StringComparison.Ordinal);
        Assert.Empty(office.Mobile("+48601000202").Calls);
    }

    [Theory]
    [InlineData(null, "\"[Sprzedaż] +48226000000\" <sip:+48226000000@192.0.2.1;user=phone>")]
    [InlineData("id", "\"[Sprzedaż] Anonymous\" <sip:anonymous@anonymous.invalid>")]
    public void A_member_sees_by_which_line_a_stranger_calls(string? privacy, string shown)
    {
        using var office = TestOffice.Demo(new OfficeOptions().WithLine("602", l => l with { NamePrefix = "[Sprzedaż]" }));
        office.Caller(Customer).Dials("+48600000003", new DialOptions { Headers = privacy is null ? [] : [("Privacy", privacy)] });
        office.Run(1);
        var invite = office.Mobile("+48601000401").Call.Invite;
        Assert.StartsWith(shown + ";tag=", invite["From"], StringComparison.Ordinal);
        Assert.Equal($"<sip:{Customer}@192.0.2.1;user=phone>", invite["P-Asserted-Identity"]);
    }

    [Fact]
    public void A_colleague_by_a_line_keeps_his_name_behind_the_lines()
    {
        using var office = TestOffice.Demo(new OfficeOptions().WithLine("602", l => l with { NamePrefix = "[Sprzedaż]" }));
        office.Mobile("+48601000202").Dials("602");
        office.Run(1);
        Assert.StartsWith("\"[Sprzedaż] Piotr Zieliński\" <sip:202;", office.Mobile("+48601000401").Call.Invite["From"], StringComparison.Ordinal);
    }
}
