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

            Check(login.Services, Place($"$.logins[{i}].services"), employees, faults);
            Check(login.Billing, Place($"$.logins[{i}].billing"), employees, faults);
        }
    }

    private static void Check(Delegation? delegation, string path, HashSet<string> employees, FileFaults faults)
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

        // One that nobody is in at the moment may be named: the last one may have left it (M8).
        CompanyRules.Unique(delegation.Departments, i => Place($"{path}.departments[{i}]"), "dział", "the department", faults);
    }

    private static string Place(FormattableString path) => path.ToString(CultureInfo.InvariantCulture);
}
