using PbxBridge.Configuration;
using PbxBridge.Testing;
using PbxBridge.Tests.Office;

namespace PbxBridge.Tests.Calls;

public sealed class CallerIdentityTests
{
    private const string Anna = "+48601000201";
    private const string Outside = "+48226000000";
    private const string ByName = "<sip:user.name@ims.example>";

    [Theory]
    [InlineData("Privacy", "id")]
    [InlineData("Privacy", "user;id")]
    [InlineData("Remote-Party-ID", "<sip:+48226000000@ims.example>;party=calling;screen=yes;privacy=full")]
    public void Who_asks_for_privacy_is_anonymous_to_the_PBX(string name, string value)
    {
        using var office = TestOffice.Demo();
        office.Caller(Outside).Dials("+48225558001", new DialOptions { Headers = [(name, value)] });
        office.Run(2);
        AssertAnonymous(office.Desk("8001").Call.Invite);
    }

    [Fact]
    public void An_anonymous_From_is_a_wish_for_privacy_though_the_network_asserts_the_number()
    {
        using var office = TestOffice.Demo();
        office.Caller(Outside).Dials("+48225558001", new DialOptions { From = "\"Anonymous\" <sip:anonymous@anonymous.invalid>" });
        office.Run(2);
        AssertAnonymous(office.Desk("8001").Call.Invite);
    }

    [Fact]
    public void Of_two_asserted_identities_the_one_with_the_number_counts()
    {
        using var office = TestOffice.Demo();
        office.Mobile(Anna).Dials("8001", new DialOptions { From = ByName, Headers = [("P-Asserted-Identity", $"<sip:user.name@ims.example>, <tel:{Anna}>")] });
        office.Run(2);
        Assert.StartsWith("\"Anna Kowalska\" <sip:201;", office.Desk("8001").Call.Invite["From"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("P-Preferred-Identity", "<sip:+48601000201@ims.example>")]
    [InlineData("Remote-Party-ID", "<sip:+48601000201@ims.example>;party=calling")]
    [InlineData("Remote-Party-ID", "<sip:+48601000201@ims.example>;party=calling;screen=no")]
    public void Nobody_is_an_employee_by_a_header_that_the_network_does_not_vouch_for(string name, string value)
    {
        using var office = TestOffice.Demo();
        var call = office.Mobile(Anna).Dials("+48501112233", new DialOptions { From = ByName, Headers = [("P-Asserted-Identity", "<sip:user.name@ims.example>"), (name, value)] });
        office.Run(2);
        Assert.Equal(404, call.FinalStatus);
        Assert.Empty(office.Mobile("+48501112233").Calls);
    }

    [Fact]
    public void A_network_outside_the_trust_domain_asserts_nothing()
    {
        using var office = TestOffice.Demo(new OfficeOptions
        {
            Operator = o => o with { Trunks = TestOffice.OperatorTrunks(new TrunkOptions { Peers = [new(TestOffice.MobileHost, 5070)], Trusted = false }) },
        });
        var call = office.Mobile(Anna).Dials("+48501112233");
        office.Run(2);
        Assert.Equal(404, call.FinalStatus);
    }

    [Theory]
    [InlineData("<sip:+48509999999@pbx.example>;reason=unconditional")]
    [InlineData("sip:+48509999999@pbx.example")]
    public void A_PBX_diverts_no_number_that_is_not_its_company_s(string diversion)
    {
        using var office = TestOffice.Demo();
        office.Desk("8001").Dials("+48501112233", new DialOptions { Headers = [("Diversion", diversion)] });
        office.Run(2);
        Assert.False(office.Mobile("+48501112233").Call.Invite.Has("Diversion"));
    }

    [Fact]
    public void A_PBX_diverts_its_own_number()
    {
        using var office = TestOffice.Demo();
        office.Desk("8001").Dials("+48501112233", new DialOptions { Headers = [("Diversion", "<sip:+48225558002@pbx.example>;reason=user-busy")] });
        office.Run(2);
        Assert.Equal("<sip:+48225558002@192.0.2.1;user=phone>;reason=user-busy", office.Mobile("+48501112233").Call.Invite["Diversion"]);
    }

    [Theory]
    [InlineData("<sip:8002@pbx.example>;reason=\"user-busy\"")]
    [InlineData("<tel:8002;phone-context=przyklad.pnp.pbxbridge.example>;reason=User-Busy")]
    public void A_short_number_that_a_PBX_diverts_is_told_outside_as_the_long_one(string diversion)
    {
        using var office = TestOffice.Demo();
        office.Desk("8001").Dials("+48501112233", new DialOptions { Headers = [("Diversion", diversion)] });
        office.Run(2);
        var invite = office.Mobile("+48501112233").Call.Invite;
        Assert.StartsWith("<sip:+48225558002@192.0.2.1;user=phone>;reason=", invite["Diversion"], StringComparison.Ordinal);
        Assert.Equal("<sip:+48225558002@192.0.2.1;user=phone>;index=1, <sip:+48501112233@192.0.2.1;user=phone;cause=486>;index=1.1;mp=1", invite["History-Info"]);
    }

    [Theory]
    [InlineData("history")]
    [InlineData("session;critical")]
    [InlineData("none")]
    public void Privacy_that_is_not_about_the_caller_hides_nobody(string privacy)
    {
        using var office = TestOffice.Demo();
        office.Caller(Outside).Dials("+48225558001", new DialOptions { Headers = [("Privacy", privacy)] });
        office.Run(2);
        Assert.StartsWith($"<sip:{Outside}@", office.Desk("8001").Call.Invite["From"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("history;id")]
    [InlineData("HEADER")]
    [InlineData("session; user")]
    public void Privacy_that_is_about_the_caller_hides_him(string privacy)
    {
        using var office = TestOffice.Demo();
        office.Caller(Outside).Dials("+48225558001", new DialOptions { Headers = [("Privacy", privacy)] });
        office.Run(2);
        AssertAnonymous(office.Desk("8001").Call.Invite);
    }

    [Fact]
    public void A_softphone_diverts_nothing()
    {
        using var office = TestOffice.Demo();
        office.Softphone("anna").Dials("+48501112233", new DialOptions { Headers = [("Diversion", "<sip:+48601000202@x>;reason=unconditional")] });
        office.Run(2);
        Assert.False(office.Mobile("+48501112233").Call.Invite.Has("Diversion"));
    }

    private static void AssertAnonymous(WireMessage invite)
    {
        Assert.StartsWith("\"Anonymous\" <sip:anonymous@anonymous.invalid>", invite["From"], StringComparison.Ordinal);
        Assert.DoesNotContain(invite.Headers, row => row.Value.Contains("226000000", StringComparison.Ordinal));
    }
}
