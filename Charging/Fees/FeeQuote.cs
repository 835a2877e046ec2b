using System.Collections.Immutable;
using PbxBridge.Charging.Amounts;
using PbxBridge.Charging.Prices;

namespace PbxBridge.Charging.Fees;

/// <summary>What a change would cost, shown before it is confirmed (FEE-3, F6).</summary>
public sealed record FeeQuote(ImmutableArray<FeeLine> Lines)
{
    public Money Net => Money.Sum(Lines.Select(l => l.Net));

    public Money Gross => Money.Sum(Lines.Select(l => l.Gross));

    public bool IsFree => Lines.All(l => l.Gross.IsZero);

    /// <param name="operations">What the change consists of: a new profile for five people is one of them five times.</param>
    /// <param name="at">Now; confirmed later, it is asked again.</param>
    public static FeeQuote Of(PriceBook prices, string company, IEnumerable<FeeOperation> operations, FeeActor actor, DateTimeOffset at) => new(
    [
        .. operations.SelectMany(o => FeeTable.Keys(o, actor)).GroupBy(key => key)
            .Select(keys => prices.Fee(company, keys.Key, at) is { } row ? FeeLine.Of(row, keys.Count()) : null).OfType<FeeLine>(),
    ]);

    /// <summary>The ledger's lines for a change that was confirmed on this quote.</summary>
    /// <param name="now">The quote at the moment of the change.</param>
    /// <param name="change">Id of the change: a repeated confirmation books nothing twice (FEE-1).</param>
    /// <returns>Null: prices have changed since; show <paramref name="now"/> and ask again.</returns>
    public ImmutableArray<FeeEntry>? Book(FeeQuote now, string change) =>
        Lines.SequenceEqual(now.Lines) ? [.. Lines.Where(l => !l.Gross.IsZero).Select(l => new FeeEntry($"{change}/{l.Item.Item}", l))] : null;

    public bool Equals(FeeQuote? other) => other is not null && Lines.SequenceEqual(other.Lines);

    public override int GetHashCode() => Lines.Length;
}
