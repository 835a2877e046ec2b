using System.Data.Common;
using System.Globalization;
using Dapper;
using PbxBridge.Charging.Fees;
using PbxBridge.Charging.Prices;
using PbxBridge.Storage.Accounts;
using PbxBridge.Storage.Calls;
using PbxBridge.Storage.Databases;

namespace PbxBridge.Storage.Fees;

/// <summary>Books fees inside the transaction of what raised them (FEE-1).</summary>
internal static class FeeTables
{
    /// <returns>How many were new.</returns>
    public static int Book(Database database, DbConnection db, FeeBooking booking, DateTimeOffset at)
    {
        var booked = 0;
        foreach (var entry in booking.Entries)
        {
            if (!Insert(db, booking, entry, at))
                continue;
            // Of the company, not of its employees: fees do not count against anybody's limit.
            var account = AccountTables.Lock(database, db, AccountTables.IdOf(db, AccountKey.OfCompany(booking.Company, booking.Cycle.Start)));
            AccountTables.Append(db, account.Id, new LedgerEntry($"fee/{entry.Key}", at, LedgerKind.Fee, -entry.Line.Net, entry.Line.Item.ToString()));
            AccountTables.Spend(db, account.Id, entry.Line.Net.Units, 0);
            booked++;
        }

        return booked;
    }

    private static bool Insert(DbConnection db, FeeBooking booking, FeeEntry entry, DateTimeOffset at) => db.Execute(
        """
        INSERT INTO fee (key, company, cycle, at, kind, list, version, item, name_pl, name_en, count, net, gross, vat, author)
        VALUES (@Key, @Company, @Cycle, @At, @Kind, @List, @Version, @Item, @Polish, @English, @Count, @Net, @Gross, @Vat, @Author) ON CONFLICT (key) DO NOTHING
        """,
        new
        {
            Key = $"{booking.Company}/{entry.Key}",
            booking.Company,
            Cycle = booking.Cycle.Start.ToUnixTimeMilliseconds(),
            At = at.ToUnixTimeMilliseconds(),
            Kind = Names<FeeKind>.Of(entry.Line.Kind),
            entry.Line.Item.List,
            Version = (long)entry.Line.Item.Version,
            entry.Line.Item.Item,
            entry.Line.Name.Polish,
            entry.Line.Name.English,
            Count = (long)entry.Line.Count,
            Net = entry.Line.Net.Units,
            Gross = entry.Line.Gross.Units,
            Vat = entry.Line.Vat.ToString(CultureInfo.InvariantCulture),
            booking.Author,
        }) == 1;
}
