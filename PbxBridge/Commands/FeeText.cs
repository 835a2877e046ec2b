using PbxBridge.Charging.Amounts;
using PbxBridge.Charging.Fees;

namespace PbxBridge.Commands;

/// <summary>Fees as lines of text.</summary>
internal static class FeeText
{
    public static string Of(FeeLine line, Words words) => words.Of(
        $"  {line.Count} × {line.Name.Polish}: {line.Net.Shown().Polish} netto, {line.Gross.Shown().Polish} brutto [{line.Item}]",
        $"  {line.Count} × {line.Name.English}: {line.Net.Shown().English} net, {line.Gross.Shown().English} gross [{line.Item}]");

    public static string Sum(Money net, Money gross, Words words) => words.Of(
        $"  razem {net.Shown().Polish} netto, {gross.Shown().Polish} brutto", $"  in all {net.Shown().English} net, {gross.Shown().English} gross");
}
