using PbxBridge.Routing.Companies;
using PbxBridge.Routing.Terms;

namespace PbxBridge.Routing.Numbering;

/// <summary>The class of a called number as its caller sees it: the directories first, then what the prefix says (NUM-1).</summary>
internal static class CalledClass
{
    /// <param name="plain">What the number is for everybody.</param>
    public static NumberClass Of(DialContext context, PhoneNumber number, NumberClass plain)
    {
        if (context.Company is not { } company)
            return plain;
        if (company.OwnerOf(number) is not null)
            return NumberClass.OnNet;
        if (company.PartnerWith(number) is { } partner && IsOpen(context, company, partner))
            return NumberClass.PartnerNumber;
        return IsOfPartnerNetwork(context, company, number) ? NumberClass.PartnerNetwork : plain;
    }

    /// <summary>The short number leads there: that of a partner number only with the service.</summary>
    public static bool IsOpen(DialContext context, PrivateTarget target) =>
        target is not PrivateTarget.ToPartner partner || context.Company is not { } company || IsOpen(context, company, partner.Partner);

    private static bool IsOpen(DialContext context, CompanySnapshot company, PartnerNumber partner) =>
        context.Services.Contains(ServiceKind.PartnerNumbers) && !(company.IsGated(partner) && company.GatesClosedOn(context.Day));

    /// <summary>Both companies have the service and accepted each other (D5).</summary>
    public static bool ArePartners(DialContext context, CompanySnapshot company, CompanySnapshot other) =>
        context.Services.Contains(ServiceKind.PartnerNetwork) && CompanyDirectory.ArePartners(company, other)
        && other.ServicesOn(context.Day).Contains(ServiceKind.PartnerNetwork);

    private static bool IsOfPartnerNetwork(DialContext context, CompanySnapshot company, PhoneNumber number) =>
        !company.PartnerCompanies.IsEmpty && context.Directory?.OwnerOf(number) is { } owner && ArePartners(context, company, owner.Company);
}
