using System.Collections.Immutable;
using System.Globalization;
using Dapper;
using PbxBridge.Charging.Amounts;
using PbxBridge.Charging.Fees;
using PbxBridge.Charging.Prices;
using PbxBridge.Storage.Calls;
using PbxBridge.Storage.Databases;

namespace PbxBridge.Storage.Fees;

/// <summary>Fees of companies (domain §6.9). Those that a change raises are written with it, see <see cref="Companies.CompanyChange.Fees"/>. Any thread but the signalling
/// loop.</summary>
public sealed class FeeStore
{
    private readonly Database _database;
    private readonly TimeProvider _time;

    internal FeeStore(Database database, TimeProvider time)
    {
        _database = database;
        _time = time;
    }

    /// <summary>Books fees that come with time and not with a change: subscriptions at the start of a cycle (CYC-3). Each key once.</summary>
    /// <returns>How many were new.</returns>
    public int Book(FeeBooking booking) => _database.Update((db, transaction) =>
    {
        var booked = FeeTables.Book(_database, db, booking, _time.GetUtcNow());
        transaction.Commit();
        return booked;
    });

    /// <summary>Books the fees of several companies in one transaction. Each key once.</summary>
    /// <returns>How many were new.</returns>
    public int Book(IReadOnlyList<FeeBooking> bookings) => _database.Update((db, transaction) =>
    {
        var (booked, now) = (0, _time.GetUtcNow());
        // Accounts are locked in one order, whoever books.
        foreach (var booking in bookings.OrderBy(one => one.Company, StringComparer.Ordinal))
            booked += FeeTables.Book(_database, db, booking, now);
        transaction.Commit();
        return booked;
    });

    /// <summary>The fees of a company in one billing cycle, in the order of booking.</summary>
    public ImmutableArray<BookedFee> InCycle(string company, DateTimeOffset cycle) => _database.Read<ImmutableArray<BookedFee>>(db => [.. db.Query<Row>(
        """
        SELECT key AS Key, company AS Company, at AS At, kind AS Kind, list AS List, version AS Version, item AS Item, name_pl AS Polish, name_en AS English, count AS Count,
            net AS Net, gross AS Gross, vat AS Vat, author AS Author
        FROM fee WHERE company = @company AND cycle = @Cycle ORDER BY at, key
        """,
        new { company, Cycle = cycle.ToUnixTimeMilliseconds() }).Select(row => row.ToFee())]);

    private sealed class Row
    {
        public string Key { get; init; } = "";
        public string Company { get; init; } = "";
        public long At { get; init; }
        public string Kind { get; init; } = "";
        public string List { get; init; } = "";
        public long Version { get; init; }
        public string Item { get; init; } = "";
        public string Polish { get; init; } = "";
        public string English { get; init; } = "";
        public long Count { get; init; }
        public long Net { get; init; }
        public long Gross { get; init; }
        public string Vat { get; init; } = "";
        public string Author { get; init; } = "";

        public BookedFee ToFee() => new(
            Company,
            DateTimeOffset.FromUnixTimeMilliseconds(At),
            new FeeEntry(Key[(Company.Length + 1)..], new FeeLine(
                new PriceItem(List, (int)Version, Item), new Wording(Polish, English), Names<FeeKind>.Read(Kind, FeeKind.Event), (int)Count,
                Money.FromUnits(Net), Money.FromUnits(Gross), decimal.Parse(Vat, CultureInfo.InvariantCulture))),
            Author);
    }
}
