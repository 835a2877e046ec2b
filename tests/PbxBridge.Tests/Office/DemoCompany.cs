using PbxBridge.Charging.Prices;
using PbxBridge.Hosting;
using PbxBridge.Media.Sounds;
using PbxBridge.Routing.Companies;
using PbxBridge.Routing.Numbering;

namespace PbxBridge.Tests.Office;

/// <summary>The shipped demo company, numbering and prompts, read once. The trunk has an address of its own, so that a leak of it shows.</summary>
internal static class DemoCompany
{
    private static readonly string Config = Path.Combine(AppContext.BaseDirectory, "config");

    public static NumberingData Numbering { get; } = NumberingFolder.Read(Path.Combine(Config, "numbering"), new DateOnly(2026, 1, 5));

    public static PromptSet Prompts { get; } = PromptSet.Load(Path.Combine(Config, "prompts"), out _);

    public static PriceBook Prices { get; } = ReadPrices();

    public static CompanySnapshot Snapshot { get; } = Read();

    private static PriceBook ReadPrices()
    {
        var reading = PriceListFile.Read(File.ReadAllBytes(Path.Combine(Config, "demo-prices.json")));
        Assert.NotNull(reading.List);
        return PriceBook.Of([reading.List]);
    }

    private static CompanySnapshot Read()
    {
        var (company, faults) = new CompanyFormat(Numbering, "pbxbridge").Read(File.ReadAllBytes(Path.Combine(Config, "demo-company.json")));
        Assert.Empty(faults);
        Assert.NotNull(company);
        return company with { Trunks = [.. company.Trunks.Select(t => t with { Peers = [new(TestOffice.PbxHost, 5080)] })] };
    }
}
