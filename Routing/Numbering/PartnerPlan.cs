using PbxBridge.Routing.Companies;
using PbxBridge.Routing.Terms;

namespace PbxBridge.Routing.Numbering;

/// <summary>Short numbers of partner companies, behind the codes that the caller's company gave them (PPN-11).</summary>
internal static class PartnerPlan
{
    /// <summary>The full number that was dialled so; null when it is none. A partner's partner numbers and menus are its own (D5).</summary>
    public static (PhoneNumber Number, SiteCode Code)? Find(DialContext context, ReadOnlySpan<char> digits)
    {
        if (context.Plan?.CodeBefore(digits) is not { } code || context is not { Company: { } company, Directory: { } directory }
            || directory.Company(code.Company) is not { } partner || !CalledClass.ArePartners(context, company, partner)
            || !partner.ServicesOn(context.Day).Contains(ServiceKind.PrivatePlan))
        {
            return null;
        }

        return partner.Plan.Resolve(digits[code.Code.Length..]) is (PrivateTarget.ToEmployee or PrivateTarget.ToLine or PrivateTarget.ToPbx) and { Number: { } number }
            ? (number, code)
            : null;
    }
}
