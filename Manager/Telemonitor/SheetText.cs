using System.Buffers;
using System.Globalization;
using System.Text;
using PbxBridge.Charging.Amounts;
using PbxBridge.Routing.Companies;

namespace PbxBridge.Manager.Telemonitor;

/// <summary>A table as spreadsheets of office programs read it: UTF-8 with its mark, semicolons, CR LF, a decimal comma in Polish. A text that would be taken for a formula is
/// given a quote in front, so that it is a text.</summary>
internal sealed class SheetText(Language language)
{
    private static readonly SearchValues<char> s_quoted = SearchValues.Create(";\"\r\n\t");

    private readonly StringBuilder _text = new("\uFEFF");

    /// <param name="cells">Texts, whole numbers, <see cref="Money"/>, <see cref="TimeSpan"/>; null: empty.</param>
    public void Row(params ReadOnlySpan<object?> cells)
    {
        for (var i = 0; i < cells.Length; i++)
            _text.Append(i > 0 ? ";" : "").Append(Cell(cells[i]));
        _text.Append("\r\n");
    }

    public byte[] ToBytes() => Encoding.UTF8.GetBytes(_text.ToString());

    private string Cell(object? value) => value switch
    {
        null => "",
        string text => Quoted(text),
        int number => number.ToString(CultureInfo.InvariantCulture),
        Money money => Digits(money),
        TimeSpan time => Texts.Time(time),
        _ => throw new ArgumentException($"A {value.GetType().Name} is no cell.", nameof(value)),
    };

    private string Digits(Money money)
    {
        var digits = money.ToString();
        return language == Language.Polish ? digits.Replace('.', ',') : digits;
    }

    private static string Quoted(string text)
    {
        var harmless = text is ['=' or '+' or '-' or '@' or '\t' or '\r' or '\n', ..] ? "'" + text : text;
        return harmless.AsSpan().IndexOfAny(s_quoted) < 0 ? harmless : $"\"{harmless.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
