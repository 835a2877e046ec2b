using PbxBridge.Charging.Prices;

namespace PbxBridge.Charging.Tests.Prices;

public sealed class PriceListFileTests
{
    [Fact]
    public void The_demo_list_reads_as_the_demo_is_described()
    {
        Assert.Empty(DemoPrices.Read(DemoPrices.Text).Faults);
        string Words(string id) => DemoPrices.List.Calls.Single(c => c.Item.Item == id).Tariff.InWords().English.Replace('\u00A0', ' ');
        Assert.Equal("PLN 1.00 net per 3600 s, counted 1/1 s", Words("on-net"));
        Assert.Equal("PLN 0.29 net per 60 s, counted 1/1 s", Words("domestic"));
        Assert.Equal("PLN 4.00 net per 60 s, counted 1/1 s", Words("premium"));
        Assert.Equal("PLN 1.20 net per 60 s, counted 1/1 s", Words("eu"));
        Assert.All(DemoPrices.List.Calls, c => Assert.Equal(23, c.Tariff.Vat));
        Assert.Equal(new DateTimeOffset(2019, 12, 31, 23, 0, 0, TimeSpan.Zero), DemoPrices.List.Head.ValidFrom);
    }

    [Fact]
    public void Every_part_of_a_tariff_is_read_and_said()
    {
        var tariff = DemoPrices.Edition(("calls/0", """
            {"id":"t","name":{"pl":"t","en":"t"},"classes":["onNet"],"price":0.123456,"per":60,"first":30,"next":15,"connectionFee":0.15,"freeFor":5,
             "minimumCharge":0.2001,"basis":"gross","vat":8.5}
            """)).Calls[0].Tariff;
        Assert.Equal(0.123456m, tariff.Price);
        Assert.Equal(8.5m, tariff.Vat);
        Assert.Equal(
            "0,123456 zł brutto za 60 s, naliczanie 30/15 s, za zestawienie 0,15 zł, do 5 s bez opłaty za czas, najmniej 0,2001 zł",
            tariff.InWords().Polish.Replace('\u00A0', ' '));
        var vote = DemoPrices.Edition(("calls/4", """{"id":"v","name":{"pl":"v","en":"v"},"classes":["premium"],"numbers":["+48704123456"],"perCall":2.46,"basis":"gross"}"""));
        Assert.Equal("2,46 zł brutto za połączenie", vote.Calls[4].Tariff.InWords().Polish.Replace('\u00A0', ' '));
    }

    [Fact]
    public void A_row_differs_from_its_list_in_basis_and_vat()
    {
        var list = DemoPrices.Edition(("basis", "\"gross\""), ("vat", "8"), ("calls/1/basis", "\"net\""), ("calls/1/vat", "5"), ("fees/1/vat", "0"));
        Assert.Equal((PriceBasis.Gross, 8m), (list.Calls[0].Tariff.Basis, list.Calls[0].Tariff.Vat));
        Assert.Equal((PriceBasis.Net, 5m), (list.Calls[1].Tariff.Basis, list.Calls[1].Tariff.Vat));
        Assert.Equal((PriceBasis.Gross, 8m), (list.Fees[0].Basis, list.Fees[0].Vat));
        Assert.Equal(0m, list.Fees[1].Vat);
    }

    [Theory]
    [InlineData("id", "\"Demo\"", "$.id")]
    [InlineData("version", "0", "$.version")]
    [InlineData("name", "\"Cennik\"", "$.name")]
    [InlineData("name/en", "\" x\"", "$.name.en")]
    [InlineData("name/en", null, "$.name.en")]
    [InlineData("company", "7", "$.company")]
    [InlineData("use", "\"public\"", "$.use")]
    [InlineData("validFrom", "\"1.1.2026\"", "$.validFrom")]
    [InlineData("validFrom", "\"2026-02-30\"", "$.validFrom")]
    [InlineData("validFrom", null, "$.validFrom")]
    [InlineData("validTo", "\"2020-01-01\"", "$.validTo")]
    [InlineData("currency", "\"EUR\"", "$.currency")]
    [InlineData("vat", "101", "$.vat")]
    [InlineData("vat", "23.001", "$.vat")]
    [InlineData("calls", null, "$.calls")]
    [InlineData("calls", "{}", "$.calls")]
    [InlineData("calls/1", "1", "$.calls[1]")]
    [InlineData("calls/1/id", "\"on-net\"", "$.calls[1].id")]
    [InlineData("calls/1/price", "-0.29", "$.calls[1].price")]
    [InlineData("calls/1/price", "0.2900001", "$.calls[1].price")]
    [InlineData("calls/1/price", "2.9e-1", "$.calls[1].price")]
    [InlineData("calls/1/price", "\"0.29\"", "$.calls[1].price")]
    [InlineData("calls/1/price", "123456789012345", "$.calls[1].price")]
    [InlineData("calls/1/per", null, "$.calls[1].per")]
    [InlineData("calls/1/per", "0", "$.calls[1].per")]
    [InlineData("calls/1/per", "60.5", "$.calls[1].per")]
    [InlineData("calls/1/first", "0", "$.calls[1].first")]
    [InlineData("calls/1/next", "3601", "$.calls[1].next")]
    [InlineData("calls/1/connectionFee", "0.12345", "$.calls[1].connectionFee")]
    [InlineData("calls/1/freeFor", "-1", "$.calls[1].freeFor")]
    [InlineData("calls/1/minimumCharge", "true", "$.calls[1].minimumCharge")]
    [InlineData("calls/1/perCall", "1", "$.calls[1].price|$.calls[1].per")]
    [InlineData("calls/1/classes", "[]", "$.calls[1].classes")]
    [InlineData("calls/1/classes", "[\"mobile\"]", "$.calls[1].classes[0]")]
    [InlineData("calls/1/classes", null, "$.calls[1].classes")]
    [InlineData("calls/1/classes/0", "\"freephone\"", "$.calls[1].classes §6.1")]
    [InlineData("calls/1/zones", "[\"EU\"]", "$.calls[1].classes §6.1|$.calls[1].classes §6.1|$.calls[1].classes §6.1|$.calls[1].classes §6.1")]
    [InlineData("calls/4/prefixes", null, "$.calls[4].classes §6.1")]
    [InlineData("calls/4/zones", "[\"EU\"]", "$.calls[4].classes §6.1")]
    [InlineData("calls/4/prefixes/0", "\"48 70\"", "$.calls[4].prefixes[0]|$.calls[4].classes §6.1")]
    [InlineData("calls/4/numbers", "[\"+0123\"]", "$.calls[4].numbers[0]")]
    [InlineData("calls/5/zones", "[]", "$.calls[5].classes §6.1")]
    [InlineData("calls/5/zones/0", "\"eu\"", "$.calls[5].zones[0]|$.calls[5].classes §6.1")]
    [InlineData("calls/5/area", "true", "$.calls[5].area AREA-6")]
    [InlineData("calls/5/area", "1", "$.calls[5].area")]
    [InlineData("calls/1/classes/0", "\"onNet\"", "$.calls[1] §6.1")]
    [InlineData("calls/4/prefixes/-", "\"+4870\"", "$.calls[4] §6.1")]
    [InlineData("fees/0/id", "\"EVT_NUMBER_CHANGE\"", "$.fees[5].id")]
    [InlineData("fees/0/id", "\"on-net\"", "$.fees[0].id")]
    [InlineData("fees/0/id", "\"FEE_X\"", "$.fees[0].id")]
    [InlineData("fees/0/id", "\"EVT_\"", "$.fees[0].id")]
    [InlineData("fees/0/amount", "0.001", "$.fees[0].amount")]
    [InlineData("fees/0/amount", null, "$.fees[0].amount")]
    [InlineData("fees/0/basis", "\"brutto\"", "$.fees[0].basis")]
    public void Each_fault_is_named_with_its_place(string pointer, string? json, string places)
    {
        var reading = DemoPrices.Read(DemoPrices.With((pointer, json)));
        Assert.Null(reading.List);
        Assert.Equal(places.Split('|').Order(StringComparer.Ordinal), reading.Faults.Select(f => $"{f.JsonPath} {f.Rule}".TrimEnd()).Order(StringComparer.Ordinal));
        Assert.All(reading.Faults, f => Assert.NotEqual(f.Reason.Polish, f.Reason.English));
    }

    [Fact]
    public void All_faults_are_listed_at_once()
    {
        var faults = DemoPrices.FaultsWith(("nmae", "1"), ("vat", "-1"), ("calls/0/price", null), ("calls/3/pryce", "2"), ("fees/2/amount", "\"x\""));
        Assert.Equal(["$.nmae", "$.vat", "$.calls[0].price", "$.calls[3].pryce", "$.fees[2].amount"], faults.Select(f => f.JsonPath));
        Assert.Equal(new("nieznana właściwość, może chodzi o „name”?", "unknown property, did you mean \"name\"?"), faults[0].Reason);
        Assert.Equal("$.calls[3].pryce: unknown property, did you mean \"price\"?", faults[3].ToString());
    }

    [Fact]
    public void Two_prices_for_one_destination_name_both_rows() => Assert.Equal(
        "$.calls[1]: onNet has its price in row \"on-net\" already (§6.1)", DemoPrices.FaultsWith(("calls/1/classes/0", "\"onNet\"")).Single().ToString());

    [Theory]
    [InlineData("", "this is not JSON: line 1, byte 1")]
    [InlineData("{\n\"id\": ,}", "this is not JSON: line 2, byte 7")]
    [InlineData("{\"id\": \"\\ud800\"}", "the text at byte 7 is not valid Unicode")]
    public void What_cannot_be_read_at_all_has_one_fault(string text, string reason)
    {
        var fault = DemoPrices.Read(text).Faults.Single();
        Assert.Equal(("$", reason), (fault.JsonPath, fault.Reason.English));
    }

    [Fact]
    public void A_byte_order_mark_and_a_list_instead_of_an_object_are_understood()
    {
        Assert.Empty(DemoPrices.Read("\uFEFF" + DemoPrices.Text).Faults);
        Assert.Equal("$", DemoPrices.Read("[]").Faults.Single().JsonPath);
    }

    [Fact]
    public void A_property_given_twice_is_a_fault() =>
        Assert.Equal(["$.id"], DemoPrices.Read(DemoPrices.Text.Replace("\"id\": \"demo\",", "\"id\": \"demo\", \"id\": \"demo\",", StringComparison.Ordinal)).Faults.Select(f => f.JsonPath));
}
