using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using PbxBridge.Charging.Amounts;

namespace PbxBridge.Charging.Prices;

/// <summary>All versions of all price lists. Immutable; a question takes as many steps as the number has digits and allocates nothing.</summary>
public sealed class PriceBook
{
    public static readonly PriceBook Empty = Of([]);

    private readonly ImmutableArray<Edition> _editions;

    private PriceBook(ImmutableArray<Edition> editions) => _editions = editions;

    public static PriceBook Of(ImmutableArray<PriceList> lists) => new([.. Enum.GetValues<PriceUse>().Select(use => Edition.Of(lists.Where(l => l.Head.Use == use)))]);

    /// <summary>What a further version may not be: a version that exists, or a second list for the same company and use.</summary>
    public static ImmutableArray<PriceFault> Conflicts(ImmutableArray<PriceList> with, PriceListHead added)
    {
        var faults = ImmutableArray.CreateBuilder<PriceFault>();
        foreach (var head in with.Select(l => l.Head))
        {
            if (head.Id == added.Id && head.Version == added.Version)
            {
                var version = string.Create(CultureInfo.InvariantCulture, $"{added.Version}");
                faults.Add(new("$.version", "", new($"wersja {version} już jest; wydaj następną", $"version {version} exists; publish another")));
            }
            else if (head.Id != added.Id && head.Company == added.Company && head.Use == added.Use)
            {
                faults.Add(new("$.id", "", new($"cennikiem dla tych połączeń jest już „{head.Id}”", $"the price list for these calls is \"{head.Id}\" already")));
            }
            else if (head.Id == added.Id && (head.Company != added.Company || head.Use != added.Use))
            {
                faults.Add(new("$.company", "", new("poprzednia wersja jest dla innej firmy albo innych połączeń", "an earlier version is for another company or other calls")));
            }
        }

        return [.. faults.DistinctBy(f => f.JsonPath)];
    }

    /// <summary>The version of the company's own list, or with null of the default list, that is valid then.</summary>
    public PriceList? List(string? company, PriceUse use, DateTimeOffset at)
    {
        var edition = _editions[(int)use];
        foreach (var list in company is null ? edition.Default : edition.Companies.GetValueOrDefault(company, []))
        {
            if (list.Head.Holds(at))
            {
                return list;
            }
        }

        return null;
    }

    /// <summary>The price of a call in the order of domain §6.1. A row of the company's list goes before one of the default list, however exact either is;
    /// only when no list has a row for the class does that of <see cref="RateClass.OnNet"/> stand in for partners and that of national fixed numbers for
    /// nomadic and government ones.</summary>
    public PriceAnswer Find(in PriceQuestion question)
    {
        if (question.Class.IsFree())
        {
            return PriceAnswer.Free;
        }

        var own = question.Use == PriceUse.Private ? Find(question, PriceUse.Private) : null;
        return PriceAnswer.By(own ?? Find(question, PriceUse.Business));
    }

    /// <summary>A fee's row: the company's own list before the default list. Null: there is no such fee (F7).</summary>
    public FeeRow? Fee(string company, string key, DateTimeOffset at) =>
        List(company, PriceUse.Business, at)?.Fee(key) ?? List(null, PriceUse.Business, at)?.Fee(key);

    private PriceRow? Find(in PriceQuestion question, PriceUse use)
    {
        var company = List(question.Company, use, question.At)?.Index;
        var general = List(null, use, question.At)?.Index;
        var row = Find(company, general, question, question.Class);
        if (row is null && question.Class.StandIn() is not RateClass.Unrated and var other)
        {
            row = Find(company, general, question, other);
        }

        if (!question.InArea || !question.Class.HasAreaPrice() || (company?.InArea(question.Class) ?? general?.InArea(question.Class)) is not { } area)
        {
            return row;
        }

        return row is null || AreaPrice.IsLower(area.Tariff, row.Tariff) ? area : row;
    }

    private static PriceRow? Find(RowIndex? company, RowIndex? general, in PriceQuestion question, RateClass kind) =>
        company?.Find(kind, question.Number, question.Zone) ?? general?.Find(kind, question.Number, question.Zone);

    /// <summary>All lists for one use, the highest version first.</summary>
    private readonly record struct Edition(ImmutableArray<PriceList> Default, FrozenDictionary<string, ImmutableArray<PriceList>> Companies)
    {
        public static Edition Of(IEnumerable<PriceList> lists)
        {
            var sorted = lists.OrderByDescending(l => l.Head.Version).ToArray();
            return new(
                [.. sorted.Where(l => l.Head.Company is null)],
                sorted.Where(l => l.Head.Company is not null).GroupBy(l => l.Head.Company!).ToFrozenDictionary(g => g.Key, g => g.ToImmutableArray()));
        }
    }
}
