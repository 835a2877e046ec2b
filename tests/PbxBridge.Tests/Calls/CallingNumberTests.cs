using PbxBridge.Tests.Office;

namespace PbxBridge.Tests.Calls;

public sealed class CallingNumberTests
{
    private const string Customer = "+48226000000";

    [Theory]
    [InlineData("<sip:8001@203.0.113.80>", "+48225558001", "a short number of the range")]
    [InlineData("<sip:+48225558777@203.0.113.80>", "+48225558777", "a number of the range")]
    [InlineData("<sip:+48601000201@203.0.113.80>", "+48601000201", "a mobile of the company")]
    [InlineData("<sip:+48123456789@203.0.113.80>", "+48225558000", "a foreign number")]
    [InlineData("\"x\" <sip:112@203.0.113.80>", "+48225558000", "a number that is nobody's")]
    [InlineData("<sip:asterisk@203.0.113.80>", "+48225558000", "a name")]
    public void The_PBX_may_show_numbers_of_its_company_only(string from, string shown, string what)
    {
        _ = what;
        using var office = TestOffice.Demo();
        office.Desk("8001").Dials("0226000000", new() { From = from });
        office.Run(1);
        var invite = office.Mobile(Customer).Call.Invite;
        Assert.Contains($"<sip:{shown}@192.0.2.1;user=phone>", invite["From"], StringComparison.Ordinal);
        Assert.Equal($"<sip:{shown}@192.0.2.1;user=phone>", WithoutName(invite["P-Asserted-Identity"]));
    }

    [Fact]
    public void A_PBX_cannot_assert_the_number_of_somebody_else()
    {
        using var office = TestOffice.Demo();
        office.Desk("8001").Dials("0226000000", new() { Headers = [("P-Asserted-Identity", "<sip:+48502111222@203.0.113.80>")] });
        office.Run(1);
        Assert.DoesNotContain("+48502111222", string.Join('\n', office.Mobile(Customer).Call.Invite.Headers), StringComparison.Ordinal);
    }

    [Fact]
    public void A_softphone_shows_its_owner_whatever_it_writes_into_From()
    {
        using var office = TestOffice.Demo();
        office.Softphone("anna").Dials("0226000000");
        office.Run(1);
        Assert.Contains("<sip:+48601000201@192.0.2.1;user=phone>", office.Mobile(Customer).Call.Invite["From"], StringComparison.Ordinal);
    }

    private static string WithoutName(string value) => value[value.IndexOf('<', StringComparison.Ordinal)..];
}
