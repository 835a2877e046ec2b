using System.Data.Common;
using Dapper;

namespace PbxBridge.Storage.Companies;

/// <summary>Whether numbers belong to another company already (PPN-12), without a walk through all the numbers above or below them.</summary>
internal static class NumberOverlaps
{
    /// <summary>Two ranges meet when one begins within the other, or when a wide one began before and goes on. Ranges of two companies never meet: so, of all wide ranges that began before,
    /// none can hold the number but those of the company whose began last, or its range would be inside another company's. The database refuses an overlap in the same steps (SQLite), or by
    /// an index of ranges (PostgreSQL).</summary>
    internal const string Text =
        """
        SELECT company FROM owned_range WHERE first_number BETWEEN @First AND @Last AND company <> @Id
        UNION ALL
        SELECT company FROM owned_range
        WHERE first_number < last_number AND first_number < @First AND last_number >= @First AND company <> @Id
            AND company = (SELECT company FROM owned_range WHERE first_number < last_number AND first_number < @First ORDER BY first_number DESC LIMIT 1)
        LIMIT 1
        """;

    /// <summary>The company that has one of these numbers, or null.</summary>
    /// <param name="but">Not this one.</param>
    public static string? OwnerOf(DbConnection db, long first, long last, string but = "") =>
        db.QueryFirstOrDefault<string?>(Text, new { First = first, Last = last, Id = but });
}
