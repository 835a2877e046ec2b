using PbxBridge.Routing.Numbering;

namespace PbxBridge.Routing.Tests.Numbering;

public sealed class NumberingDataTests
{
    [Theory]
    [InlineData("+12025551234", "NAM", "United States and Canada")]
    [InlineData("+12425551234", "WLD", "Bahamas")]
    [InlineData("+18765551234", "WLD", "Jamaica")]
    [InlineData("+74951234567", "EUR", "Russia")]
    [InlineData("+77011234567", "WLD", "Kazakhstan")]
    [InlineData("+76011234567", "WLD", "Kazakhstan")]
    [InlineData("+4930123456", "EU", "Germany")]
    [InlineData("+442071234567", "EUR", "United Kingdom")]
    [InlineData("+41441234567", "EUR", "Switzerland")]
    [InlineData("+4712345678", "EU", "Norway")]
    [InlineData("+35312345678", "EU", "Ireland")]
    [InlineData("+390669812345", "EUR", "Vatican City")]
    [InlineData("+390612345678", "EU", "Italy")]
    [InlineData("+5351234567", "WLD", "Cuba")]
    [InlineData("+80012345678", "WLD", "International freephone service")]
    public void Country_is_the_longest_prefix(string number, string zone, string name)
    {
        var country = ShippedNumbering.Data.Country(number.AsSpan(1))!;
        Assert.Equal((zone, name, NumberClass.International), (country.Zone, country.English, country.Class));
    }

    [Theory]
    [InlineData("870")]
    [InlineData("881")]
    [InlineData("882")]
    [InlineData("883")]
    [InlineData("979")]
    public void Satellite_and_premium_networks_are_a_class_of_their_own(string code) =>
        Assert.Equal(NumberClass.Satellite, ShippedNumbering.Data.ClassOf(new($"+{code}12345678")));

    // ITU-T E.164: codes that no country has, or that are reserved.
    [Theory]
    [InlineData("210")]
    [InlineData("214")]
    [InlineData("259")]
    [InlineData("280")]
    [InlineData("384")]
    [InlineData("422")]
    [InlineData("671")]
    [InlineData("693")]
    [InlineData("830")]
    [InlineData("851")]
    [InlineData("969")]
    [InlineData("978")]
    [InlineData("997")]
    [InlineData("999")]
    public void Unassigned_codes_have_no_zone(string code) => Assert.Null(ShippedNumbering.Data.Country(code + "1234567"));

    [Theory]
    [InlineData("481234567", NumberClass.FixedNational, "48")]
    [InlineData("2219115", NumberClass.ShortSpecial, "22")]
    [InlineData("2220115", null, null)]
    [InlineData("641234", NumberClass.Pager, null)]
    [InlineData("64123", null, null)]
    [InlineData("705123456", NumberClass.Premium, null)]
    [InlineData("802123456", NumberClass.SharedCost, null)]
    [InlineData("391234567", NumberClass.VoipNomadic, null)]
    [InlineData("261234567", NumberClass.Government, null)]
    [InlineData("201234567", NumberClass.DataAccess, null)]
    [InlineData("301234567", null, null)]
    [InlineData("60123456", null, null)]
    [InlineData("1", null, null)]
    [InlineData("", null, null)]
    public void National_numbers_are_classified_by_prefix_and_length(string nsn, NumberClass? kind, string? area)
    {
        Assert.Equal(kind, ShippedNumbering.Data.National(nsn, out var found)?.Class);
        Assert.Equal(area, found?.Code);
    }

    [Theory]
    [InlineData("+48221234567", true)]
    [InlineData("+48601234567", true)]
    [InlineData("+48391234567", true)]
    [InlineData("+4930123456", true)]
    [InlineData("+48800123456", false)]
    [InlineData("+48801123456", false)]
    [InlineData("+48700123456", false)]
    [InlineData("+4822123456", false)]
    [InlineData("+99912345678", false)]
    [InlineData("112", false)]
    [InlineData("118913", false)]
    public void Only_a_real_ordinary_number_may_be_shown_as_caller(string number, bool legal) =>
        Assert.Equal(legal, ShippedNumbering.Data.IsLegalCli(new(number)));
}
