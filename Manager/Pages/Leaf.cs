using System.Collections.Immutable;

namespace PbxBridge.Manager.Pages;

/// <summary>One page of a long list.</summary>
/// <param name="Number">From 1; never after the last one.</param>
/// <param name="Count">How many pages there are; 1 where the list is empty.</param>
public sealed record Leaf<T>(ImmutableArray<T> Rows, int Number, int Count)
{
    /// <summary>Of a page.</summary>
    public const int Size = 100;

    /// <param name="number">Which is asked for; one that there is not: the nearest.</param>
    public static Leaf<T> Of(ImmutableArray<T> all, int number)
    {
        var count = Math.Max(1, (all.Length + Size - 1) / Size);
        var shown = Math.Clamp(number, 1, count);
        return new([.. all.Skip((shown - 1) * Size).Take(Size)], shown, count);
    }
}
