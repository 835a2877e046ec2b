using PbxBridge.Routing.Areas;
using PbxBridge.Testing;
using PbxBridge.Tests.Charges;
using PbxBridge.Tests.Office;

namespace PbxBridge.Tests.Calls;

/// <summary>O11, AREA-4: a live call counts as from the area by the operator's inventory of cells, too.</summary>
public sealed class AreaCallTests
{
    private static readonly CellKey InZone = new("eutran:260-02:1a2b:0000001"), Outside = new("eutran:260-02:1a2b:0000002"), Unknown = new("eutran:260-02:1a2b:0000003");

    private static readonly CellInventory Inventory = CellInventory.Of(
        [new(InZone, new(52.2297, 21.0122), null, 300, new(2026, 1, 1)), new(Outside, new(52.4, 21.0), null, 300, new(2026, 1, 1))]);

    [Theory]
    [InlineData("in", "area-on-net", 0)]
    [InlineData("out", "on-net", 0)]
    [InlineData("unknown", "on-net", 1)]
    [InlineData("unreadable", "on-net", 1)]
    [InlineData("phone", "on-net", 0)]
    [InlineData("none", "on-net", 0)]
    public void The_price_goes_by_the_cell_that_the_network_names(string where, string item, int unknown)
    {
        using var office = TestOffice.Demo();
        office.OnLoop(() => office.Bridge.Use(office.Directory.With(Inventory)));
        office.Mobile("+48601000302").Answers();
        string? header = where switch
        {
            "in" => InZone.AsNetworkProvided(),
            "out" => Outside.AsNetworkProvided(),
            "unknown" => Unknown.AsNetworkProvided(),
            "unreadable" => "3GPP-E-UTRAN-FDD;utran-cell-id-3gpp=260021a2b;network-provided",
            "phone" => InZone.AsNetworkProvided()!.Replace(";network-provided", "", StringComparison.Ordinal),
            _ => null,
        };
        var call = office.Mobile("+48601000301").Dials("302", new DialOptions { Headers = header is null ? [] : [("P-Access-Network-Info", header)] });
        office.Run(31);
        call.HangUp();
        office.Run(1);
        Assert.EndsWith("/" + item, office.Charge().Item, StringComparison.Ordinal);
        Assert.Equal(unknown, office.Bridge.Status().UnknownCells);
        Assert.Contains(office.Stored(office.Record).Decisions, step => step.Step == "area" && step.Rule == (unknown == 1 ? "AREA-4" : "AREA-3"));
    }
}
