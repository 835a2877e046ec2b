namespace PbxBridge.Configuration;

/// <summary>The known name that somebody may have meant.</summary>
internal static class NearestName
{
    /// <summary>Null when none is near.</summary>
    public static string? Of(string given, IEnumerable<string> known)
    {
        var (best, least) = ((string?)null, (Math.Max(given.Length, 4) / 3) + 1);
        foreach (var name in known)
        {
            if (Distance(given, name) is var distance && distance < least)
                (best, least) = (name, distance);
        }

        return best;
    }

    /// <summary>Letters to insert, remove or replace (Levenshtein); a swap of neighbours counts as two.</summary>
    private static int Distance(string one, string other)
    {
        if (one.Length > 64 || other.Length > 64)
            return int.MaxValue;
        var row = Enumerable.Range(0, other.Length + 1).ToArray();
        for (var i = 1; i <= one.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= other.Length; j++)
            {
                var same = char.ToLowerInvariant(one[i - 1]) == char.ToLowerInvariant(other[j - 1]);
                var next = Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + (same ? 0 : 1));
                (diagonal, row[j]) = (row[j], next);
            }
        }

        return row[^1];
    }
}
