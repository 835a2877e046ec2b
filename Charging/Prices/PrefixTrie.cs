namespace PbxBridge.Charging.Prices;

/// <summary>Longest-prefix look-up over digits and a leading plus, in as many steps as the prefix has characters; a look-up allocates nothing.</summary>
internal sealed class PrefixTrie<T>
    where T : class
{
    private const int Symbols = 11;
    private readonly List<int> _next = [.. new int[Symbols]];
    private readonly List<T?> _values = [null];

    public T? Longest(ReadOnlySpan<char> number)
    {
        var node = 0;
        T? found = null;
        foreach (var c in number)
        {
            node = Symbol(c) is >= 0 and var symbol ? _next[(node * Symbols) + symbol] : 0;
            if (node == 0)
            {
                break;
            }

            found = _values[node] ?? found;
        }

        return found;
    }

    /// <summary>Only while the owner is being built; digits and plus alone.</summary>
    public void Add(string prefix, T value)
    {
        var node = 0;
        foreach (var c in prefix)
        {
            var edge = (node * Symbols) + Symbol(c);
            if (_next[edge] == 0)
            {
                _next[edge] = _values.Count;
                _values.Add(null);
                _next.AddRange(new int[Symbols]);
            }

            node = _next[edge];
        }

        _values[node] ??= value;
    }

    private static int Symbol(char c) => char.IsAsciiDigit(c) ? c - '0' : c == '+' ? 10 : -1;
}
