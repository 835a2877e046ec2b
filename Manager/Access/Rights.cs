using System.Collections.Immutable;
using PbxBridge.Routing.Companies;
using PbxBridge.Routing.Logins;

namespace PbxBridge.Manager.Access;

/// <summary>Who may see and change what: the matrix of domain §8, the five rights of M9, and what an employee may do for himself (D14). Nothing else decides it.</summary>
/// <remarks>A login that is disabled, or whose password must be changed first, may nothing. When the company is not in service everything can be seen as before and nothing
/// changed (P4) but who may log in.</remarks>
public static class Rights
{
    /// <summary>For the company as a whole; a permission that is for one employee: for each of them.</summary>
    public static bool Allows(Visitor visitor, Permission permission) =>
        IsPossible(visitor, Changes(permission)) && permission != Permission.SeePrepaidAccount && visitor.Login.Role is LoginRole.Administrator or LoginRole.Owner;

    /// <summary>For one employee, as he is now. Never for one of another company (ROLE-6).</summary>
    public static bool Allows(Visitor visitor, Permission permission, Employee employee) =>
        visitor.Company.EmployeeWith(employee.Mobile) is { } own && own.Id == employee.Id
        && (Allows(visitor, permission) || IsPossible(visitor, Changes(permission)) && (IsSeenBySelf(permission) && IsSelf(visitor, own) || IsDelegated(visitor, permission, own)));

    /// <summary>What he may change of his own, or all of several (D14).</summary>
    public static bool Allows(Visitor visitor, OwnSettings own) =>
        IsPossible(visitor, changes: true) && visitor.Self is not null && own != OwnSettings.None && (visitor.Login.Locked & own) == 0;

    /// <summary>The employees for whom he has it, in the order of the company. Lists and totals are of these and no others (M7).</summary>
    public static ImmutableArray<Employee> Visible(Visitor visitor, Permission permission) =>
        MayReachOthers(visitor, permission) ? [.. visitor.Company.Employees.Where(employee => Allows(visitor, permission, employee))]
        : visitor.Self is { } self && Allows(visitor, permission, self) ? [self] : [];

    /// <summary>For somebody else than himself. Stops at the first one.</summary>
    public static bool AllowsForOthers(Visitor visitor, Permission permission) =>
        MayReachOthers(visitor, permission) && visitor.Company.Employees.Any(employee => !IsSelf(visitor, employee) && Allows(visitor, permission, employee));

    private static bool MayReachOthers(Visitor visitor, Permission permission) =>
        Allows(visitor, permission) || visitor.Login.Services is not null || visitor.Login.Billing is not null;

    private static bool IsPossible(Visitor visitor, bool changes) =>
        visitor.Login is { Enabled: true, MustChangePassword: false } && (!changes || visitor.Company.IsInService(visitor.Today));

    private static bool IsSelf(Visitor visitor, Employee employee) => visitor.Login.Employee == employee.Id;

    private static bool IsSeenBySelf(Permission permission) => permission
        is Permission.SeeEmployee or Permission.SeeSettings or Permission.SeeLimit or Permission.SeeCosts or Permission.SeePrepaidAccount;

    private static bool Changes(Permission permission) => permission switch
    {
        Permission.SeeEmployee or Permission.SeeSettings or Permission.SeeLimit or Permission.SeeCosts or Permission.SeePrepaidAccount
            or Permission.SeeBill or Permission.SeeCalls or Permission.SeeAudit or Permission.SeeLogins => false,
        // Who is dismissed must not come in, whatever became of the contract.
        Permission.ManageLogins => false,
        _ => true,
    };

    // Delegated roles are for large companies (M11).
    private static bool IsDelegated(Visitor visitor, Permission permission, Employee employee)
    {
        return !visitor.Company.GatesClosedOn(visitor.Today)
            && (Gives(visitor.Sight.Services, DelegatedRights.ForServices) || Gives(visitor.Sight.Billing, DelegatedRights.ForBilling));

        bool Gives(DelegationReach? delegation, DelegatedRights kind) =>
            delegation is not null && (delegation.Rights & kind & Giving(permission)) != 0
            && (delegation.Employees.Contains(employee.Id) || ByDepartment(delegation));

        // ROLE-4: who belongs to the department that he looks after is not his own administrator.
        bool ByDepartment(DelegationReach delegation) =>
            employee.Department is { } department && delegation.Departments.Contains(department) && !IsSelf(visitor, employee);
    }

    /// <summary>Any of these rights gives it.</summary>
    private static DelegatedRights Giving(Permission permission) => permission switch
    {
        Permission.SeeEmployee => DelegatedRights.ForServices | DelegatedRights.ForBilling,
        Permission.SeeSettings => DelegatedRights.ForServices,
        Permission.SeeLimit => DelegatedRights.ForBilling,
        Permission.SeeCosts => DelegatedRights.Costs,
        Permission.ChangeProfile => DelegatedRights.Profiles,
        Permission.ChangeServices or Permission.ChangePersonalLine or Permission.ChangePrivateMode => DelegatedRights.Services,
        Permission.ChangeLimit => DelegatedRights.Limits,
        Permission.ChangeNotice => DelegatedRights.Notices,
        _ => DelegatedRights.None,
    };
}
