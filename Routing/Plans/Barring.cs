using PbxBridge.Charging.Cycles;
using PbxBridge.Routing.Companies;
using PbxBridge.Routing.Numbering;
using PbxBridge.Routing.Terms;

namespace PbxBridge.Routing.Plans;

/// <summary>The rules of BAR-4 for a leg that somebody causes without dialling it: a forward, the target of a 302, an overflow. A blind transfer is a whole call of
/// the transferrer: <see cref="CallPlanner.Plan"/> with a <see cref="Transferee"/>.</summary>
/// <remarks>Pure; the same steps as those of a dialled call.</remarks>
public static class Barring
{
    /// <summary>Null when the company, or the one who causes the leg, does not exist.</summary>
    /// <param name="dialled">A number in any dialled form: it is read as if the causer had dialled it. A forwarded leg has no place, so no discount of the company
    /// area (AREA-7).</param>
    public static Judgement? Judge(CompanyDirectory directory, Causer causer, string dialled, DateTimeOffset at, IAccounts accounts)
    {
        if (directory.Company(causer.Company) is not { } company)
            return null;
        var day = WarsawTime.Day(at);
        var (employee, trunk, line) = causer switch
        {
            Causer.OfEmployee by => (company.EmployeeWith(by.Employee), (PbxTrunk?)null, (CompanyLine?)null),
            Causer.OfTrunk by => (null, company.TrunkWith(by.Trunk), null),
            Causer.OfLine by => (null, null, company.LineWith(by.Line)),
            _ => default,
        };
        if (employee is null && trunk is null && line is null)
            return null;
        var services = company.ServicesOn(day).Without(employee?.ServicesOff ?? default);
        var number = DialledNumber.Read(dialled, ContextOf(directory, company, employee, services, day));
        var log = new DecisionLog();
        log.Add(number.Steps.AsSpan());
        if (number.Kind == DialledKind.Invalid || CalledParty.Of(number) is not { } called)
        {
            return new(number.Number, number.Class, log.ToImmutable())
            {
                Refused = number.InvalidAs ?? CallCause.NotInService,
                Announcement = new(number.InvalidAs is null ? "A02" : "A04"),
            };
        }

        var outcome = LegRules.Judge(
            new()
            {
                Directory = directory,
                Accounts = accounts,
                At = at,
                Day = day,
                Company = company,
                Called = called,
                Services = services,
                Employee = employee,
                Trunk = trunk,
                Line = line,
                Starred = number.Private,
            },
            log);
        var judged = new Judgement(called.Number, called.Class, log.ToImmutable()) { Denial = outcome.Denial, Quote = outcome.Quote, IsPrivate = outcome.IsPrivate };
        if (outcome.Denial is not { } denial)
            return judged;
        var (cause, announcement) = Denials.Of(denial.Reason, outcome.StarHelps);
        return judged with { Refused = cause, Announcement = new(announcement) };
    }

    private static DialContext ContextOf(CompanyDirectory directory, CompanySnapshot company, Employee? employee, ServiceSet services, DateOnly day)
    {
        var context = DialContext.For(directory, company, employee is null ? null : company.SiteOf(employee.Mobile));
        return context with { Plan = services.Contains(ServiceKind.PrivatePlan) ? context.Plan : null, LocalCode = null, Services = services, Day = day };
    }
}
