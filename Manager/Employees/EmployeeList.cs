using System.Collections.Immutable;
using PbxBridge.Charging.Amounts;
using PbxBridge.Charging.Limits;
using PbxBridge.Manager.Access;
using PbxBridge.Routing.Companies;
using PbxBridge.Routing.Profiles;
using PbxBridge.Storage.Limits;

namespace PbxBridge.Manager.Employees;

/// <summary>The employees whom a visitor sees, as his search finds them; lists and totals are of these and no others (M7).</summary>
public sealed class EmployeeList
{
    private const int PageSize = 100;

    private readonly Visitor _visitor;
    private readonly LimitsUsed _use;
    private readonly ImmutableArray<Employee> _all;
    private readonly ImmutableArray<Employee> _found;

    internal EmployeeList(Visitor visitor, LimitsUsed use, string find, string department, int page)
    {
        (_visitor, _use, Find, Department) = (visitor, use, find, department);
        _all = Rights.Visible(visitor, Permission.SeeEmployee);
        _found = [.. _all.Where(employee => Matches(employee, find) && (department.Length == 0 || employee.Department == department))];
        Page = Math.Clamp(page, 1, Math.Max(1, Pages));
        Rows = [.. _found.Skip((Page - 1) * PageSize).Take(PageSize).Select(Row)];
        var limited = _found.Where(employee => Rights.Allows(visitor, Permission.SeeLimit, employee)).ToList();
        ShowsLimits = limited.Count > 0;
        Used = Money.Sum(limited.Select(use.UsedBy));
        Limits = Money.Sum(limited.Select(employee => visitor.Company.LimitOf(employee)?.Amount ?? Money.Zero));
    }

    /// <summary>Of the page that is shown.</summary>
    public ImmutableArray<EmployeeRow> Rows { get; }

    public string Find { get; }

    public string Department { get; }

    public IEnumerable<string> Departments => _all.Select(employee => employee.Department).OfType<string>().Distinct().Order(StringComparer.Ordinal);

    /// <summary>Whom he sees at all.</summary>
    public int Total => _all.Length;

    /// <summary>Whom his search finds.</summary>
    public int Found => _found.Length;

    /// <summary>From 1.</summary>
    public int Page { get; }

    public int Pages => (Found + PageSize - 1) / PageSize;

    public bool ShowsLimits { get; }

    /// <summary>Of all who were found and whose limit he sees.</summary>
    public Money Used { get; }

    public Money Limits { get; }

    /// <summary>For some of those whom he sees.</summary>
    public bool Changes(Permission permission) => _all.Any(employee => Rights.Allows(_visitor, permission, employee));

    public bool ChangesAny => Changes(Permission.ChangeProfile) || Changes(Permission.ChangeLimit) || Changes(Permission.ChangeNotice) || Changes(Permission.ChangeServices);

    /// <summary>Those that can be assigned.</summary>
    public IEnumerable<Profile> Profiles => ProfilesOf(_visitor.Company);

    /// <summary>The company's own, and the ready ones in whose place it has none.</summary>
    internal static IEnumerable<Profile> ProfilesOf(CompanySnapshot company) =>
        company.Profiles.Concat(ReadyProfiles.All.Where(ready => company.Profiles.All(own => own.Id != ready.Id)));

    private static bool Matches(Employee employee, string find)
    {
        var digits = string.Concat(find.Where(char.IsAsciiDigit));
        return find.Length == 0 || employee.Name.Contains(find, StringComparison.CurrentCultureIgnoreCase)
            || (digits.Length > 0 && (employee.Mobile.Value.Contains(digits, StringComparison.Ordinal) || employee.Extension?.Contains(digits, StringComparison.Ordinal) is true));
    }

    private EmployeeRow Row(Employee employee)
    {
        var profile = Rights.Allows(_visitor, Permission.SeeSettings, employee) ? _visitor.Company.ProfileOf(employee)?.Name : null;
        if (!Rights.Allows(_visitor, Permission.SeeLimit, employee))
            return new(employee, profile, null, null, null);
        var (limit, used) = (_visitor.Company.LimitOf(employee), _use.UsedBy(employee));
        return new(employee, profile, used, limit, limit is null ? null : LimitsUsed.PercentOf(used, limit));
    }
}

/// <param name="Profile">Its name; null: he has none, or it is not for the visitor to see.</param>
/// <param name="Used">Of his limit; null: not for the visitor to see.</param>
public sealed record EmployeeRow(Employee Employee, string? Profile, Money? Used, CostLimit? Limit, int? Percent);
