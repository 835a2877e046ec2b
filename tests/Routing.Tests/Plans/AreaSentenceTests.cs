using System.Collections.Immutable;
using System.Net;
using PbxBridge.Routing.Areas;
using PbxBridge.Routing.Companies;
using PbxBridge.Routing.Plans;
using PbxBridge.Routing.Terms;
using static PbxBridge.Routing.Tests.Plans.DemoOffice;

namespace PbxBridge.Routing.Tests.Plans;

/// <summary>O11: why there is a discount of the area or none, in words, as the log, the ladder and the explainer show it.</summary>
public sealed class AreaSentenceTests
{
    private const string Cell = "3GPP-E-UTRAN-FDD;utran-cell-id-3gpp=";

    [Theory]
    [InlineData(Cell + "260021a2b0c0ffee;network-provided", "AREA-3", "Dzwoni z obszaru firmowego: strefa siedziba.", "Calls from the company area: zone siedziba.")]
    [InlineData(Cell + "260021a2b0000001;network-provided", "AREA-3", "Dzwoni spoza obszaru firmowego.", "Calls from outside the company area.")]
    [InlineData(null, "AREA-3", "Miejsce nieznane: bez zniżki obszaru.", "The place is not known: no discount of the area.")]
    [InlineData(Cell + "260021a2b0c0ffee", "AREA-3", "Miejsce podał sam telefon, nie sieć: bez zniżki obszaru.", "Only the phone, not the network, names the place: no discount of the area.")]
    [InlineData(Cell + "262021a2b0c0ffee;network-provided", "AREA-3", "Dzwoni z zagranicy: bez zniżki obszaru.", "Calls from abroad: no discount of the area.")]
    [InlineData(Cell + "2600299990000001;network-provided", "AREA-4", "Komórka nieznana: bez zniżki obszaru.", "The cell is not known: no discount of the area.")]
    public void The_step_says_where_the_caller_is_and_what_follows(string? header, string rule, string polish, string english)
    {
        var plan = Office().Plan(FromMobile("203", "202") with { AccessNetwork = header is null ? [] : [header] });
        var step = Assert.Single(plan.Decisions, step => step.Step == "area");
        Assert.Equal((rule, polish, english), (step.Rule, step.Sentence.Polish, step.Sentence.English));
        Assert.Equal(rule == "AREA-3" && header is not null && polish.Contains("siedziba", StringComparison.Ordinal), plan.Quote!.InArea);
    }

    [Theory]
    [InlineData("203.0.113.7", "Dzwoni z obszaru firmowego: strefa siedziba.", "Calls from the company area: zone siedziba.")]
    [InlineData("198.51.100.7", "Miejsce nieznane: bez zniżki obszaru.", "The place is not known: no discount of the area.")]
    public void Of_a_softphone_the_address_tells_it(string address, string polish, string english)
    {
        var step = Assert.Single(Office().Plan(FromSoftphone("anna", "202") with { SourceAddress = IPAddress.Parse(address) }).Decisions, step => step.Step == "area");
        Assert.Equal((polish, english), (step.Sentence.Polish, step.Sentence.English));
    }

    // Trap 17 of §11: what a PBX or a phone of ours says of a cell is nobody's word, whatever it writes beside it.
    [Fact]
    public void A_cell_that_a_PBX_or_a_softphone_names_counts_for_nothing()
    {
        ImmutableArray<string> lie = [Cell + "260021a2b0c0ffee;network-provided"];
        var elsewhere = Office().With(c => Area(c) with { Area = Area(c).Area with { Zones = [Area(c).Area.Zones[0] with { Sites = [] }] } });
        foreach (var request in new[] { FromDesk("8234", "202"), FromSoftphone("anna", "202"), FromSoftphone("anna", "602900000") with { SourceAddress = IPAddress.Parse("198.51.100.7") } })
        {
            var plan = elsewhere.Plan(request with { AccessNetwork = lie });
            Assert.Equal((null, false), (plan.Place.Zone, plan.Quote!.InArea));
        }
        Assert.True(elsewhere.Plan(FromMobile("203", "202") with { AccessNetwork = lie }).Quote!.InArea);
    }

    [Fact]
    public void A_company_without_an_area_hears_nothing_of_it()
    {
        Assert.DoesNotContain(new DemoOffice().WithPrices(ShippedPrices.Book).Plan(FromMobile("203", "202")).Decisions, step => step.Step == "area");
        var off = Office().With(c => Area(c) with { Services = new([new(ServiceKind.PrivatePlan, default)]) });
        Assert.DoesNotContain(off.Plan(FromMobile("203", "202")).Decisions, step => step.Step == "area");
    }

    private static CompanySnapshot Area(CompanySnapshot company) => company with
    {
        Sites = [company.Sites[0] with { Prefixes = [AddressPrefix.TryParse("203.0.113.0/24", out var prefix) ? prefix : throw new InvalidOperationException()] }, .. company.Sites[1..]],
        Area = new()
        {
            Zones =
            [
                new() { Name = "siedziba", Shape = new ZoneShape.Square(new(52.2297, 21.0122), 1000), AreaCode = "22", Cells = [new("eutran:260-02:1a2b:0c0ffee")], Sites = ["Warszawa"] },
            ],
        },
    };

    private static DemoOffice Office() => new DemoOffice().With(Area).WithPrices(ShippedPrices.Book)
        .WithCells(CellInventory.Of([new(new("eutran:260-02:1a2b:0000001"), new(52.4, 21.0), null, 500, default)]));
}
