using System.Globalization;
using System.Text;

namespace PbxBridge.Load;

/// <summary>The result as Markdown, row by row as it comes.</summary>
internal sealed class Table
{
    private readonly StringBuilder _text = new();

    public Table(params string[] columns)
    {
        Line(columns);
        Line([.. columns.Select(_ => "---")]);
    }

    public void Row(string what, params object[] values) =>
        Line([what, .. values.Select(value => value is double number ? Text(number) : string.Format(CultureInfo.InvariantCulture, "{0:#,0}", value))]);

    public override string ToString() => _text.ToString();

    private static string Text(double number) => double.IsNaN(number) ? "–" : Math.Abs(number) switch
    {
        >= 100 => number.ToString("#,0", CultureInfo.InvariantCulture),
        >= 10 => number.ToString("0.0", CultureInfo.InvariantCulture),
        _ => number.ToString("0.00", CultureInfo.InvariantCulture),
    };

    private void Line(string[] cells)
    {
        var line = "| " + string.Join(" | ", cells) + " |";
        _text.AppendLine(line);
        Console.WriteLine(line);
    }
}
