using PbxBridge.Routing.Numbering;

namespace PbxBridge.Routing.Companies;

/// <summary>Where a short number leads.</summary>
/// <param name="Short">The short number as dialled.</param>
/// <param name="Number">The full number; null for the menus.</param>
public abstract record PrivateTarget(string Short, PhoneNumber? Number)
{
    public sealed record ToEmployee(string Short, Employee Employee) : PrivateTarget(Short, Employee.Mobile);

    public sealed record ToLine(string Short, CompanyLine Line) : PrivateTarget(Short, Line.Number);

    public sealed record ToPbx(string Short, PhoneNumber Full, PbxRange Range) : PrivateTarget(Short, Full);

    public sealed record ToPartner(string Short, PartnerNumber Partner) : PrivateTarget(Short, Partner.Number);

    /// <summary>The mailbox menu.</summary>
    public sealed record ToVoicemail(string Short) : PrivateTarget(Short, null);

    /// <summary>The menu in which an employee tops up his own account.</summary>
    public sealed record ToTopUp(string Short) : PrivateTarget(Short, null);
}
