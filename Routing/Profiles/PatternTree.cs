using System.Collections.Immutable;

namespace PbxBridge.Routing.Profiles;

/// <summary>The entries of some lists as one tree over their digits: on the way to a number, every entry that matches it is passed.</summary>
internal sealed class PatternTree
{
    public const string Symbols = "+0123456789";

    private readonly PatternTree?[] _next = new PatternTree?[Symbols.Length];
    private readonly List<PatternMark> _marks = [];

    /// <summary>No entry goes on from here.</summary>
    public bool IsLeaf { get; private set; } = true;

    /// <summary>The entries that end here.</summary>
    public IReadOnlyList<PatternMark> Marks => _marks;

    public PatternTree? this[char symbol] => _next[Symbols.IndexOf(symbol, StringComparison.Ordinal)];

    /// <param name="lists">An entry is known by the place of its list here.</param>
    /// <param name="areaCodes">Of every zone: an entry for 19xxx means that number with each of them.</param>
    public static PatternTree Of(ImmutableArray<NumberList> lists, IReadOnlyCollection<string> areaCodes)
    {
        var root = new PatternTree();
        for (var list = 0; list < lists.Length; list++)
        {
            foreach (var entry in lists[list].Entries)
            {
                var mark = new PatternMark(list, entry.Pattern.Length, entry.Pattern.IsPrefix, false);
                root.Add(entry.Pattern.Digits, mark);
                if (entry.Pattern.Digits is not ['1', ..])
                    continue;
                foreach (var code in areaCodes)
                    root.Add("+48" + code + entry.Pattern.Digits, mark with { ShortOnly = true });
            }
        }

        return root;
    }

    private void Add(string digits, PatternMark mark)
    {
        var node = this;
        foreach (var symbol in digits)
        {
            node.IsLeaf = false;
            node = node._next[Symbols.IndexOf(symbol, StringComparison.Ordinal)] ??= new();
        }

        // One number is told from those that begin like it.
        node.IsLeaf &= mark.IsPrefix;
        node._marks.Add(mark);
    }
}

/// <summary>That an entry of a list ends at a node.</summary>
/// <param name="Length">Digits of the entry, as it is written.</param>
/// <param name="ShortOnly">It concerns the short number of the zone (19xxx) alone, not others that begin so.</param>
internal readonly record struct PatternMark(int List, int Length, bool IsPrefix, bool ShortOnly);
