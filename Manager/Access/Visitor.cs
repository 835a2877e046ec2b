using PbxBridge.Routing.Companies;
using PbxBridge.Routing.Logins;

namespace PbxBridge.Manager.Access;

/// <summary>Who is logged in, as the company is at this request. The company is that of his login and never one that a request names (ROLE-6).</summary>
/// <param name="Source">IP address from which he asks.</param>
/// <param name="Today">In Polish time.</param>
public sealed record Visitor(CompanySnapshot Company, Login Login, string Source, DateOnly Today)
{
    /// <summary>The employee who he is; null: he is none.</summary>
    public Employee? Self => Login.Employee is { } id ? Company.EmployeeNamed(id) : null;

    /// <summary>For pages and the audit.</summary>
    public string ShownName => Login.FullName ?? Self?.Name ?? Login.Name;
}
