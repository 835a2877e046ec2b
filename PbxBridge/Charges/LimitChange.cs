using System.Collections.Immutable;
using PbxBridge.Charging.Limits;
using PbxBridge.Routing.Companies;
using PbxBridge.Storage.Limits;

namespace PbxBridge.Charges;

/// <summary>An employee's limit was set or changed in his company's document (LIM-5).</summary>
/// <param name="Former">Null: there was none.</param>
/// <param name="Terms">As it is from now on, in the cycle that runs.</param>
internal readonly record struct LimitChange(CostLimit? Former, LimitTerms Terms)
{
    /// <summary>Of one company, by the ids of its employees. A limit that is gone needs nothing of the store: nobody asks for it any more.</summary>
    public static ImmutableArray<LimitChange> Between(CompanySnapshot before, CompanySnapshot now, DateTimeOffset at)
    {
        var changes = ImmutableArray.CreateBuilder<LimitChange>();
        foreach (var employee in now.Employees)
        {
            if (now.LimitOf(employee) is not { } limit)
                continue;
            var former = before.EmployeeNamed(employee.Id) is { } known ? before.LimitOf(known) : null;
            if (!IsSame(former, limit))
                changes.Add(new(former, new LimitTerms(now.Id, employee.Id, now.Cycles.At(at), limit)));
        }
        return changes.ToImmutable();
    }

    private static bool IsSame(CostLimit? one, CostLimit other) => ReferenceEquals(one, other)
        || (one is not null && one.Amount == other.Amount && one.Version == other.Version && one.Mode == other.Mode && one.CutsRunning == other.CutsRunning
            && one.UserThresholds.SequenceEqual(other.UserThresholds) && one.AdministratorThresholds.SequenceEqual(other.AdministratorThresholds));
}
