using PbxBridge.Routing.Companies;
using PbxBridge.Routing.Numbering;
using PbxBridge.Routing.Terms;

namespace PbxBridge.Routing.Plans;

/// <summary>Step 2: who calls (CLI-1…3).</summary>
internal static class CallerFinder
{
    private static readonly Caller Unknown = new() { Kind = CallerKind.Unknown };

    /// <param name="day">Today in Poland: services have terms.</param>
    public static Caller Find(CompanyDirectory directory, CallRequest request, IPresence presence, DateOnly day) => request.Source switch
    {
        CallSource.FromMobileNetwork source when source.Trunk == directory.Settings.MobileTrunk => FromNetwork(directory, request, day),
        CallSource.FromPbx source when directory.Company(source.Company) is { } company && company.TrunkWith(source.Trunk) is { } trunk
            => FromPbx(directory, company, trunk, request, presence, day),
        CallSource.FromSoftphone source when directory.Company(source.Company) is { } company && company.SoftphoneOf(source.User) is { } phone
            && company.EmployeeWith(phone.Employee) is { } employee => FromEmployee(company, employee, day),
        _ => Unknown,
    };

    private static Caller FromEmployee(CompanySnapshot company, Employee employee, DateOnly day)
    {
        var services = company.ServicesOn(day).Without(employee.ServicesOff);
        return new()
        {
            Kind = CallerKind.Employee,
            Company = company,
            Number = employee.Mobile,
            Asserted = true,
            Extension = services.Contains(ServiceKind.PrivatePlan) ? employee.Extension : null,
            Employee = employee,
            Services = services,
            Name = employee.Name,
            Site = company.SiteOf(employee.Mobile),
        };
    }

    private static Caller FromPbx(CompanyDirectory directory, CompanySnapshot company, PbxTrunk trunk, CallRequest request, IPresence presence, DateOnly day)
    {
        var services = company.ServicesOn(day);
        var given = Own(request.Asserted) ?? Own(request.From) ?? Forwarded(request.Asserted) ?? Forwarded(request.From);
        var number = given ?? Pilot(company, trunk);
        return new()
        {
            Kind = CallerKind.Pbx,
            Company = company,
            Number = number,
            Asserted = number is not null,
            Extension = given is { } own && services.Contains(ServiceKind.PrivatePlan) ? company.Plan.ExtensionOf(own) : null,
            Employee = given is { } shown ? company.EmployeeWith(shown) ?? company.EmployeeAt(shown) : null,
            Services = services,
            Name = given is null ? null : request.DisplayName,
            Site = given is { } at && company.OwnerOf(at) is not null ? company.SiteOf(at) : SiteOf(company, trunk),
            Trunk = trunk,
            Verified = given is not null,
        };

        PhoneNumber? Own(string? text) =>
            CallingNumber.Read(text, directory.Numbering, company) is { } read && (company.OwnerOf(read) is not null || trunk.ForeignCli.Contains(read)) ? read : null;

        // FWD-4: the PBX sends on a call that we are just setting up to one of its numbers; the caller stays the caller.
        PhoneNumber? Forwarded(string? text)
        {
            if (request.Visited.IsDefaultOrEmpty || CallingNumber.Read(text, directory.Numbering, null) is not { } foreign)
                return null;
            foreach (var by in request.Visited)
            {
                if (CallingNumber.Read(by, directory.Numbering, company) is { } diverting && company.OwnerOf(diverting) is not null
                    && presence.ConcurrentSetups(foreign, diverting) > 0)
                {
                    return foreign;
                }
            }

            return null;
        }
    }

    private static Caller FromNetwork(CompanyDirectory directory, CallRequest request, DateOnly day)
    {
        var asserted = CallingNumber.Read(request.Asserted, directory.Numbering, null);
        var said = asserted ?? CallingNumber.Read(request.From, directory.Numbering, null);

        // CLI-2: nobody can be calling from a number of the DNO list.
        if (said is { } number && directory.ReceiveOnly.Contains(number))
            return Outside(number, asserted is not null, request) with { IsReceiveOnly = true };
        if (asserted is { } sure)
        {
            return directory.OwnerOf(sure) switch
            {
                { Employee: { } employee } owner => FromEmployee(owner.Company, employee, day),

                // A company line belongs to no SIM: nobody can call from it (L2).
                { Kind: NumberOwnerKind.Line } => Anonymous(),
                { } owner => Outside(sure, true, request) with { Company = owner.Company, Extension = owner.Company.Plan.ExtensionOf(sure) },
                null => directory.Numbering.IsLegalCli(sure) ? Outside(sure, true, request) : Anonymous(),
            };
        }

        // CLI-3: without the network's word nobody is one of ours.
        return said is { } from && directory.OwnerOf(from) is null && directory.Numbering.IsLegalCli(from) ? Outside(from, false, request) : Anonymous();
    }

    private static Caller Outside(PhoneNumber number, bool asserted, CallRequest request) =>
        new() { Kind = CallerKind.Outside, Number = number, Asserted = asserted, Name = request.DisplayName };

    private static Caller Anonymous() => new() { Kind = CallerKind.Outside, Verified = false };

    private static PhoneNumber? Pilot(CompanySnapshot company, PbxTrunk trunk) => company.MainNumber ?? RangeOf(company, trunk)?.From;

    private static Site SiteOf(CompanySnapshot company, PbxTrunk trunk) =>
        RangeOf(company, trunk) is { } range ? company.SiteOf(range.From) : company.Sites[0];

    private static PbxRange? RangeOf(CompanySnapshot company, PbxTrunk trunk)
    {
        foreach (var range in company.PbxRanges)
        {
            if (range.Trunk == trunk.Id)
                return range;
        }

        return null;
    }
}
