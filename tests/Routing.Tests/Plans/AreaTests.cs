using System.Net;
using PbxBridge.Charging.Prices;
using PbxBridge.Routing.Areas;
using PbxBridge.Routing.Companies;
using PbxBridge.Routing.Numbering;
using PbxBridge.Routing.Plans;
using PbxBridge.Routing.PrivateCalls;
using PbxBridge.Routing.Terms;
using static PbxBridge.Routing.Tests.Plans.DemoOffice;

namespace PbxBridge.Routing.Tests.Plans;

/// <summary>The company area (§1.2, §7, O1–O12): a zone around the head office in Warszawa and one in Szczecin.</summary>
public sealed class AreaTests
{
    private const string InZone = "3GPP-E-UTRAN-FDD;utran-cell-id-3gpp=260021a2b0c0ffee;network-provided";
    private const string InSzczecin = "3GPP-NR;utran-cell-id-3gpp=26002000001000000002;network-provided";
    private const string Outside = "3GPP-E-UTRAN-FDD;utran-cell-id-3gpp=260021a2b0000001;network-provided";

    // O6, O7, O8, O9: each class from the zone, with the price list of the demo.
    [Theory]
    [InlineData("202", InZone, "area-on-net")]
    [InlineData("8234", InZone, "area-on-net")]
    [InlineData("602900000", InZone, "area-domestic")]
    [InlineData("+48221112233", InZone, "area-domestic")]
    [InlineData("+48911112233", InZone, "domestic")]
    [InlineData("+48911112233", InSzczecin, "area-domestic")]
    [InlineData("+48221112233", InSzczecin, "domestic")]
    [InlineData("0501234567", InZone, "domestic")]
    [InlineData("+49301234567", InZone, "eu")]
    [InlineData("700123456", InZone, "premium")]
    [InlineData("700", InZone, "on-net")]
    [InlineData("202", Outside, "on-net")]
    [InlineData("602900000", Outside, "domestic")]
    public void The_price_depends_on_class_and_place(string dialled, string header, string row)
    {
        var plan = Office().Plan(From(header, dialled));
        Assert.Equal(row, plan.Quote!.Row!.Item.Item);
        Assert.Equal(row.StartsWith("area", StringComparison.Ordinal), plan.Quote.InArea);
    }

    // O11, AREA-3, AREA-4.
    [Theory]
    [InlineData(InZone, PlaceSource.Cell, "siedziba")]
    [InlineData(InSzczecin, PlaceSource.Cell, "oddział")]
    [InlineData(Outside, PlaceSource.Cell, null)]
    [InlineData("3GPP-E-UTRAN-FDD;utran-cell-id-3gpp=2600299990000001;network-provided", PlaceSource.UnknownCell, null)]
    [InlineData("3GPP-E-UTRAN-FDD;utran-cell-id-3gpp=26002;network-provided", PlaceSource.UnknownCell, null)]
    [InlineData("3GPP-E-UTRAN-FDD;utran-cell-id-3gpp=260021a2b0c0ffee", PlaceSource.Phone, null)]
    [InlineData("3GPP-E-UTRAN-FDD;utran-cell-id-3gpp=262021a2b0c0ffee;network-provided", PlaceSource.Abroad, null)]
    [InlineData("3GPP-E-UTRAN-FDD;utran-cell-id-3gpp=2620;network-provided", PlaceSource.Abroad, null)]
    [InlineData("IEEE-802.11;i-wlan-node-id=001122aabbcc;network-provided", PlaceSource.AccessPoint, "siedziba")]
    [InlineData("IEEE-802.11;i-wlan-node-id=001122aabbcd;network-provided", PlaceSource.AccessPoint, null)]
    [InlineData("IEEE-802.11;i-wlan-node-id=001122aabbcc", PlaceSource.Phone, null)]
    [InlineData(null, PlaceSource.None, null)]
    public void A_mobile_is_where_the_network_says(string? header, PlaceSource source, string? zone)
    {
        var plan = Office().Plan(From(header, "202"));
        Assert.Equal((source, zone), (plan.Place.Source, plan.Place.Zone));
        var step = plan.Decisions.Single(d => d.Step == "area");
        Assert.Equal(zone ?? "outside", step.Outcome);
        Assert.DoesNotContain("0c0ffee", step.ToString(), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void The_operator_may_trust_the_phones_word()
    {
        var office = Office().WithSettings(new() { TrustsPhoneLocation = true });
        Assert.Equal("siedziba", office.Plan(From("3GPP-E-UTRAN-FDD;utran-cell-id-3gpp=260021a2b0c0ffee", "202")).Place.Zone);
    }

    // NUM-3.
    [Theory]
    [InlineData(InZone, "+48221112233", NumberClass.FixedLocal)]
    [InlineData(InSzczecin, "+48221112233", NumberClass.FixedNational)]
    [InlineData(Outside, "+48221112233", NumberClass.FixedNational)]
    public void A_fixed_line_is_local_to_the_zone_where_the_mobile_is(string header, string dialled, NumberClass kind) =>
        Assert.Equal(kind, Office().Plan(From(header, dialled)).Class);

    [Fact]
    public void A_desk_phone_is_always_at_its_site()
    {
        var plan = Office().Plan(FromDesk("8234", "+48221112233"));
        Assert.Equal((NumberClass.FixedLocal, "siedziba", "Warszawa", "area-domestic"), (plan.Class, plan.Place.Zone, plan.Place.Site, plan.Quote!.Row!.Item.Item));
        Assert.Null(Office().With(c => Company(c) with { Area = c.Area }).Plan(FromDesk("8234", "202")).Place.Zone);
    }

    [Theory]
    [InlineData("203.0.113.7", "siedziba", NumberClass.FixedLocal)]
    [InlineData("::ffff:203.0.113.7", "siedziba", NumberClass.FixedLocal)]
    [InlineData("2001:db8:1::5", "oddział", NumberClass.FixedNational)]
    [InlineData("198.51.100.7", null, NumberClass.FixedLocal)]
    [InlineData(null, null, NumberClass.FixedLocal)]
    public void A_softphone_is_at_the_site_whose_address_it_calls_from(string? address, string? zone, NumberClass kind)
    {
        var plan = Office().Plan(FromSoftphone("anna", "+48221112233") with { SourceAddress = address is null ? null : IPAddress.Parse(address) });
        Assert.Equal((zone, kind), (plan.Place.Zone, plan.Class));
    }

    // AREA-5: the first by order.
    [Fact]
    public void Of_two_zones_the_first_counts()
    {
        var office = Office(c => c with { Area = c.Area with { Zones = [c.Area.Zones[1] with { Cells = [.. c.Area.Zones[0].Cells] }, c.Area.Zones[0]] } });
        Assert.Equal("oddział", office.Plan(From(InZone, "202")).Place.Zone);
    }

    [Fact]
    public void A_cell_is_in_the_zone_by_its_middle_not_its_antenna()
    {
        // The antenna stands 300 m west of the square and looks east over 800 m.
        var antenna = new GeoPoint(52.2297, 21.0122).Moved(800, 270);
        var cells = CellInventory.Of([new(new("eutran:260-02:1a2b:0000001"), antenna, 90, 800, default)]);
        Assert.Equal("siedziba", Office(cells: cells).Plan(From(Outside, "202")).Place.Zone);
        cells = CellInventory.Of([new(new("eutran:260-02:1a2b:0000001"), antenna, 270, 800, default)]);
        Assert.Null(Office(cells: cells).Plan(From(Outside, "202")).Place.Zone);
    }

    // O4, AREA-4: worked out anew when a zone moves, the inventory is another, or the day is.
    [Fact]
    public void The_cells_of_a_zone_follow_zone_inventory_and_day()
    {
        CellInventory At(double latitude, double longitude, DateOnly from) => CellInventory.Of([new(new("eutran:260-02:1a2b:0000001"), new(latitude, longitude), null, 500, from)]);
        var (today, since) = (new DateOnly(2026, 11, 22), new DateOnly(2026, 1, 1));
        var office = Office(cells: At(52.4, 21.0, since));
        Assert.Null(ZoneOf());
        office.With(c => Moved(Company(c), new(52.4, 21.0)));
        Assert.Equal("siedziba", ZoneOf());
        office.WithCells(At(52.2297, 21.0122, since));
        Assert.Null(ZoneOf());
        office.With(Company);
        Assert.Equal("siedziba", ZoneOf());
        office.WithCells(At(52.2297, 21.0122, today.AddDays(1)));
        Assert.Equal((null, PlaceSource.UnknownCell), (ZoneOf(), office.Plan(From(Outside, "202")).Place.Source));
        var tomorrow = From(Outside, "202") with { At = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero) };
        Assert.Equal("siedziba", office.Plan(tomorrow).Place.Zone);
        office.OnDay(today.AddDays(1));
        Assert.Equal("siedziba", office.Plan(tomorrow).Place.Zone);
        Assert.Equal(PlaceSource.UnknownCell, office.Plan(From(Outside, "202")).Place.Source);
        office.With(c => Company(c) with { Area = CompanyArea.None });
        Assert.Null(office.Plan(tomorrow).Place.Zone);

        string? ZoneOf() => office.Plan(From(Outside, "202")).Place.Zone;
        static CompanySnapshot Moved(CompanySnapshot company, GeoPoint to) =>
            company with { Area = company.Area with { Zones = [company.Area.Zones[0] with { Shape = new ZoneShape.Square(to, 1000) }, company.Area.Zones[1]] } };
    }

    // AREA-5.
    [Fact]
    public void A_cell_in_two_zones_counts_for_the_first_of_them()
    {
        var cells = CellInventory.Of([new(new("eutran:260-02:1a2b:0000001"), new(52.2297, 21.0122), null, 500, default)]);
        var office = Office(c => c with { Area = c.Area with { Zones = [.. c.Area.Zones, c.Area.Zones[0] with { Name = "druga", AreaCode = "91", Cells = [], Sites = [], AccessPoints = [] }] } }, cells);
        Assert.Equal(("siedziba", "22"), (office.Plan(From(Outside, "202")).Place.Zone, office.Plan(From(Outside, "202")).Place.AreaCode));
    }

    [Fact]
    public void The_service_has_terms_and_the_area_a_first_day()
    {
        var day = new DateOnly(2026, 11, 22);
        Assert.Null(Office(c => c with { Services = new([new(ServiceKind.PrivatePlan, default)]) }).Plan(From(InZone, "202")).Place.Zone);
        Assert.Null(Office(c => c with { Area = c.Area with { ActiveFrom = day.AddDays(1) } }).Plan(From(InZone, "202")).Place.Zone);
        Assert.Equal("siedziba", Office(c => c with { Area = c.Area with { ActiveFrom = day } }).Plan(From(InZone, "202")).Place.Zone);
        Assert.Null(Office(c => c with { Employees = [.. c.Employees.Select(e => e with { ServicesOff = ServiceSet.Of(ServiceKind.CompanyArea) })] }).Plan(From(InZone, "202")).Place.Zone);
    }

    // AREA-7, O1.
    [Fact]
    public void Transfers_and_incoming_calls_have_no_place()
    {
        var transferred = Office().Plan(From(InZone, "202") with { Transferee = new(Mobile, "+48502111222", null, null, false) });
        Assert.Equal((CallerPlace.Unknown, "on-net"), (transferred.Place, transferred.Quote!.Row!.Item.Item));
        var incoming = Office().Plan(FromOutside("+48601000202") with { AccessNetwork = [InZone] });
        Assert.Equal((CallerPlace.Unknown, Payer.Nobody), (incoming.Place, incoming.Quote!.Payer));
    }

    // PRV-5: the own account pays the ordinary price; a flagged call is the company's.
    [Fact]
    public void The_own_account_has_no_discount()
    {
        string Row(PrivateMode mode)
        {
            var office = Office(c => c with { Employees = [.. c.Employees.Select(e => e with { PrivateMode = mode })] });
            office.Prepaid["203"] = 5m;
            return office.Plan(From(InZone, "202*")).Quote!.Row!.Item.Item;
        }

        Assert.Equal(("on-net", "area-on-net"), (Row(PrivateMode.Prepaid), Row(PrivateMode.Flagged)));
    }

    private static CallRequest From(string? header, string dialled) => FromMobile("203", dialled) with { AccessNetwork = header is null ? [] : [header] };

    private static CompanySnapshot Company(CompanySnapshot company) => company with
    {
        Sites =
        [
            company.Sites[0] with { Prefixes = [Prefix("203.0.113.0/24")] }, company.Sites[1] with { Prefixes = [Prefix("2001:db8:1::/48")] }, company.Sites[2],
        ],
        Area = new()
        {
            Zones =
            [
                new()
                {
                    Name = "siedziba",
                    Shape = new ZoneShape.Square(new(52.2297, 21.0122), 1000),
                    AreaCode = "22",
                    Cells = [new("eutran:260-02:1a2b:0c0ffee")],
                    Sites = ["Warszawa"],
                    AccessPoints = ["001122aabbcc"],
                },
                new() { Name = "oddział", Shape = new ZoneShape.Circle(new(53.4285, 14.5528), 564), AreaCode = "91", Cells = [new("nr:260-02:000001:000000002")], Sites = ["Szczecin"] },
            ],
        },
    };

    private static AddressPrefix Prefix(string text) => AddressPrefix.TryParse(text, out var prefix) ? prefix : throw new ArgumentException(text);

    private static DemoOffice Office(Func<CompanySnapshot, CompanySnapshot>? change = null, CellInventory? cells = null)
    {
        var known = cells ?? CellInventory.Of([new(new("eutran:260-02:1a2b:0000001"), new(52.4, 21.0), null, 500, default)]);
        return new DemoOffice().With(c => change?.Invoke(Company(c)) ?? Company(c)).WithPrices(ShippedPrices.Book).WithCells(known);
    }
}
