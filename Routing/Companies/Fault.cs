using PbxBridge.Routing.Plans;

namespace PbxBridge.Routing.Companies;

/// <summary>Something wrong in a company file, or between a company and the others.</summary>
/// <param name="JsonPath">Where, as <c>$.employees[2].extension</c>.</param>
/// <param name="Rule">The rule that is broken (<c>PPN-3</c>); empty for the form of the file itself.</param>
public sealed record Fault(string JsonPath, string Rule, Sentence Reason)
{
    public override string ToString() => Rule.Length == 0 ? $"{JsonPath}: {Reason.English}" : $"{JsonPath}: {Reason.English} ({Rule})";
}
