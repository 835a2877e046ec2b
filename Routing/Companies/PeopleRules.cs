using PbxBridge.Routing.Numbering;
using PbxBridge.Routing.Plans;

namespace PbxBridge.Routing.Companies;

/// <summary>Employees, their personal lines, softphones and mailboxes.</summary>
internal static class PeopleRules
{
    public static void Find(CompanySnapshot company, FileFaults faults)
    {
        CompanyRules.Unique(company.Employees.Select(e => e.Id), i => $"$.employees[{i}].id", "pracownik", "the employee", faults);
        for (var i = 0; i < company.Employees.Length; i++)
        {
            CheckEmployee(company, company.Employees[i], $"$.employees[{i}]", faults);
        }

        CompanyRules.Unique(company.Softphones.Select(s => s.User), i => $"$.softphones[{i}].user", "użytkownik", "the user", faults);
        for (var i = 0; i < company.Softphones.Length; i++)
        {
            if (company.Softphones[i].Employee is { Value.Length: > 0 } owner && company.EmployeeWith(owner) is null)
            {
                faults.Add($"$.softphones[{i}].employee", "", $"{owner} nie jest numerem pracownika", $"{owner} is not an employee's number");
            }
        }

        CheckBoxes(company, faults);
    }

    private static void CheckEmployee(CompanySnapshot company, Employee employee, string path, FileFaults faults)
    {
        if (employee.Site.Length > 0 && company.SiteNamed(employee.Site) is null)
        {
            faults.Add(path + ".site", "", $"nie ma siedziby „{employee.Site}”", $"there is no site \"{employee.Site}\"");
        }

        if (employee.VoicemailEnabled && employee.Mobile.Value.Length > 0 && company.MailboxOf(employee.Mobile) is null)
        {
            faults.Add(
                path + ".voicemail", "", $"{employee.Name} ma włączoną pocztę głosową, a nie ma skrzynki w voicemail.boxes",
                $"{employee.Name} has voicemail switched on but no box in voicemail.boxes");
        }

        if (employee.PersonalLine is { } line)
        {
            CheckPersonalLine(company, employee, line, path + ".personalLine", faults);
        }
    }

    private static void CheckPersonalLine(CompanySnapshot company, Employee employee, PersonalLine line, string path, FileFaults faults)
    {
        if (line.Second.Value.Length > 0)
        {
            if (line.Second == employee.Mobile)
            {
                faults.Add(path + ".second", "S7", "drugi numer jest tym samym co pierwszy", "the second number is the same as the first");
            }
            else if (company.OwnerOf(line.Second) is null)
            {
                faults.Add(path + ".second", "S2", $"drugi numer {line.Second} nie należy do Sieci firmowej", $"the second number {line.Second} is not in the company network");
            }
        }

        if (line.On == OutcomeSet.None)
        {
            faults.Add(path + ".on", "D2", "podaj przynajmniej jeden warunek", "give at least one condition");
        }

        Timer(line.FirstFor, 5, 60, 5, path + ".firstFor", faults);
        Timer(line.SecondFor, 5, 60, 5, path + ".secondFor", faults);
        if (line.Then == PersonalLineThen.Voicemail && !employee.VoicemailEnabled)
        {
            faults.Add(path + ".then", "§4.4", $"{employee.Name} nie ma włączonej poczty głosowej", $"{employee.Name} has no voicemail switched on");
        }
    }

    /// <summary>§4.1; a whole number of seconds.</summary>
    internal static void Timer(TimeSpan time, int min, int max, int step, string path, FileFaults faults)
    {
        if (time < TimeSpan.FromSeconds(min) || time > TimeSpan.FromSeconds(max))
        {
            faults.Add(path, "§4.1", $"od {min} do {max} sekund", $"{min} to {max} seconds");
        }
        else if (time.Ticks % (step * TimeSpan.TicksPerSecond) != 0)
        {
            faults.Add(path, "§4.1", $"liczba sekund co {step}", $"seconds go in steps of {step}");
        }
    }

    private static void CheckBoxes(CompanySnapshot company, FileFaults faults)
    {
        var boxes = company.Voicemail.Boxes;
        var seen = new HashSet<PhoneNumber>();
        for (var i = 0; i < boxes.Length; i++)
        {
            var owner = boxes[i].Owner;
            if (owner.Value.Length == 0)
            {
                continue;
            }

            if (company.EmployeeWith(owner) is null && company.LineWith(owner) is null)
            {
                faults.Add(
                    $"$.voicemail.boxes[{i}].owner", "", $"{owner} nie jest pracownikiem ani Linią firmową", $"{owner} is neither an employee nor a company line");
            }
            else if (!seen.Add(owner))
            {
                faults.Add($"$.voicemail.boxes[{i}].owner", "", $"{owner} ma już skrzynkę", $"{owner} has a box already");
            }
        }
    }
}
