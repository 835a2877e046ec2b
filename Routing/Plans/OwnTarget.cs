using System.Collections.Immutable;
using PbxBridge.Routing.Companies;
using PbxBridge.Routing.Numbering;

namespace PbxBridge.Routing.Plans;

/// <summary>Where the people of a company are rung: an employee on his mobile and every registered softphone together, a PBX number at its PBX.</summary>
internal static class OwnTarget
{
    /// <summary>Null when the number is neither an employee's nor a PBX's: a line, or a main number outside the ranges.</summary>
    public static RingTarget? Of(CallCase call, NumberOwner owner, PhoneNumber number, PhoneNumber? diverting = null)
    {
        var shown = Presentation.ToOwn(call, owner, number);
        var extension = shown.ShownContext is null ? null : owner.Company.Plan.ExtensionOf(number);
        var by = Presentation.OfTransferrer(call, owner, number);
        if (owner.Employee is { } employee)
            return new(number, employee.Name, Devices(call, owner.Company, employee), shown, diverting) { ReferredBy = by, Extension = extension, DoNotDisturb = employee.DoNotDisturb };
        return owner.Range is { } range ? new(number, null, [new Destination.ByTrunk(range.Trunk, number)], shown, diverting) { ReferredBy = by, Extension = extension } : null;
    }

    /// <summary>The member, second number or overflow of a company: only a number of its own network.</summary>
    public static RingTarget? Within(CallCase call, CompanySnapshot company, PhoneNumber number, PhoneNumber? diverting = null) =>
        company.OwnerOf(number) is { } owner ? Of(call, owner, number, diverting) : null;

    private static ImmutableArray<Destination> Devices(CallCase call, CompanySnapshot company, Employee employee)
    {
        var devices = ImmutableArray.CreateBuilder<Destination>(2);
        var mobile = call.Directory.Settings.MobileTrunk;
        if (call.Presence.IsTrunkUp(mobile))
            devices.Add(new Destination.ByTrunk(mobile, employee.Mobile) { Mobile = true });
        foreach (var softphone in company.SoftphonesOf(employee.Mobile))
        {
            if (call.Presence.IsRegistered(company.Id, softphone.User))
                devices.Add(new Destination.ByRegistration(company.Id, softphone.User));
        }

        // With nothing else left the trunk is tried all the same: it may be back, and the refusal then has its true cause.
        if (devices.Count == 0)
            devices.Add(new Destination.ByTrunk(mobile, employee.Mobile) { Mobile = true });
        return devices.ToImmutable();
    }
}
