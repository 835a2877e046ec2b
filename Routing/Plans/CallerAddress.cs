using PbxBridge.Routing.Companies;

namespace PbxBridge.Routing.Plans;

/// <summary>Where the caller of an emergency call is, by the company's data (NUM-8).</summary>
/// <param name="Company">Its name: whom to look for at the address.</param>
public sealed record CallerAddress(CivicAddress Address, string Company);
