using PbxBridge.Routing.Numbering;

namespace PbxBridge.Routing.Tests.Numbering;

/// <summary>The numbering files as they are shipped.</summary>
internal static class ShippedNumbering
{
    public static readonly DateOnly Day = new(2026, 11, 22);

    public static NumberingFile Numbers { get; } = File("pl_numbering.tsv");

    public static NumberingFile Areas { get; } = File("pl_zones.tsv");

    public static NumberingFile Countries { get; } = File("international_zones.tsv");

    public static NumberingData Data { get; } = NumberingReader.Read(Numbers, Areas, Countries, Day).Data!;

    private static NumberingFile File(string name) =>
        new(name, System.IO.File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "config", "numbering", name)));
}
