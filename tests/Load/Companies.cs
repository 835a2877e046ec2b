using System.Text;
using System.Text.Json;

namespace PbxBridge.Load;

/// <summary>A made-up market: 1,000 companies of 100 employees, each with a PBX behind a trunk, a company line and voicemail.</summary>
internal static class Companies
{
    public const int Count = 1_000;
    public const int EmployeesEach = 100;

    public static string IdOf(int company) => $"firma-{company:d3}";

    public static string Mobile(int company, int employee) => $"+48660{company:d3}{employee:d3}";

    /// <summary>The company's file as an operator would import it.</summary>
    /// <param name="pbx">Where all PBXes answer.</param>
    public static byte[] File(int company, string pbx)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            JsonSerializer.Serialize(json, new
            {
                id = IdOf(company),
                name = $"Firma {company} Sp. z o.o.",
                language = "pl",
                activeSims = EmployeesEach,
                mainNumber = $"+48225{company:d3}000",
                sites = new[] { new { name = "Warszawa", areaCode = "22" } },
                plan = new { minLength = 3, maxLength = 4, breakout = "0", breakoutMode = "optional", domain = $"{IdOf(company)}.pnp.example" },
                trunks = new[] { new { id = $"{IdOf(company)}-pbx", transport = "udp", peers = new[] { new { address = pbx } } } },
                pbxRanges = new[]
                {
                    new { from = $"+48225{company:d3}000", to = $"+48225{company:d3}999", shortFrom = "8000", shortTo = "8999", trunk = $"{IdOf(company)}-pbx", site = "Warszawa" },
                },
                employees = Enumerable.Range(0, EmployeesEach).Select(employee => new
                {
                    id = $"e{employee:d2}",
                    name = $"Osoba {employee} Łącka",
                    mobile = Mobile(company, employee),
                    extension = $"2{employee:d2}",
                    site = "Warszawa",
                    department = "biuro",
                    voicemail = true,
                }),
                lines = new[]
                {
                    new { number = $"+48660{company:d3}900", extension = "600", name = "sekretariat", members = new[] { "201", "202", "203" }, order = "random", ringFor = 15, total = 120, overflow = new { to = "announcement" } },
                },
                voicemail = new { access = "500", boxes = Enumerable.Range(0, EmployeesEach).Select(employee => new { owner = $"2{employee:d2}" }) },
            });
        }

        return stream.ToArray();
    }

    /// <summary>Who calls whom, "caller dialled" a line: colleagues by short number, their mobiles and the desks of the PBX in turn.</summary>
    public static string Pairs()
    {
        var text = new StringBuilder();
        for (var i = 0; i < Count * EmployeesEach; i++)
        {
            var (company, caller) = (i % Count, i / Count);
            text.Append(Mobile(company, caller)).Append(' ').Append(caller % 2 == 0 ? $"2{(caller + 49) % EmployeesEach:d2}" : $"80{caller:d2}").Append('\n');
        }

        return text.ToString();
    }
}
