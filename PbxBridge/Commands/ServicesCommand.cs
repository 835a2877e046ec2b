using System.Collections.Immutable;
using PbxBridge.Charging.Cycles;
using PbxBridge.Configuration;
using PbxBridge.Hosting;
using PbxBridge.Routing.Companies;
using PbxBridge.Routing.Terms;
using PbxBridge.Storage;

namespace PbxBridge.Commands;

/// <summary>The services of a company or of one employee (P1): lists them, or switches one on or off, with its fee.</summary>
internal static class ServicesCommand
{
    public static int Run(CommandLine line, BridgeSettings settings, Store store, ProcessEdge edge)
    {
        var words = Words.Of(line);
        var catalogue = CompaniesAt.Open(store, settings.Operator, edge, first: false, out var directory);
        var company = KnownCompany.Of(line.Operand ?? "", directory, words);
        var employee = line.Option("employee") is { } who ? KnownCompany.EmployeeOf(company, who, words) : null;
        var today = WarsawTime.Day(edge.Time.GetUtcNow());
        var (on, off) = (ServiceOf(line, "on"), ServiceOf(line, "off"));
        if (on is null && off is null)
            return List(company, employee, today, words, edge);
        var next = company;
        if (on is { } start)
            next = With(next, employee, start, today, true);
        if (off is { } stop)
            next = With(next, employee, stop, today, false);
        var note = $"services {(on is { } begun ? $"+{begun} " : "")}{(off is { } ended ? $"-{ended} " : "")}{employee?.Id}".TrimEnd();
        var outcome = CompanyImport.Run(store, directory, catalogue.Format, CompanyFile.Write(next), ChangeReport.OrderOf(line, settings.Operator, note, edge));
        if (outcome.Company is { } saved)
        {
            edge.Out.WriteLine(words.Of($"Zmieniono firmę {saved.Id}, wersja {outcome.Revision}.", $"Changed company {saved.Id}, revision {outcome.Revision}."));
            List(saved, employee is null ? null : saved.Employees.First(one => one.Id == employee.Id), today, words, edge);
        }

        return ChangeReport.Write(outcome, line, words, company.Id, edge);
    }

    private static CompanySnapshot With(CompanySnapshot company, Employee? employee, ServiceKind service, DateOnly today, bool on) => employee is null
        ? company with { Services = company.Services.With(service, today, on) }
        : company with
        {
            Employees = [.. company.Employees.Select(one => one.Id != employee.Id
                ? one
                : one with { ServicesOff = on ? one.ServicesOff.Without(ServiceSet.Of(service)) : one.ServicesOff.With(service) })],
        };

    private static int List(CompanySnapshot company, Employee? employee, DateOnly today, Words words, ProcessEdge edge)
    {
        var on = company.ServicesOn(today).Without(employee?.ServicesOff ?? default);
        foreach (var (name, service) in ServiceNames.All)
            edge.Out.WriteLine($"{name,-16} {(on.Contains(service) ? words.Of("włączona", "on") : words.Of("wyłączona", "off"))}");
        if (!company.IsInService(today))
            edge.Out.WriteLine(words.Of($"Firma {company.Id} jest nieaktywna albo nie ma teraz umowy.", $"The company {company.Id} is not active, or has no contract now."));
        return 0;
    }

    private static ServiceKind? ServiceOf(CommandLine line, string option)
    {
        if (line.Option(option) is not { } text)
            return null;
        foreach (var (name, service) in ServiceNames.All)
        {
            if (name == text)
                return service;
        }

        throw new SettingsException([$"--{option} is '{text}'; it must be one of {string.Join(", ", ServiceNames.All.Select(one => one.Name))}."]);
    }
}
