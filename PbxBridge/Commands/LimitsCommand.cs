using System.Globalization;
using PbxBridge.Charging.Amounts;
using PbxBridge.Charging.Cycles;
using PbxBridge.Charging.Limits;
using PbxBridge.Configuration;
using PbxBridge.Hosting;
using PbxBridge.Routing.Companies;
using PbxBridge.Storage;
using PbxBridge.Storage.Accounts;
using PbxBridge.Storage.Audit;
using PbxBridge.Storage.Limits;

namespace PbxBridge.Commands;

/// <summary>What the employees of a company have used of their limits in this billing cycle; <c>--lift</c> opens one until the cycle ends (LIM-7).</summary>
internal static class LimitsCommand
{
    public static int Run(CommandLine line, BridgeSettings settings, Store store, ProcessEdge edge)
    {
        var words = Words.Of(line);
        CompaniesAt.Open(store, settings.Operator, edge, first: false, out var directory);
        var company = KnownCompany.Of(line.Operand ?? "", directory, words);
        var cycle = company.Cycles.At(edge.Time.GetUtcNow());
        if (line.Option("lift") is { } who)
            Lift(company, KnownCompany.EmployeeOf(company, who, words), cycle, CommandActor.Of(AuditRole.Administrator, line.Option("by")), store, words, edge);
        List(company, cycle, store, words, edge);
        return 0;
    }

    private static void Lift(CompanySnapshot company, Employee employee, BillingCycle cycle, AuditActor by, Store store, Words words, ProcessEdge edge)
    {
        if (company.LimitOf(employee) is not { } limit)
            throw new StartException(words.Of($"Pracownik {employee.Id} nie ma limitu.", $"The employee {employee.Id} has no limit."));
        var change = new AuditChange($"limit of {employee.Id}", limit.Amount.Shown().English, string.Create(CultureInfo.InvariantCulture, $"lifted until {cycle.Next:yyyy-MM-dd}"));
        edge.Out.WriteLine(store.Limits.Lift(company.Id, employee.Id, cycle.Start, by.Author, new AuditEntry(company.Id, by, "limits lift", [change]))
            ? words.Of($"Limit pracownika {employee.Id} jest zdjęty do końca cyklu.", $"The limit of {employee.Id} is lifted until the end of the cycle.")
            : words.Of($"Limit pracownika {employee.Id} był już zdjęty.", $"The limit of {employee.Id} was lifted already."));
    }

    private static void List(CompanySnapshot company, BillingCycle cycle, Store store, Words words, ProcessEdge edge)
    {
        var (used, running) = (LimitsUsed.Of(store, company, edge.Time.GetUtcNow()), store.Running.Of(company.Id));
        var any = false;
        edge.Out.WriteLine(words.Of(
            $"{company.Name}, cykl {cycle.First:yyyy-MM-dd} – {cycle.Next.AddDays(-1):yyyy-MM-dd}", $"{company.Name}, cycle {cycle.First:yyyy-MM-dd} – {cycle.Next.AddDays(-1):yyyy-MM-dd}"));
        foreach (var employee in company.Employees)
        {
            if (company.LimitOf(employee) is not { } limit)
                continue;
            any = true;
            edge.Out.WriteLine(Row(employee, limit, used.UsedBy(employee), used.AccountOf(employee), words));
        }

        if (!any)
            edge.Out.WriteLine(words.Of("Nikt nie ma limitu.", "Nobody has a limit."));
        else if (running is { } told)
            edge.Out.WriteLine(words.Of($"Orientacyjnie, z trwającymi połączeniami (stan z {WarsawTime.Local(told.At):HH:mm:ss}) i rezerwacjami.", $"Approximate, with running calls (as of {WarsawTime.Local(told.At):HH:mm:ss}) and reservations."));
        else
            edge.Out.WriteLine(words.Of("Bez trwających połączeń: bramka nie działa.", "Without running calls: the bridge does not run."));
    }

    private static string Row(Employee employee, CostLimit limit, Money used, Account? account, Words words)
    {
        var percent = limit.Amount.IsZero ? "" : string.Create(CultureInfo.InvariantCulture, $" ({used.Amount * 100 / limit.Amount.Amount:f0} %)");
        var lifted = account is { LiftedAt: { } at }
            ? words.Of($"; zdjęty {WarsawTime.Local(at):yyyy-MM-dd HH:mm} przez {account.LiftedBy}", $"; lifted {WarsawTime.Local(at):yyyy-MM-dd HH:mm} by {account.LiftedBy}")
            : "";
        return $"{employee.Id,-16} {Shown(used, words)} / {Shown(limit.Amount, words)}{percent}, {ModeOf(limit, words)}{lifted}";
    }

    private static string Shown(Money amount, Words words) => words.Of(amount.Shown().Polish, amount.Shown().English);

    private static string ModeOf(CostLimit limit, Words words) => limit.Mode switch
    {
        LimitMode.BarAll => words.Of("potem żadnych połączeń", "then no calls"),
        LimitMode.RestrictOnNet => words.Of("potem tylko w Sieci firmowej", "then within the company network only"),
        _ => words.Of("tylko powiadomienia", "notices only"),
    } + (limit.CutsRunning ? words.Of(", trwające są przerywane", ", running calls are cut") : "");
}
