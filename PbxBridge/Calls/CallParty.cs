using PbxBridge.Routing.Companies;
using PbxBridge.Routing.Numbering;
using PbxBridge.Routing.Plans;

namespace PbxBridge.Calls;

/// <summary>Who is at one end of a call, and what is known of him for certain.</summary>
/// <param name="Source">Where his dialog comes from or leads to.</param>
/// <param name="Number">Null when it is not known.</param>
/// <param name="IsAsserted">The network or the bridge vouches for the number.</param>
/// <param name="Name">Display name, or null.</param>
/// <param name="IsPrivate">He asked that his number be withheld.</param>
internal sealed record CallParty(CallSource Source, PhoneNumber? Number, bool IsAsserted, string? Name, bool IsPrivate)
{
    /// <summary>Id of the company to which he belongs: by his phone, his PBX or his number; null for somebody from outside.</summary>
    public string? CompanyIn(CompanyDirectory directory) => Source switch
    {
        CallSource.FromSoftphone phone => phone.Company,
        CallSource.FromPbx pbx => pbx.Company,
        _ when IsAsserted && Number is { } number && directory.OwnerOf(number) is { Employee: not null } owner => owner.Company.Id,
        _ => null,
    };

    /// <summary>For sentences and records.</summary>
    public string Text => Number?.Value ?? "anonymous";
}
