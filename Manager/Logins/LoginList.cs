using System.Collections.Immutable;
using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;
using PbxBridge.Manager.Pages;
using PbxBridge.Routing.Companies;
using PbxBridge.Routing.Logins;

namespace PbxBridge.Manager.Logins;

/// <summary>The logins of a company, as a search finds them, page by page; the company is walked once.</summary>
internal sealed class LoginList
{
    private const string Path = "/logins";

    private readonly Dictionary<string, Employee> _employees;
    private readonly HashSet<string> _known;

    private LoginList(CompanySnapshot company, string find, int page)
    {
        Find = find;
        _known = [.. company.Logins.Select(login => login.Employee).OfType<string>()];
        // Of those who can log in alone: a company may have far more employees than logins.
        _employees = company.Employees.Where(employee => _known.Contains(employee.Id)).ToDictionary(employee => employee.Id, StringComparer.Ordinal);
        Rows = Leaf<Login>.Of(find.Length == 0 ? company.Logins : [.. company.Logins.Where(Matches)], page);
        Free = company.Employees.Length > Choices.Most ? null : [.. company.Employees.Where(employee => !_known.Contains(employee.Id))];
    }

    /// <summary>What is looked for: a part of a login or of a person's name.</summary>
    public string Find { get; }

    public Leaf<Login> Rows { get; }

    /// <summary>Who has no login yet; null: too many employees for a list.</summary>
    public ImmutableArray<Employee>? Free { get; }

    /// <param name="address">Of the page: <c>/logins?find=kowal&amp;page=2</c>.</param>
    public static LoginList Of(CompanySnapshot company, string address)
    {
        var query = QueryHelpers.ParseQuery(address.IndexOf('?', StringComparison.Ordinal) is >= 0 and var at ? address[at..] : "");
        return new(company, Value("find").Trim(), int.TryParse(Value("page"), NumberStyles.None, CultureInfo.InvariantCulture, out var page) ? page : 1);

        string Value(string name) => query.TryGetValue(name, out var values) ? values.ToString() : "";
    }

    /// <inheritdoc cref="LoginTitles.PersonOf"/>
    public string PersonOf(Login login) => login.FullName ?? (login.Employee is { } id ? _employees.GetValueOrDefault(id)?.Name : null) ?? login.Name;

    public string PageAt(int page) => string.Create(CultureInfo.InvariantCulture, $"{Path}?find={Uri.EscapeDataString(Find)}&page={page}");

    private bool Matches(Login login) =>
        login.Name.Contains(Find, StringComparison.OrdinalIgnoreCase) || PersonOf(login).Contains(Find, StringComparison.CurrentCultureIgnoreCase);
}
