using PbxBridge.Testing;
using PbxBridge.Tests.Office;

namespace PbxBridge.Tests.Calls;

public sealed class StrangerTests
{
    private static readonly PhoneDigest Wrong = new("anna", "guess");

    [Theory]
    [InlineData("202")]
    [InlineData("+48226000000")]
    [InlineData("112")]
    [InlineData("500")]
    public void An_INVITE_from_an_unknown_source_gets_401_and_nothing_goes_out(string dialled)
    {
        using var office = TestOffice.Demo();
        var stranger = office.Peer("stranger", "192.0.2.99", 5060);
        var call = stranger.Dial($"sip:{dialled}@192.0.2.1");
        office.Run(2);
        Assert.Equal(401, call.FinalStatus);
        AssertSilent(office);
    }

    [Fact]
    public void A_stranger_who_claims_to_be_the_mobile_network_gets_401()
    {
        using var office = TestOffice.Demo();
        var stranger = office.Peer("mobile", "192.0.2.99", 5070);
        var call = stranger.Dial("sip:202@192.0.2.1", new()
        {
            From = "<sip:+48601000201@ims.example>",
            Headers = [("P-Asserted-Identity", "<sip:+48601000201@ims.example;user=phone>")],
        });
        office.Run(2);
        Assert.NotEqual(200, call.FinalStatus);
        AssertSilent(office);
    }

    [Fact]
    public void A_wrong_password_gets_401_again()
    {
        using var office = TestOffice.Demo();
        var stranger = office.Peer("anna", "192.0.2.99", 5060);
        var call = stranger.Dial("sip:202@192.0.2.1", new() { From = "<sip:anna@192.0.2.1>", Credentials = Wrong });
        office.Run(2);
        Assert.Equal([401, 401], call.Responses.Select(r => r.Status));
        AssertSilent(office);
    }

    [Fact]
    public void Unknown_and_known_users_get_the_same_answer()
    {
        using var office = TestOffice.Demo();
        var answers = new List<string>();
        foreach (var (user, host) in (ReadOnlySpan<(string, string)>)[("anna", "192.0.2.98"), ("nobody", "192.0.2.99")])
        {
            var call = office.Peer(user, host, 5060).Dial("sip:202@192.0.2.1", new() { From = $"<sip:{user}@192.0.2.1>", Credentials = Wrong with { User = user } });
            office.Run(2);
            var answer = call.Responses[^1];
            answers.Add($"{answer.StartLine} {string.Join(", ", answer.Headers.Select(h => h.Name))}");
        }
        Assert.Equal(answers[0], answers[1]);
    }

    [Fact]
    public void With_strangers_ignored_an_INVITE_over_UDP_gets_no_answer()
    {
        using var office = TestOffice.Demo(new() { Security = new() { IgnoreStrangers = true } });
        var stranger = office.Peer("stranger", "192.0.2.99", 5060);
        stranger.Dial("sip:202@192.0.2.1");
        office.Run(40);
        Assert.Empty(stranger.Received);
        AssertSilent(office);
    }

    private static void AssertSilent(TestOffice office)
    {
        Assert.Empty(office.MobileNetwork.Calls);
        Assert.Empty(office.Pbx.Calls);
        Assert.Empty(office.Records);
        Assert.Empty(office.Media.Ports);
    }
}
