namespace PbxBridge.Routing.Companies;

/// <summary>A postal address in Poland, as an emergency centre is told it (RFC 5139).</summary>
/// <param name="Street">Null in a village without street names.</param>
/// <param name="House">Number of the house, with that of the flat if there is one: <c>10/4</c>.</param>
/// <param name="PostCode"><c>00-950</c>; null: not known.</param>
/// <param name="Region">Województwo; null: not known.</param>
/// <param name="Details">Floor, room, entrance; null: none.</param>
public sealed record CivicAddress(string? Street, string House, string? PostCode, string City, string? Region = null, string? Details = null)
{
    /// <summary>For people: <c>Prosta 10/4, 00-950 Warszawa</c>.</summary>
    public override string ToString() => $"{Street ?? City} {House}, {(PostCode is null ? "" : PostCode + " ")}{City}";

    internal static bool IsPostCode(string text) => text.Length == 6 && text[2] == '-' && text.Where((_, i) => i != 2).All(char.IsAsciiDigit);
}
