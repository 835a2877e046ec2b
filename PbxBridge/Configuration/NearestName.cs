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

    /// <summary>Letters to insert, remove, replace or swap with their neighbour (optimal string alignment).</summary>
    private static int Distance(string one, string other)
    {
        if (one.Length > 64 || other.Length > 64)
            return int.MaxValue;
        var (a, b) = (one.ToLowerInvariant(), other.ToLowerInvariant());
        var cost = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
        {
            for (var j = 0; j <= b.Length; j++)
                cost[i, j] = i == 0 || j == 0 ? i + j : Step(cost, a, b, i, j);
        }

        return cost[a.Length, b.Length];
    }

    private static int Step(int[,] cost, string a, string b, int i, int j)
    {
        var least = Math.Min(Math.Min(cost[i - 1, j], cost[i, j - 1]) + 1, cost[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
        var swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
        return swapped ? Math.Min(least, cost[i - 2, j - 2] + 1) : least;
    }
}
