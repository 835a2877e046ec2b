using PbxBridge.Charging.Amounts;

namespace PbxBridge.Charging.Prices;

/// <summary>Something wrong in a price list file.</summary>
/// <param name="JsonPath">Where, as <c>$.calls[2].price</c>.</param>
/// <param name="Rule">The rule that is broken (<c>RAT-1</c>); empty for the form of the file itself.</param>
public sealed record PriceFault(string JsonPath, string Rule, Wording Reason)
{
    public override string ToString() => Rule.Length == 0 ? $"{JsonPath}: {Reason.English}" : $"{JsonPath}: {Reason.English} ({Rule})";
}
