using System.Globalization;

namespace PbxBridge.Routing.Areas;

/// <summary>A cell of a mobile network in one spelling: <c>eutran:260-02:1a2b:0c0ffee</c>, lower-case hex of fixed width (§3.2).</summary>
public readonly record struct CellKey(string Value)
{
    /// <summary>Mobile country code (MCC), three digits; empty when this is no key.</summary>
    public ReadOnlySpan<char> CountryCode() => Value is { } text && text.IndexOf(':') is var at and > 0 ? text.AsSpan(at + 1, 3) : default;

    /// <summary>False when the text is not in the one spelling.</summary>
    public static bool TryParse(string text, out CellKey key)
    {
        key = new(text);
        var parts = text.Split(':');
        return parts is [var name, var network, var area, var cell] && CellLayout.Of(name) is { } layout
            && network.Split('-') is [{ Length: 3 } mcc, { Length: 2 or 3 } mnc] && IsDigits(mcc) && IsDigits(mnc) && MobileNetworks.MncLength(mcc) == mnc.Length
            && area.Length == layout.AreaLength && cell.Length == layout.CellLength && area.All(char.IsAsciiHexDigitLower) && cell.All(char.IsAsciiHexDigitLower);
    }

    /// <summary>The value of P-Access-Network-Info with which the network names this cell; null when this is no key.</summary>
    public string? AsNetworkProvided() => Value is { } text && TryParse(text, out _) && text.Split(':') is [var name, var network, var area, var cell] && CellLayout.Of(name) is { } layout
        ? $"{layout.AccessType};{layout.Parameter}={network.Replace("-", "", StringComparison.Ordinal)}{area}{cell};network-provided"
        : null;

    internal static CellKey Of(CellLayout layout, ReadOnlySpan<char> mcc, ReadOnlySpan<char> mnc, ReadOnlySpan<char> area, ReadOnlySpan<char> cell) =>
        new(string.Create(CultureInfo.InvariantCulture, $"{layout.Name}:{mcc}-{mnc}:{area}:{cell}").ToLowerInvariant());

    public override string ToString() => Value;

    private static bool IsDigits(string text) => text.All(char.IsAsciiDigit);
}
