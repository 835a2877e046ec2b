namespace PbxBridge.Charging.Prices;

/// <summary>The name that somebody may have meant.</summary>
internal static class NearName
{
    private const int LongestName = 64;

    /// <summary>The known name at most two letters away (inserted, removed, replaced), or null.</summary>
    public static string? Of(string name, string[] known) => name.Length > LongestName ? null : known
        .Select(k => (Name: k, Distance: Distance(name, k))).Where(k => k.Distance <= 2 && k.Distance < k.Name.Length)
        .OrderBy(k => k.Distance).Select(k => k.Name).FirstOrDefault();

    private static int Distance(string one, string other)
    {
        var row = Enumerable.Range(0, other.Length + 1).ToArray();
        for (var i = 1; i <= one.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= other.Length; j++)
            {
                var same = char.ToLowerInvariant(one[i - 1]) == char.ToLowerInvariant(other[j - 1]);
                var best = Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + (same ? 0 : 1));
                diagonal = row[j];
                row[j] = best;
            }
        }

        return row[other.Length];
    }
}
