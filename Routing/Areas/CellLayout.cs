namespace PbxBridge.Routing.Areas;

/// <summary>How a radio network writes its cells (3GPP TS 32.298 §5.1.3.1.2): hex digits of the area (LAC, TAC) and of the cell (CI, ECI, NCI).</summary>
internal sealed record CellLayout(string Name, string AccessType, string Parameter, int AreaLength, int CellLength)
{
    private static readonly CellLayout[] All =
    [
        new("geran", "3GPP-GERAN", "cgi-3gpp", 4, 4),
        new("utran", "3GPP-UTRAN", "utran-cell-id-3gpp", 4, 7),
        new("eutran", "3GPP-E-UTRAN", "utran-cell-id-3gpp", 4, 7),
        new("nr", "3GPP-NR", "utran-cell-id-3gpp", 6, 9),
    ];

    public static CellLayout? Of(string name)
    {
        foreach (var layout in All)
        {
            if (layout.Name == name)
                return layout;
        }

        return null;
    }

    /// <summary>By the access-type of P-Access-Network-Info, with FDD or TDD behind it or without; null for another kind of access.</summary>
    public static CellLayout? OfAccess(ReadOnlySpan<char> accessType)
    {
        foreach (var layout in All)
        {
            if (accessType.StartsWith(layout.AccessType, StringComparison.OrdinalIgnoreCase)
                && (accessType.Length == layout.AccessType.Length || accessType[layout.AccessType.Length] == '-'))
            {
                return layout;
            }
        }

        return null;
    }
}
