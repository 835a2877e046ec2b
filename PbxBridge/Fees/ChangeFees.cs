using System.Collections.Immutable;
using PbxBridge.Charging.Amounts;
using PbxBridge.Charging.Cycles;
using PbxBridge.Charging.Fees;
using PbxBridge.Routing.Companies;
using PbxBridge.Routing.Terms;
using PbxBridge.Storage.Fees;

namespace PbxBridge.Fees;

/// <summary>What a change of a company costs: shown before it is confirmed (FEE-3), and booked with it (FEE-1).</summary>
internal sealed record ChangeFees(FeeQuote Quote, ImmutableArray<FeeEntry> Subscriptions)
{
    public static readonly ChangeFees None = new(new FeeQuote([]), []);

    /// <summary>What is given back, as the change before is taken back with this one (FEE-2); taking back costs nothing else.</summary>
    public ImmutableArray<FeeEntry> GivenBack { get; init; } = [];

    public IEnumerable<FeeLine> Lines => Quote.Lines.Where(line => !line.Gross.IsZero).Concat(Subscriptions.Concat(GivenBack).Select(entry => entry.Line));

    public Money Net => Money.Sum(Lines.Select(line => line.Net));

    public Money Gross => Money.Sum(Lines.Select(line => line.Gross));

    public bool IsFree => !Lines.Any();

    /// <summary>There is something to be paid.</summary>
    public bool IsToBeAgreed => Lines.Any(line => !line.Gross.IsNegative);

    /// <param name="before">Null: the company is new. Its contract says what setting it up costs; it pays its subscriptions from today.</param>
    public static ChangeFees Of(CompanyDirectory directory, CompanySnapshot? before, CompanySnapshot after, FeeActor actor, DateTimeOffset now)
    {
        if (directory.Prices is not { } prices)
            return None;
        var today = WarsawTime.Day(now);
        var quote = before is null ? None.Quote : FeeQuote.Of(prices, after.Id, CompanyOperations.Between(before, after, directory.Numbering, today), actor, now);
        return new(quote, CompanySubscriptions.Added(before, after, prices, today, RevisionAfter(before)));
    }

    /// <summary>Null: nothing is to be booked.</summary>
    public FeeBooking? Booking(CompanySnapshot? before, CompanySnapshot after, string author, DateTimeOffset now) => IsFree
        ? null
        : new(after.Id, after.Cycles.At(now), [.. Quote.Book(Quote, $"r{RevisionAfter(before)}") ?? [], .. Subscriptions, .. GivenBack], author);

    private static long RevisionAfter(CompanySnapshot? before) => (before?.Revision ?? 0) + 1;
}
