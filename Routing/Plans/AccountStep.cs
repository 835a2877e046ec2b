using PbxBridge.Routing.Companies;
using PbxBridge.Routing.Numbering;
using PbxBridge.Routing.Terms;

namespace PbxBridge.Routing.Plans;

/// <summary>Step 1 of BAR-1: company and employee are active, and the contract runs. Harmonised numbers are not asked.</summary>
internal static class AccountStep
{
    /// <param name="employee">Who causes the leg; null when it is a PBX or a line.</param>
    /// <param name="trunk">The PBX trunk that it comes from, or null.</param>
    public static Denial? Check(CompanySnapshot company, Employee? employee, PbxTrunk? trunk, NumberClass kind, DateOnly day, DecisionLog log)
    {
        if (kind == NumberClass.Harmonised)
            return null;
        var (rule, sentence) = company.State switch
        {
            CompanyState.Suspended => ("BAR-1", new Sentence($"Firma {company.Name} jest zawieszona.", $"{company.Name} is suspended.")),
            not CompanyState.Active => ("BAR-1", new($"Usługa firmy {company.Name} nie jest włączona.", $"The service of {company.Name} is not switched on.")),
            _ when !company.Contract.Holds(day) => ("P4", new($"Firma {company.Name} nie ma teraz umowy.", $"{company.Name} has no contract now.")),
            _ when trunk is null && employee is { Suspended: true } =>
                ("BAR-1", new($"{employee.Name} ma zawieszone połączenia wychodzące.", $"{employee.Name} is suspended.")),
            _ when trunk is not null && company.GatesClosedOn(day) => ("D10", new(
                "Zakres numeracji centrali jest zawieszony: firma ma za mało kart SIM.", "The PBX range is suspended: the company has too few SIM cards.")),
            _ => ("", default),
        };
        if (rule.Length == 0)
            return null;
        log.Add("account", company.Id, rule, "AccountInactive", sentence);
        return new(DenialReason.Account, kind, rule);
    }
}
