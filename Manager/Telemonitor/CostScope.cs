using System.Collections.Immutable;
using PbxBridge.Manager.Access;
using PbxBridge.Routing.Companies;

namespace PbxBridge.Manager.Telemonitor;

/// <summary>Whose calls somebody may look at.</summary>
/// <param name="IsWhole">All of the company, with what belongs to no employee, and its fees (domain §8).</param>
/// <param name="Employees">In the order of the company. He himself is among them only when he is to look after himself, too (M7).</param>
/// <param name="Self">The employee who he is; null: he is none, or may not see even that.</param>
public sealed record CostScope(bool IsWhole, ImmutableArray<Employee> Employees, Employee? Self)
{
    public bool IsOfOthers => IsWhole || !Employees.IsEmpty;

    /// <summary>What the store is asked for: of all, or of these numbers alone.</summary>
    internal IReadOnlyCollection<string>? Payers => IsWhole ? null : [.. Employees.Select(employee => employee.Mobile.Value)];

    public static CostScope Of(Visitor visitor) => new(
        Rights.Allows(visitor, Permission.SeeCosts) && Rights.Allows(visitor, Permission.SeeBill),
        // As if he were no employee: then nothing is his own.
        Rights.Visible(visitor with { Login = visitor.Login with { Employee = null } }, Permission.SeeCosts),
        visitor.Self is { } self && Rights.Allows(visitor, Permission.SeeCosts, self) ? self : null);

    /// <summary>Null: there is no such employee, or not for him.</summary>
    public Employee? Find(string id) => Employees.FirstOrDefault(employee => employee.Id == id);

    /// <summary>The same, of one employee alone.</summary>
    public CostScope Only(Employee employee) => new(false, [employee], Self);
}
