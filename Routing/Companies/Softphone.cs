using PbxBridge.Routing.Numbering;

namespace PbxBridge.Routing.Companies;

/// <summary>A user that registers over SIP. It rings together with the mobile of its employee.</summary>
/// <param name="User">User part of its address of record; unique within the realm.</param>
/// <param name="Employee">Mobile number of the employee.</param>
public sealed record Softphone(string User, PhoneNumber Employee, SoftphoneSecret Secret)
{
    /// <summary>Where it stands when it is at no site of the company; an emergency centre is told so. Null: not known.</summary>
    public CivicAddress? Address { get; init; }
}
