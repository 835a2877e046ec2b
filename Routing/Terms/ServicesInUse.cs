using System.Collections.Immutable;
using PbxBridge.Routing.Companies;
using PbxBridge.Routing.PrivateCalls;

namespace PbxBridge.Routing.Terms;

/// <summary>What of its services a company uses: that which is set up, and whose service is switched on. Whether the company itself is active does not count.</summary>
/// <param name="Zones">Of the company area.</param>
/// <param name="Lines">Numbers of company lines.</param>
/// <param name="PersonalLines">Ids of the employees who have one.</param>
/// <param name="PrivateCalls">Ids of the employees who can make them.</param>
/// <param name="Partners">Partner numbers, and ids of partner companies.</param>
internal sealed record ServicesInUse(
    int Zones, ImmutableHashSet<string> Lines, ImmutableHashSet<string> PersonalLines, ImmutableHashSet<string> PrivateCalls, ImmutableHashSet<string> Partners)
{
    public static ServicesInUse Of(CompanySnapshot company, DateOnly day)
    {
        var on = company.Services.On(day);
        return new(
            on.Contains(ServiceKind.CompanyArea) ? company.Area.Zones.Length : 0,
            on.Contains(ServiceKind.CompanyLine) ? [.. company.Lines.Select(line => line.Number.Value)] : [],
            People(ServiceKind.PersonalLine, employee => employee.PersonalLine is not null),
            People(ServiceKind.PrivateCalls, employee => employee.PrivateMode != PrivateMode.Off),
            [
                .. on.Contains(ServiceKind.PartnerNumbers) ? company.PartnerNumbers.Select(partner => partner.Number.Value) : [],
                .. on.Contains(ServiceKind.PartnerNetwork) ? company.PartnerCompanies.AsEnumerable() : [],
            ]);

        ImmutableHashSet<string> People(ServiceKind service, Func<Employee, bool> uses) => !on.Contains(service)
            ? []
            : [.. company.Employees.Where(employee => uses(employee) && !employee.ServicesOff.Contains(service)).Select(employee => employee.Id)];
    }
}
