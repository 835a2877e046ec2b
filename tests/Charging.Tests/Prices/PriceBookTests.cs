using PbxBridge.Charging.Prices;

namespace PbxBridge.Charging.Tests.Prices;

public sealed class PriceBookTests
{
    private static readonly PriceBook Demo = PriceBook.Of([DemoPrices.List]);

    private static readonly DateTimeOffset Now = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(RateClass.Emergency, "112")]
    [InlineData(RateClass.Harmonised, "116000")]
    [InlineData(RateClass.Freephone, "+48800123456")]
    public void Emergency_harmonised_and_freephone_calls_are_free_under_any_list(RateClass kind, string number)
    {
        Assert.Equal(PriceAnswer.Free, Demo.Find(Ask(kind, number)));
        Assert.Equal(PriceAnswer.Free, PriceBook.Empty.Find(Ask(kind, number)));
    }

    [Theory]
    [InlineData(RateClass.OnNet, "+48601000201", null, "on-net")]
    [InlineData(RateClass.PartnerNumber, "+48221234567", null, "on-net")]
    [InlineData(RateClass.PartnerNetwork, "+48601999999", null, "on-net")]
    [InlineData(RateClass.MobileOwnOperator, "+48602900000", null, "domestic")]
    [InlineData(RateClass.MobileOther, "+48501000000", null, "domestic")]
    [InlineData(RateClass.FixedLocal, "+48225551234", null, "domestic")]
    [InlineData(RateClass.FixedNational, "+48915551234", null, "domestic")]
    [InlineData(RateClass.VoipNomadic, "+48391234567", null, "domestic")]
    [InlineData(RateClass.Government, "+48261234567", null, "domestic")]
    [InlineData(RateClass.SharedCost, "+48801123456", null, "shared-cost")]
    [InlineData(RateClass.ShortSpecial, "+482219115", null, "city")]
    [InlineData(RateClass.Premium, "+48703123456", null, "premium")]
    [InlineData(RateClass.International, "+493012345", "EU", "eu")]
    public void The_demo_list_prices_each_class(RateClass kind, string number, string? zone, string item) =>
        Assert.Equal(new PriceItem("demo", 1, item), Demo.Find(Ask(kind, number, zone)).Row?.Item);

    // RAT-1: an unrated call is never free.
    [Theory]
    [InlineData(RateClass.Unrated, "+48601000201", null)]
    [InlineData(RateClass.SharedCost, "+48806123456", null)]
    [InlineData(RateClass.Directory, "118913", null)]
    [InlineData(RateClass.ShortSpecial, "+486119115", null)]
    [InlineData(RateClass.ShortPublic, "989", null)]
    [InlineData(RateClass.International, "+12125551234", "NAM")]
    [InlineData(RateClass.International, "+12125551234", null)]
    [InlineData(RateClass.Satellite, "+881612345678", null)]
    public void What_no_list_prices_is_unrated_and_not_free(RateClass kind, string number, string? zone)
    {
        var answer = Demo.Find(Ask(kind, number, zone));
        Assert.True(answer.IsUnrated);
        Assert.False(answer.IsFree);
        Assert.True(PriceBook.Empty.Find(Ask(RateClass.OnNet, "+48601000201")).IsUnrated);
    }

    [Fact]
    public void The_number_goes_before_the_longest_prefix_and_that_before_the_zone()
    {
        var book = PriceBook.Of([DemoPrices.Only(
            "{}", Row("n", "international", "numbers", "+12465550000"), Row("p4", "international", "prefixes", "+1246"), Row("p1", "international", "prefixes", "+1"),
            Row("z", "international", "zones", "NAM"), Row("v", "premium", "numbers", "+48704111111"), Row("x", "premium", "prefixes", "+4870", "+48704"))]);
        string? Item(RateClass kind, string number, string? zone = "NAM") => book.Find(Ask(kind, number, zone)).Row?.Item.Item;
        Assert.Equal("n", Item(RateClass.International, "+12465550000"));
        Assert.Equal("p4", Item(RateClass.International, "+12465550001"));
        Assert.Equal("p1", Item(RateClass.International, "+12455550001"));
        Assert.Equal("z", Item(RateClass.International, "+52123456789"));
        Assert.Null(Item(RateClass.International, "+52123456789", "WLD"));
        Assert.Equal("v", Item(RateClass.Premium, "+48704111111"));
        Assert.Equal("x", Item(RateClass.Premium, "+48704111112"));
        Assert.Equal("x", Item(RateClass.Premium, "+48701111112"));
        Assert.Null(Item(RateClass.Premium, "4870"));
    }

    [Fact]
    public void A_prefix_prices_its_own_class_alone()
    {
        var book = PriceBook.Of([DemoPrices.Only("{}", Row("p", "premium", "prefixes", "+48"))]);
        Assert.True(book.Find(Ask(RateClass.SharedCost, "+48801123456")).IsUnrated);
        Assert.True(book.Find(Ask(RateClass.OnNet, "+48601000201")).IsUnrated);
    }

    // P6: two companies, same call, different cost.
    [Fact]
    public void A_companys_own_rows_go_before_those_of_the_default_list()
    {
        var own = DemoPrices.Only("""{"id":"przyklad-2026","company":"przyklad"}""", Row("cheap", "mobileOther"), Row("vote", "premium", "prefixes", "+487"));
        var book = PriceBook.Of([DemoPrices.List, own]);
        Assert.Equal(new("przyklad-2026", 1, "cheap"), book.Find(Ask(RateClass.MobileOther, "+48501000000")).Row!.Item);
        Assert.Equal(new("demo", 1, "domestic"), book.Find(Ask(RateClass.FixedLocal, "+48225551234")).Row!.Item);
        Assert.Equal(new("demo", 1, "domestic"), book.Find(Ask(RateClass.MobileOther, "+48501000000") with { Company = "other" }).Row!.Item);

        // However exact: the default list's prefix is longer.
        Assert.Equal("vote", book.Find(Ask(RateClass.Premium, "+48703123456")).Row!.Item.Item);
    }

    [Fact]
    public void A_row_for_partners_anywhere_goes_before_the_on_net_price_that_stands_in()
    {
        var own = DemoPrices.Only("""{"id":"own","company":"przyklad"}""", Row("cheap", "onNet"));
        Assert.Equal("cheap", PriceBook.Of([DemoPrices.List, own]).Find(Ask(RateClass.PartnerNetwork, "+48601999999")).Row!.Item.Item);
        var withPartners = DemoPrices.Edition(("calls/-", Row("partners", "partnerNetwork")));
        Assert.Equal("partners", PriceBook.Of([withPartners, own]).Find(Ask(RateClass.PartnerNetwork, "+48601999999")).Row!.Item.Item);
        Assert.Equal("cheap", PriceBook.Of([withPartners, own]).Find(Ask(RateClass.PartnerNumber, "+48221234567")).Row!.Item.Item);
    }

    [Theory]
    [InlineData(RateClass.OnNet, "area-on-net")]
    [InlineData(RateClass.MobileOwnOperator, "area-domestic")]
    [InlineData(RateClass.FixedLocal, "area-domestic")]
    [InlineData(RateClass.PartnerNumber, "on-net")]
    [InlineData(RateClass.MobileOther, "domestic")]
    [InlineData(RateClass.FixedNational, "domestic")]
    [InlineData(RateClass.Premium, "premium")]
    public void The_company_area_has_its_price_for_three_classes(RateClass kind, string item)
    {
        var number = kind == RateClass.Premium ? "+48703123456" : "+48601000201";
        var answer = Demo.Find(Ask(kind, number) with { InArea = true });
        Assert.Equal(item, answer.Row!.Item.Item);
        Assert.Equal(item.StartsWith("area", StringComparison.Ordinal), answer.IsInArea);
    }

    // AREA-6: the lower of both.
    [Theory]
    [InlineData("""{"price":0.2901,"per":60}""", "domestic")]
    [InlineData("""{"price":0.29,"per":60}""", "area-domestic")]
    [InlineData("""{"price":0.29,"per":60,"connectionFee":0.01}""", "domestic")]
    [InlineData("""{"price":0.05,"per":60,"first":60,"next":60}""", "area-domestic")]
    [InlineData("""{"price":0.10,"per":60,"connectionFee":0.19}""", "area-domestic")]
    [InlineData("""{"price":0.35,"per":60,"basis":"gross"}""", "area-domestic")]
    public void The_price_of_the_area_is_taken_where_it_is_no_higher(string tariff, string item)
    {
        var row = """{"id":"area-domestic","name":{"pl":"a","en":"a"},"classes":["mobileOwnOperator"],"area":true,""" + tariff[1..];
        var book = PriceBook.Of([DemoPrices.Edition(("calls/7", row))]);
        Assert.Equal(item, book.Find(Ask(RateClass.MobileOwnOperator, "+48602900000") with { InArea = true }).Row!.Item.Item);
    }

    [Fact]
    public void An_area_price_without_a_normal_one_counts_in_the_area_alone()
    {
        var book = PriceBook.Of([DemoPrices.Only("{}", Row("a", "onNet").Replace("\"per\"", "\"area\":true,\"per\"", StringComparison.Ordinal))]);
        Assert.True(book.Find(Ask(RateClass.OnNet, "+48601000201")).IsUnrated);
        Assert.Equal("a", book.Find(Ask(RateClass.OnNet, "+48601000201") with { InArea = true }).Row!.Item.Item);
    }

    // D4: where the private lists say nothing the price list's own class counts.
    [Fact]
    public void Private_prepaid_calls_have_the_private_list_and_else_the_business_price()
    {
        var personal = DemoPrices.Only("""{"id":"personal","use":"private","basis":"gross"}""", Row("mobile", "mobileOther"));
        var book = PriceBook.Of([DemoPrices.List, personal]);
        Assert.Equal("mobile", book.Find(Ask(RateClass.MobileOther, "+48501000000") with { Use = PriceUse.Private }).Row!.Item.Item);
        Assert.Equal("domestic", book.Find(Ask(RateClass.MobileOther, "+48501000000")).Row!.Item.Item);
        Assert.Equal("on-net", book.Find(Ask(RateClass.OnNet, "+48601000201") with { Use = PriceUse.Private }).Row!.Item.Item);
    }

    // RAT-6, P6: midnights of Warsaw on either side of a change of the clocks.
    [Theory]
    [InlineData("2026-03-29", "2026-03-28T23:00:00Z")]
    [InlineData("2026-03-30", "2026-03-29T22:00:00Z")]
    [InlineData("2026-10-25", "2026-10-24T22:00:00Z")]
    [InlineData("2026-10-26", "2026-10-25T23:00:00Z")]
    public void A_new_version_counts_from_the_midnight_of_warsaw(string day, string instant)
    {
        var from = DateTimeOffset.Parse(instant, System.Globalization.CultureInfo.InvariantCulture);
        var book = PriceBook.Of([DemoPrices.List, DemoPrices.Edition(("version", "2"), ("validFrom", $"\"{day}\""))]);
        Assert.Equal(1, book.Find(Ask(RateClass.OnNet, "+48601000201") with { At = from.AddTicks(-1) }).Row!.Item.Version);
        Assert.Equal(2, book.Find(Ask(RateClass.OnNet, "+48601000201") with { At = from }).Row!.Item.Version);
    }

    [Fact]
    public void A_version_that_is_over_leaves_the_one_below_it()
    {
        var offer = DemoPrices.Edition(("version", "2"), ("validFrom", "\"2026-11-01\""), ("validTo", "\"2026-12-01\""));
        var book = PriceBook.Of([offer, DemoPrices.List]);
        int? Version(string at) => book.List(null, PriceUse.Business, DateTimeOffset.Parse(at, System.Globalization.CultureInfo.InvariantCulture))?.Head.Version;
        Assert.Equal(1, Version("2026-10-31T22:59:59Z"));
        Assert.Equal(2, Version("2026-10-31T23:00:00Z"));
        Assert.Equal(2, Version("2026-11-30T22:59:59Z"));
        Assert.Equal(1, Version("2026-11-30T23:00:00Z"));
        Assert.Null(Version("2019-12-31T22:59:59Z"));
    }

    [Fact]
    public void A_version_is_published_once_and_a_company_has_one_list()
    {
        var own = DemoPrices.Edition(("id", "\"own\""), ("company", "\"przyklad\"")).Head;
        string[] Faults(PriceListHead head) => [.. PriceBook.Conflicts([DemoPrices.List], head).Select(f => f.JsonPath)];
        Assert.Equal(["$.version"], Faults(DemoPrices.List.Head));
        Assert.Equal([], Faults(DemoPrices.List.Head with { Version = 2 }));
        Assert.Equal(["$.id"], Faults(DemoPrices.List.Head with { Id = "second" }));
        Assert.Equal(["$.company"], Faults(DemoPrices.List.Head with { Version = 2, Company = "przyklad" }));
        Assert.Equal([], Faults(own));
    }

    private static PriceQuestion Ask(RateClass kind, string number, string? zone = null) => new("przyklad", kind, number, zone, false, PriceUse.Business, Now);

    private static string Row(string id, string kind, string? selector = null, params string[] values) =>
        $$"""{"id":"{{id}}","name":{"pl":"{{id}}","en":"{{id}}"},"classes":["{{kind}}"],{{(selector is null ? "" : $"\"{selector}\":[\"{string.Join("\",\"", values)}\"],")}}"price":1,"per":60}""";
}
