namespace PbxBridge.Routing.Companies;

/// <summary>What stands before a short number of a partner company: companies of a partner network keep their own short numbers (PPN-11).</summary>
/// <param name="Code">1 to 6 digits; a part of the private plan of the company that dials it.</param>
/// <param name="Company">Id of the partner.</param>
public sealed record SiteCode(string Code, string Company);
