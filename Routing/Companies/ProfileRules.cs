using System.Collections.Immutable;
using System.Globalization;
using PbxBridge.Routing.Numbering;
using PbxBridge.Routing.PrivateCalls;
using PbxBridge.Routing.Profiles;

namespace PbxBridge.Routing.Companies;

/// <summary>Profiles, lists of numbers and private calls of one company (§5.1, BAR-2, C3, C4).</summary>
internal static class ProfileRules
{
    public static void Find(CompanySnapshot company, NumberingData numbering, FileFaults faults)
    {
        CompanyRules.Unique(company.Profiles.Select(p => p.Id), i => Place($"$.profiles[{i}].id"), "profil", "the profile", faults);
        for (var i = 0; i < company.Profiles.Length; i++)
        {
            CheckProfile(company.Profiles[i], Place($"$.profiles[{i}]"), numbering, faults);
        }

        CheckUse(company, faults);
        for (var i = 0; i < company.Employees.Length; i++)
        {
            CheckEmployee(company.Employees[i], Place($"$.employees[{i}]"), numbering, faults);
        }

        CompanyRules.Unique(
            company.Employees.Select(e => e.PrepaidAccount ?? ""), i => Place($"$.employees[{i}].prepaidAccount"), "konto", "the account", faults);
        CheckAccounts(company, faults);
        if (company.PrivateCalls.Cli is { Value.Length: > 0 } cli && company.OwnerOf(cli) is null)
        {
            faults.Add("$.privateCalls.cli", "PRV-7", $"{cli} nie należy do firmy", $"{cli} does not belong to the company");
        }

        CheckRules(company.PrivateCalls, numbering, faults);
    }

    // Two would have one purse.
    private static void CheckAccounts(CompanySnapshot company, FileFaults faults)
    {
        for (var i = 0; i < company.Employees.Length; i++)
        {
            if (company.Employees[i] is { PrepaidAccount: { } account } employee && account != employee.Id && company.EmployeeNamed(account) is { PrepaidAccount: null } other)
            {
                faults.Add(Place($"$.employees[{i}].prepaidAccount"), "", $"konto „{account}” ma już {other.Name}, pod swoim id", $"{other.Name} has the account \"{account}\" already, under the own id");
            }
        }
    }

    private static void CheckProfile(Profile profile, string path, NumberingData numbering, FileFaults faults)
    {
        CheckList(profile.Allowed, path + ".allowed", numbering, faults);
        CheckList(profile.Denied, path + ".denied", numbering, faults);
        if (profile.Windows.IsEmpty && (!profile.Classes.InWindows.IsEmpty || profile.Zones.ContainsValue(ClassRule.InWindows)))
        {
            faults.Add(
                path + ".windows", "§5.1", $"profil {profile.Name} ma reguły na godziny, a nie ma godzin",
                $"the profile {profile.Name} has rules by time but no time windows");
        }
    }

    private static void CheckUse(CompanySnapshot company, FileFaults faults)
    {
        Known(company.DefaultProfile, "$.defaultProfile");
        for (var i = 0; i < company.Employees.Length; i++)
        {
            Known(company.Employees[i].Profile, Place($"$.employees[{i}].profile"));
        }

        for (var i = 0; i < company.Trunks.Length; i++)
        {
            Known(company.Trunks[i].Profile, Place($"$.trunks[{i}].profile"));
        }

        for (var i = 0; i < company.Lines.Length; i++)
        {
            Known(company.Lines[i].Profile, Place($"$.lines[{i}].profile"));
        }

        void Known(string? id, string path)
        {
            if (id is { Length: > 0 } && company.ProfileWith(id) is null)
            {
                faults.Add(path, "R7", $"nie ma profilu „{id}”", $"there is no profile \"{id}\"");
            }
        }
    }

    private static void CheckEmployee(Employee employee, string path, NumberingData numbering, FileFaults faults)
    {
        CheckList(employee.Allowed, path + ".allowed", numbering, faults);
        CheckList(employee.Denied, path + ".denied", numbering, faults);
    }

    private static void CheckRules(PrivateOptions options, NumberingData numbering, FileFaults faults)
    {
        for (var i = 0; i < options.Rules.Length; i++)
        {
            var (rule, path) = (options.Rules[i], Place($"$.privateCalls.rules[{i}]"));
            if (rule.Classes.IsEmpty && rule.Numbers.IsEmpty && rule.Windows.IsEmpty)
            {
                faults.Add(
                    path, "C3", $"reguła {rule.Name} nie ma żadnego warunku: wszystkie połączenia byłyby prywatne",
                    $"the rule {rule.Name} has no condition: every call would be private");
            }

            CheckList(rule.Numbers, path + ".numbers", numbering, faults);
        }
    }

    private static void CheckList(NumberList list, string path, NumberingData numbering, FileFaults faults)
    {
        for (var i = 0; i < list.Entries.Length; i++)
        {
            var pattern = list.Entries[i].Pattern;
            if (pattern.Digits is not { Length: > 0 })
            {
                continue;
            }

            var exists = pattern.IsPrefix ? numbering.KindsBehind(pattern.Digits).Count > 0 : numbering.IsNumber(new(pattern.Digits));
            if (!exists)
            {
                faults.Add(
                    Place($"{path}[{i}].number"), "BAR-2", pattern.IsPrefix ? $"żaden numer nie zaczyna się od {pattern.Digits}" : $"nie ma numeru {pattern}",
                    pattern.IsPrefix ? $"no number begins with {pattern.Digits}" : $"there is no number {pattern}");
            }
        }
    }

    private static string Place(FormattableString path) => path.ToString(CultureInfo.InvariantCulture);
}
