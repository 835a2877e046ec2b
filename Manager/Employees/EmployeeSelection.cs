using System.Collections.Immutable;
using PbxBridge.Manager.Access;
using PbxBridge.Manager.Companies;
using PbxBridge.Routing.Companies;
using PbxBridge.Routing.Plans;

namespace PbxBridge.Manager.Employees;

/// <summary>Employees who are changed together: all of them or none (ROLE-2).</summary>
internal sealed class EmployeeSelection(Visitor visitor, IEnumerable<string> ids)
{
    private const int MostNamed = 5;
    private readonly ImmutableArray<string> _ids = [.. ids.Distinct()];

    /// <param name="what">For the audit: <c>profile</c>.</param>
    /// <param name="needed">All of these, for each of the employees.</param>
    /// <param name="change">The same object when it is so already.</param>
    /// <param name="objection">Why it cannot be so for somebody; asked when all of them may be changed.</param>
    public EditOutcome Change(string what, ImmutableArray<Permission> needed, Func<Employee, Employee> change, Func<Employee, Sentence?>? objection = null)
    {
        if (Refusal(needed, objection) is { } refusal)
            return new EditOutcome.Refused(refusal);
        var ids = _ids.ToHashSet();
        var company = visitor.Company;
        ImmutableArray<Employee> after = [.. company.Employees.Select(employee => ids.Contains(employee.Id) ? change(employee) : employee)];
        return after.Zip(company.Employees).All(pair => ReferenceEquals(pair.First, pair.Second))
            ? new EditOutcome.Unchanged()
            : new EditOutcome.Changed(company with { Employees = after }, $"{what} of {Names()}");
    }

    private Sentence? Refusal(ImmutableArray<Permission> needed, Func<Employee, Sentence?>? objection)
    {
        if (_ids.IsEmpty)
            return new("Nie wybrano żadnego pracownika.", "No employee is chosen.");
        var employees = visitor.Company.Employees.ToDictionary(employee => employee.Id);
        foreach (var id in _ids)
        {
            if (!employees.TryGetValue(id, out var employee))
                return Refusals.NoSuchEmployee;
            foreach (var permission in needed)
            {
                if (!Rights.Allows(visitor, permission, employee))
                    return Refusals.Forbids(visitor, permission, employee);
            }
        }

        return objection is null ? null : _ids.Select(id => objection(employees[id])).FirstOrDefault(reason => reason is not null);
    }

    private string Names() => _ids.Length <= MostNamed ? string.Join(", ", _ids) : $"{_ids.Length} employees";
}
