using PbxBridge.Routing.Companies;
using PbxBridge.Routing.Logins;

namespace PbxBridge.Manager.Access;

/// <summary>What is looked up of a visitor once, when it is first needed, and asked for each of many employees.</summary>
/// <param name="visitor">`with` copies what was looked up: it is of this one and no other.</param>
internal sealed class VisitorSight(Visitor visitor)
{
    private readonly Lazy<Employee?> _self = new(() => visitor.Login.Employee is { } id ? visitor.Company.EmployeeNamed(id) : null);

    private readonly Lazy<DelegationReach?> _services = new(() => DelegationReach.Of(visitor.Login.Services)), _billing = new(() => DelegationReach.Of(visitor.Login.Billing));

    public Visitor Of => visitor;

    public Employee? Self => _self.Value;

    /// <summary>Null: he is no service administrator.</summary>
    public DelegationReach? Services => _services.Value;

    /// <summary>Null: he is no billing administrator.</summary>
    public DelegationReach? Billing => _billing.Value;
}

/// <summary>A <see cref="Delegation"/> that tells in one step whether somebody is in it.</summary>
internal sealed record DelegationReach(IReadOnlySet<string> Employees, IReadOnlySet<string> Departments, DelegatedRights Rights)
{
    public static DelegationReach? Of(Delegation? delegation) => delegation is null
        ? null
        : new(delegation.Employees.ToHashSet(StringComparer.Ordinal), delegation.Departments.ToHashSet(StringComparer.Ordinal), delegation.Rights);
}
