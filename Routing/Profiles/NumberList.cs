using System.Collections.Frozen;
using System.Collections.Immutable;
using PbxBridge.Routing.Numbering;

namespace PbxBridge.Routing.Profiles;

/// <summary>A list of numbers and prefixes: allowed or denied ones. A look-up costs the digits of the number, not the length of the list.</summary>
public sealed class NumberList
{
    public static readonly NumberList Empty = new([]);

    private readonly FrozenDictionary<string, ListEntry> _exact;
    private readonly DigitTrie<ListEntry>? _full;
    private readonly DigitTrie<ListEntry>? _short;

    private NumberList(ImmutableArray<ListEntry> entries)
    {
        Entries = entries;
        var exact = new Dictionary<string, ListEntry>();
        foreach (var entry in entries)
        {
            var (digits, prefix) = (entry.Pattern.Digits, entry.Pattern.IsPrefix);
            if (!prefix)
                exact.TryAdd(digits, entry);
            else if (digits is ['+', ..])
                (_full ??= new()).Add(digits[1..], entry);
            else
                (_short ??= new()).Add(digits, entry);
        }

        _exact = exact.ToFrozenDictionary();
    }

    /// <summary>As given, in the same order.</summary>
    public ImmutableArray<ListEntry> Entries { get; }

    public bool IsEmpty => Entries.IsEmpty;

    public static NumberList Of(IEnumerable<ListEntry> entries) => Of([.. entries]);

    public static NumberList Of(ImmutableArray<ListEntry> entries) => entries.IsEmpty ? Empty : new(entries);

    /// <summary>D15: of two entries that match the longer one wins, and the denying one among equals.</summary>
    /// <param name="denied">Digits of the longest entry that denies; null: none does.</param>
    /// <param name="allowed">Digits of the longest entry that allows; null: none does.</param>
    public static bool Denies(int? denied, int? allowed) => denied is { } no && !(allowed > no);

    /// <summary>The longest entry that matches a whole number; null when none does. Give normalised numbers only: E.164, or a short public number (BAR-2).</summary>
    public ListEntry? Longest(PhoneNumber number)
    {
        if (IsEmpty)
            return null;
        if (_exact.TryGetValue(number.Value, out var exact))
            return exact;
        return number.Value is ['+', ..] ? _full?.Longest(number.Value.AsSpan(1)) : _short?.Longest(number.Value);
    }
}

/// <summary>One line of a list.</summary>
/// <param name="Note">For people, or null.</param>
public sealed record ListEntry(NumberPattern Pattern, string? Note = null);
