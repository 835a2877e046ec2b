using System.Globalization;
using System.Runtime.CompilerServices;

namespace PbxBridge.Routing.Plans;

/// <summary>A text as <c>$"…"</c> or as a plain string, on its way into a <see cref="Sentence"/>. Nothing is formatted: the pieces are kept, values as they
/// read now.</summary>
[InterpolatedStringHandler]
public struct SentenceText
{
    // A string, or an array in which constant pieces stand at even places and values at odd ones.
    private readonly object? _parts;
    private int _next;

    public SentenceText(int literalLength, int formattedCount) => _parts = formattedCount == 0 ? null : new string?[(2 * formattedCount) + 1];

    private SentenceText(string? plain) => _parts = plain;

    internal readonly object? Parts => _parts;

    public static implicit operator SentenceText(string? plain) => new(plain);

    // Two in a row come of braces that stand for themselves.
    public void AppendLiteral(string constant)
    {
        if (_parts is not string?[] parts)
            this = new SentenceText((string?)_parts + constant);
        else if ((_next & 1) == 0)
            parts[_next++] = constant;
        else
            parts[_next - 1] += constant;
    }

    public void AppendFormatted(string? value) => Append(value);

    public void AppendFormatted<T>(T value, string? format = null) => Append(
        value is IFormattable formattable ? formattable.ToString(format, CultureInfo.InvariantCulture) : value?.ToString());

    private void Append(string? value)
    {
        if (_parts is not string?[] parts)
            return;
        _next |= 1;
        parts[_next++] = value ?? "";
    }
}
