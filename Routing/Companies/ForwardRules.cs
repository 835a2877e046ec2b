using System.Globalization;

namespace PbxBridge.Routing.Companies;

/// <summary>An employee's own forwards, as they stand in a company file (domain §4.5).</summary>
internal static class ForwardRules
{
    public static Forwards? Read(FileObject employee)
    {
        if (employee.Object("forwards", CompanyFields.Forwards) is not { } file)
        {
            return null;
        }

        var normal = new Forwards();
        return new()
        {
            Always = file.Has("always") ? file.Reference("always") : null,
            Busy = file.Has("busy") ? file.Reference("busy") : null,
            NoAnswer = file.Has("noAnswer") ? file.Reference("noAnswer") : null,
            Unreachable = file.Has("unreachable") ? file.Reference("unreachable") : null,
            RingFor = file.Seconds("ringFor", 5, 60, normal.RingFor),
        };
    }

    public static void Find(CompanySnapshot company, FileFaults faults)
    {
        for (var i = 0; i < company.Employees.Length; i++)
        {
            var employee = company.Employees[i];
            if (employee.Forwards is not { } forwards)
            {
                continue;
            }

            var path = string.Create(CultureInfo.InvariantCulture, $"$.employees[{i}].forwards");
            PeopleRules.Timer(forwards.RingFor, 5, 60, 5, path + ".ringFor", faults);
            foreach (var (name, _, to) in forwards.Set())
            {
                if (to == employee.Mobile && to.Value.Length > 0)
                {
                    faults.Add($"{path}.{name}", "S7", "przekierowanie na własny numer", "it leads to the employee's own number");
                }
            }
        }
    }
}
