using System.Globalization;
using PbxBridge.Routing.Logins;

namespace PbxBridge.Routing.Companies;

/// <summary>Who may log in to the Manager is known, each once, and looks after people who are there (domain §8).</summary>
internal static class LoginRules
{
    public static void Find(CompanySnapshot company, FileFaults faults)
    {
        if (company.Logins.IsEmpty)
        {
            return;
        }

        var employees = company.Employees.Select(e => e.Id).ToHashSet();
        var departments = company.Employees.Select(e => e.Department).OfType<string>().ToHashSet();
        CompanyRules.Unique(company.Logins.Select(l => l.Name), i => Place($"$.logins[{i}].name"), "nazwa", "the name", faults);
        CompanyRules.Unique(company.Logins.Select(l => l.Employee ?? ""), i => Place($"$.logins[{i}].employee"), "login pracownika", "the login of the employee", faults);
        for (var i = 0; i < company.Logins.Length; i++)
        {
            var login = company.Logins[i];
            if (login.Employee is null && login.Role == LoginRole.User)
            {
                faults.Add(
                    Place($"$.logins[{i}].employee"), "M3", "użytkownik jest pracownikiem firmy: podaj jego id", "a user is an employee of the company: give his id");
            }
            else if (login.Employee is { Length: > 0 } id && !employees.Contains(id))
            {
                faults.Add(Place($"$.logins[{i}].employee"), "", $"nie ma pracownika „{id}”", $"there is no employee \"{id}\"");
            }

            Check(login.Services, Place($"$.logins[{i}].services"), employees, departments, faults);
            Check(login.Billing, Place($"$.logins[{i}].billing"), employees, departments, faults);
        }
    }

    private static void Check(Delegation? delegation, string path, HashSet<string> employees, HashSet<string> departments, FileFaults faults)
    {
        if (delegation is null)
        {
            return;
        }

        CompanyRules.Unique(delegation.Employees, i => Place($"{path}.employees[{i}]"), "pracownik", "the employee", faults);
        for (var i = 0; i < delegation.Employees.Length; i++)
        {
            if (delegation.Employees[i] is { Length: > 0 } id && !employees.Contains(id))
            {
                faults.Add(Place($"{path}.employees[{i}]"), "M7", $"nie ma pracownika „{id}”", $"there is no employee \"{id}\"");
            }
        }

        CompanyRules.Unique(delegation.Departments, i => Place($"{path}.departments[{i}]"), "dział", "the department", faults);
        for (var i = 0; i < delegation.Departments.Length; i++)
        {
            if (delegation.Departments[i] is { Length: > 0 } name && !departments.Contains(name))
            {
                faults.Add(Place($"{path}.departments[{i}]"), "M8", $"w dziale „{name}” nie ma żadnego pracownika", $"there is no employee in the department \"{name}\"");
            }
        }
    }

    private static string Place(FormattableString path) => path.ToString(CultureInfo.InvariantCulture);
}
