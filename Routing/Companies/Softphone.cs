using PbxBridge.Routing.Numbering;

namespace PbxBridge.Routing.Companies;

/// <summary>A user that registers over SIP. It rings together with the mobile of its employee.</summary>
/// <param name="User">User part of its address of record; unique within the realm.</param>
/// <param name="Employee">Mobile number of the employee.</param>
public sealed record Softphone(string User, PhoneNumber Employee, SoftphoneSecret Secret);
