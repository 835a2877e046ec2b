using PbxBridge.Routing.Areas;

namespace PbxBridge.Routing.Tests.Areas;

/// <summary>P-Access-Network-Info (RFC 7315 §4.4, RFC 7913), with the live values of domain §3.2 and §10.1.</summary>
public sealed class AccessNetworkTests
{
    [Theory]
    [InlineData("3GPP-E-UTRAN-FDD;utran-cell-id-3gpp=260021a2b0c0ffee;network-provided", "eutran:260-02:1a2b:0c0ffee")]
    [InlineData("3GPP-E-UTRAN-FDD;utran-cell-id-3gpp=208152402668CC53", "eutran:208-15:2402:668cc53")]
    [InlineData("3GPP-E-UTRAN-TDD;utran-cell-id-3gpp=216302ee2003a107", "eutran:216-30:2ee2:003a107")]
    [InlineData("3GPP-E-UTRAN;utran-cell-id-3gpp=3114800000011C000", "eutran:311-480:0000:011c000")]
    [InlineData("3GPP-GERAN;cgi-3gpp=2600212345678", "geran:260-02:1234:5678")]
    [InlineData("3GPP-GERAN; cgi-3gpp = \"26002ABCDEF01\" ; network-provided", "geran:260-02:abcd:ef01")]
    [InlineData("3GPP-UTRAN-FDD;utran-cell-id-3gpp=2600212340C0FFEE", "utran:260-02:1234:0c0ffee")]
    [InlineData("3GPP-UTRAN-TDD;utran-cell-id-3gpp=\"2600212340C0FFEE\"", "utran:260-02:1234:0c0ffee")]
    [InlineData("3GPP-NR;utran-cell-id-3gpp=26002ab12cd012345678;network-provided", "nr:260-02:ab12cd:012345678")]
    [InlineData("3gpp-nr-tdd;UTRAN-CELL-ID-3GPP=26002ab12cd012345678", "nr:260-02:ab12cd:012345678")]
    [InlineData("3GPP-E-UTRAN-FDD;local-time-zone=\"2026-11-22T12:00:00+01:00, +1\";utran-cell-id-3gpp=260021a2b0c0ffee", "eutran:260-02:1a2b:0c0ffee")]
    public void A_cell_has_one_spelling(string header, string key) => Assert.Equal(key, AccessNetwork.Best([header])?.Cell?.Value);

    [Theory]
    [InlineData("3GPP-E-UTRAN-FDD;utran-cell-id-3gpp=260021a2b0c0ffe", "260")]
    [InlineData("3GPP-E-UTRAN-FDD;utran-cell-id-3gpp=260021a2b0c0ffee0", "260")]
    [InlineData("3GPP-E-UTRAN-FDD;utran-cell-id-3gpp=260021a2b0c0ffex", "260")]
    [InlineData("3GPP-E-UTRAN-FDD;utran-cell-id-3gpp=2600a1a2b0c0ffee", "260")]
    [InlineData("3GPP-E-UTRAN-FDD;utran-cell-id-3gpp=310021a2b0c0ffee", "310")]
    [InlineData("3GPP-NR;utran-cell-id-3gpp=260021a2b0c0ffee", "260")]
    [InlineData("3GPP-GERAN;utran-cell-id-3gpp=2600212345678", null)]
    [InlineData("3GPP-E-UTRAN-FDD;utran-cell-id-3gpp=x", null)]
    [InlineData("3GPP-E-UTRAN-FDD;utran-cell-id-3gpp=", null)]
    [InlineData("3GPP-E-UTRAN-FDD", null)]
    [InlineData("IEEE-802.11;i-wlan-node-id=zz", null)]
    [InlineData("DSL;dsl-location=\"a;b,c\"", null)]
    public void What_is_not_in_its_layout_is_no_cell(string header, string? country)
    {
        var access = AccessNetwork.Best([header])!;
        Assert.Null(access.Cell);
        Assert.Null(access.AccessPoint);
        Assert.Equal(country, access.CountryCode);
    }

    [Fact]
    public void The_networks_word_goes_before_the_phones_wherever_it_stands()
    {
        const string phone = "3GPP-E-UTRAN-FDD;utran-cell-id-3gpp=2600299990000001";
        const string network = "3GPP-E-UTRAN-FDD;utran-cell-id-3gpp=260021a2b0c0ffee;network-provided";
        string[][] messages = [[phone, network], [network, phone], [$"{phone}, {network}"], [$"{network},{phone}"], ["DSL;network-provided", network, phone]];
        foreach (var headers in messages)
        {
            var access = AccessNetwork.Best(headers)!;
            Assert.Equal((true, "eutran:260-02:1a2b:0c0ffee"), (access.NetworkProvided, access.Cell?.Value));
        }

        Assert.False(AccessNetwork.Best([phone])!.NetworkProvided);
        Assert.False(AccessNetwork.Best(["3GPP-E-UTRAN-FDD;x=\"network-provided\";utran-cell-id-3gpp=260021a2b0c0ffee"])!.NetworkProvided);
    }

    [Theory]
    [InlineData("IEEE-802.11;i-wlan-node-id=001122AABBCC;network-provided")]
    [InlineData("IEEE-802.11ac;i-wlan-node-id=\"00:11:22:aa:bb:cc\"")]
    [InlineData("IEEE-802.11n;i-wlan-node-id=00-11-22-AA-BB-CC")]
    public void An_access_point_has_one_spelling(string header) => Assert.Equal("001122aabbcc", AccessNetwork.Best([header])!.AccessPoint);

    [Fact]
    public void Nothing_and_nonsense_are_nothing()
    {
        Assert.Null(AccessNetwork.Best([]));
        Assert.Null(AccessNetwork.Best(["", " , ;x", ";"]));
        var random = new Random(5);
        const string letters = "3GPP-E-UTRAN;utran-cell-id-3gpp=260021a2b0c0ffee,\"\\ x";
        for (var i = 0; i < 20_000; i++)
            AccessNetwork.Best([new string([.. Enumerable.Range(0, random.Next(60)).Select(_ => letters[random.Next(letters.Length)])])]);
    }

    [Theory]
    [InlineData("eutran:260-02:1a2b:0c0ffee", true)]
    [InlineData("geran:260-02:1a2b:0c0f", true)]
    [InlineData("nr:260-02:1a2b3c:0c0ffee00", true)]
    [InlineData("utran:311-480:0000:011c000", true)]
    [InlineData("lte:260-02:1a2b:0c0ffee", false)]
    [InlineData("eutran:260-2:1a2b:0c0ffee", false)]
    [InlineData("eutran:260-002:1a2b:0c0ffee", false)]
    [InlineData("eutran:311-48:0000:011c000", false)]
    [InlineData("eutran:260-02:1A2B:0c0ffee", false)]
    [InlineData("eutran:260-02:1a2b:0c0ffee:", false)]
    [InlineData("", false)]
    public void Keys_are_read_in_their_one_spelling(string text, bool valid) => Assert.Equal(valid, CellKey.TryParse(text, out _));
}
