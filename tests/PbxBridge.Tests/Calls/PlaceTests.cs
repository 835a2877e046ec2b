using System.Text;
using PbxBridge.Commands;
using PbxBridge.Routing.Areas;
using PbxBridge.Testing;
using PbxBridge.Tests.Charges;
using PbxBridge.Tests.Office;

namespace PbxBridge.Tests.Calls;

/// <summary>AREA-5: where the payer was is decided once, at set-up, and stands in the record, the charge and the file for billing.</summary>
public sealed class PlaceTests
{
    private const string Cell = "3GPP-E-UTRAN-FDD;utran-cell-id-3gpp=260021a2b0c0ffee;network-provided", Elsewhere = "3GPP-E-UTRAN-FDD;utran-cell-id-3gpp=260021a2b0c0ffed;network-provided";

    [Fact]
    public void The_zone_its_source_and_the_cell_stand_in_the_record_and_the_zone_in_the_charge()
    {
        using var office = TestOffice.Demo();
        office.Mobile(ChargeOffice.Piotr).Answers();
        Talk(office, Cell);
        var place = office.Stored(office.Record).Place;
        Assert.Equal(
            new CallerPlace { Source = PlaceSource.Cell, Access = "3GPP-E-UTRAN-FDD", Cell = new CellKey("eutran:260-02:1a2b:0c0ffee"), Zone = "siedziba", AreaCode = "22" }, place);
        var charge = office.Charge();
        Assert.Equal(("siedziba", true, PlaceSource.Cell, "demo/1/area-on-net"), (charge.Zone, charge.InArea, charge.Place, charge.Item));
    }

    [Fact]
    public void A_cell_outside_is_kept_and_gives_nothing()
    {
        using var office = TestOffice.Demo();
        office.Mobile(ChargeOffice.Piotr).Answers();
        Talk(office, Elsewhere);
        Assert.Equal((PlaceSource.UnknownCell, null), (office.Stored(office.Record).Place.Source, office.Record.Place.Zone));
        var charge = office.Charge();
        Assert.Equal((null, false, PlaceSource.UnknownCell, "demo/1/on-net"), (charge.Zone, charge.InArea, charge.Place, charge.Item));
    }

    [Fact]
    public void In_the_zone_a_class_without_an_area_price_has_the_zone_and_not_the_price()
    {
        using var office = TestOffice.Demo();
        office.Mobile(ChargeOffice.Outside).Answers();
        Talk(office, Cell, ChargeOffice.Dialled);
        Assert.Equal(("siedziba", false), (office.Charge().Zone, office.Charge().InArea));
    }

    [Fact]
    public void The_file_for_billing_has_zone_source_and_whether_the_price_was_taken_and_no_cell()
    {
        using var office = TestOffice.Demo();
        office.Mobile(ChargeOffice.Piotr).Answers();
        Talk(office, Cell);
        office.Flush();
        using var file = new MemoryStream();
        office.Store.Export.Write(office.Store.Export.Begin("1")!, file);
        var lines = Encoding.UTF8.GetString(file.ToArray()).Split('\n');
        var (names, values) = (lines[1].Split(','), lines[2].Split(','));
        Assert.Equal("siedziba", values[Array.IndexOf(names, "zone")]);
        Assert.Equal("1", values[Array.IndexOf(names, "area_applied")]);
        Assert.Equal("Cell", values[Array.IndexOf(names, "location_source")]);
        Assert.DoesNotContain("0c0ffee", string.Concat(lines), StringComparison.Ordinal);
    }

    [Fact]
    public void Support_sees_the_cell_of_a_call()
    {
        using var office = TestOffice.Demo();
        office.Mobile(ChargeOffice.Piotr).Answers();
        Talk(office, Cell);
        var text = CallsCommand.Text(office.Stored(office.Record), new Words(Routing.Companies.Language.English));
        Assert.Contains("Place: zone siedziba (Cell, 3GPP-E-UTRAN-FDD, eutran:260-02:1a2b:0c0ffee)", text, StringComparison.Ordinal);
    }

    private static void Talk(TestOffice office, string access, string dialled = "202")
    {
        var call = office.Mobile(ChargeOffice.Anna).Dials(dialled, new DialOptions { Headers = [("P-Access-Network-Info", access)] });
        office.Run(30);
        call.HangUp();
        office.Run(1);
    }
}
