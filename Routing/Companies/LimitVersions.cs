using PbxBridge.Charging.Limits;

namespace PbxBridge.Routing.Companies;

/// <summary>A limit of another amount is another version of it (LIM-5): marks of thresholds belong to one version. Whoever saves a company need not count.</summary>
public static class LimitVersions
{
    /// <param name="before">As it is saved; null: it is new.</param>
    /// <returns><paramref name="next"/>, in which no employee has a limit of another amount under a version that he had before.</returns>
    public static CompanySnapshot After(CompanySnapshot? before, CompanySnapshot next)
    {
        if (before is null)
            return next;
        var standard = Follow(before.DefaultLimit, next.DefaultLimit);
        foreach (var employee in next.Employees)
        {
            if (employee.Limit is null)
                standard = Follow(Of(before, employee), standard);
        }

        return next with
        {
            DefaultLimit = standard,
            Employees = [.. next.Employees.Select(employee => employee.Limit is null ? employee : employee with { Limit = Follow(Of(before, employee), employee.Limit) })],
        };
    }

    private static CostLimit? Of(CompanySnapshot before, Employee employee) => before.EmployeeNamed(employee.Id) is { } known ? before.LimitOf(known) : null;

    private static CostLimit? Follow(CostLimit? former, CostLimit? next)
    {
        if (former is null || next is null)
            return next;
        var least = former.Amount == next.Amount ? former.Version : former.Version + 1;
        return next.Version >= least ? next : next with { Version = least };
    }
}
