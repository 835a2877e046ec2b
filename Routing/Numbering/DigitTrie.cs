namespace PbxBridge.Routing.Numbering;

/// <summary>Longest-prefix look-up over digits; a look-up allocates nothing.</summary>
internal sealed class DigitTrie<T>
    where T : class
{
    private const int Digits = 10;
    private readonly List<int> _next = [.. new int[Digits]];
    private readonly List<T?> _values = [null];

    /// <summary>The value of the longest prefix of <paramref name="digits"/>, or null.</summary>
    public T? Longest(ReadOnlySpan<char> digits)
    {
        var node = 0;
        T? found = null;
        foreach (var c in digits)
        {
            node = char.IsAsciiDigit(c) ? _next[(node * Digits) + c - '0'] : 0;
            if (node == 0)
            {
                break;
            }

            found = _values[node] ?? found;
        }

        return found;
    }

    /// <summary>Only while the owner is being built.</summary>
    public void Add(string prefix, T value)
    {
        var node = 0;
        foreach (var c in prefix)
        {
            var edge = (node * Digits) + c - '0';
            if (_next[edge] == 0)
            {
                _next[edge] = _values.Count;
                _values.Add(null);
                _next.AddRange(new int[Digits]);
            }

            node = _next[edge];
        }

        _values[node] = value;
    }
}
