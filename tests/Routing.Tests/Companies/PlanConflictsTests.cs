using PbxBridge.Routing.Companies;

namespace PbxBridge.Routing.Tests.Companies;

public sealed class PlanConflictsTests
{
    [Fact]
    public void Random_plans_conflict_exactly_where_brute_force_says()
    {
        var random = new Random(42);
        var (free, conflicting) = (0, 0);
        for (var round = 0; round < 2000; round++)
        {
            var entries = Enumerable.Range(0, random.Next(1, 8)).Select(i => RandomEntry(random, i)).ToList();
            var expected = new List<(string, string)>();
            for (var i = 0; i < entries.Count; i++)
            {
                for (var j = i + 1; j < entries.Count; j++)
                {
                    if (Numbers(entries[i]).Any(a => Numbers(entries[j]).Any(b => a.StartsWith(b, StringComparison.Ordinal) || b.StartsWith(a, StringComparison.Ordinal))))
                    {
                        expected.Add((entries[i].Path, entries[j].Path));
                    }
                }
            }

            Assert.Equal(expected.Order(), PlanConflicts.Meeting(entries).Select(p => (p.One.Path, p.Other.Path)).Order());
            (free, conflicting) = expected.Count == 0 ? (free + 1, conflicting) : (free, conflicting + 1);
        }

        Assert.InRange(free, 100, 1900);
        Assert.Equal(2000, free + conflicting);
    }

    private static PlanEntry RandomEntry(Random random, int i)
    {
        var length = random.Next(2, 5);
        var (low, high) = ((int)Math.Pow(10, length - 1), (int)Math.Pow(10, length) - 1);
        var first = random.Next(low, high + 1);
        var last = random.Next(3) == 0 ? Math.Min(high, first + random.Next(30)) : first;
        return new($"{first}", $"{last}", $"{i}", "", "");
    }

    private static IEnumerable<string> Numbers(PlanEntry entry)
    {
        for (var n = int.Parse(entry.First, System.Globalization.CultureInfo.InvariantCulture); n <= int.Parse(entry.Last, System.Globalization.CultureInfo.InvariantCulture); n++)
        {
            yield return $"{n}";
        }
    }
}
