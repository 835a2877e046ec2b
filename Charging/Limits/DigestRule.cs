using System.Collections.Immutable;

namespace PbxBridge.Charging.Limits;

/// <summary>Administrators of many employees get their notices together (LIM-6).</summary>
public static class DigestRule
{
    /// <summary>A company with more employees than this gets digests.</summary>
    public const int Employees = 20;

    public static readonly TimeSpan Interval = TimeSpan.FromMinutes(15);

    /// <summary>When notices that wait now go out, all in one message.</summary>
    /// <param name="last">When this administrator's last message went out; null: never.</param>
    public static DateTimeOffset SendAt(int employees, DateTimeOffset? last, DateTimeOffset now) =>
        employees > Employees && last is { } sent && sent + Interval > now ? sent + Interval : now;

    /// <summary>The newest of each employee, in the order of coming: who has come to 100 % need not be told about 80 %.</summary>
    public static ImmutableArray<EmployeeNotice> Newest(IEnumerable<(string Employee, EmployeeNotice Notice)> waiting) =>
        [.. waiting.GroupBy(n => n.Employee).Select(g => g.Last().Notice)];
}
