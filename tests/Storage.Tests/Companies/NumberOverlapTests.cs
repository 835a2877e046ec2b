using Dapper;
using PbxBridge.Storage.Companies;

namespace PbxBridge.Storage.Tests.Companies;

/// <summary>PPN-12 of a large company: each of its numbers is looked for in a few steps.</summary>
public sealed class NumberOverlapTests : IDisposable
{
    private readonly TemporaryStore _temporary = new();

    [Fact]
    public void A_number_is_looked_for_by_its_place_and_among_the_wide_ranges_of_one_company()
    {
        var plan = _temporary.Store.Database.Read(db => db.Query($"EXPLAIN QUERY PLAN {NumberOverlaps.Text}", new { First = 1L, Last = 1L, Id = "a" }).Select(row => (string)row.detail).ToList());
        Assert.Contains("SEARCH owned_range USING COVERING INDEX owned_range_by_first (first_number>? AND first_number<?)", plan);
        Assert.Contains("SEARCH owned_range USING COVERING INDEX owned_range_wide_of (company=? AND first_number<?)", plan);
        Assert.Contains("SEARCH owned_range USING COVERING INDEX owned_range_wide (first_number<?)", plan);
        Assert.DoesNotContain(plan, step => step.StartsWith("SCAN", StringComparison.Ordinal) || step.Contains("TEMP B-TREE", StringComparison.Ordinal));
    }

    public void Dispose() => _temporary.Dispose();
}
