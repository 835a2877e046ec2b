namespace PbxBridge.Routing.Areas;

/// <summary>One value of P-Access-Network-Info (RFC 7315 §4.4, RFC 7913): through which access network a phone calls.</summary>
/// <param name="Type">The access-type, as given: <c>3GPP-E-UTRAN-FDD</c>.</param>
/// <param name="NetworkProvided">The network says so; else the phone does, and a phone can say anything.</param>
public sealed record AccessNetwork(string Type, bool NetworkProvided)
{
    /// <summary>Null: no cell was given, or it is not in the layout of its radio network.</summary>
    public CellKey? Cell { get; init; }

    /// <summary>Mobile country code (MCC) of the cell, known even when the rest cannot be read; null when there is none.</summary>
    public string? CountryCode { get; init; }

    /// <summary>Wireless access point (BSSID), twelve lower-case hex digits; null when there is none.</summary>
    public string? AccessPoint { get; init; }

    /// <summary>The value that counts among those of a message: what the network provides before what the phone says, a place before none. Null when there
    /// is none that can be read.</summary>
    /// <param name="headers">Header values; each may hold several, parted by commas.</param>
    public static AccessNetwork? Best(IEnumerable<string> headers)
    {
        AccessNetwork? best = null;
        foreach (var header in headers)
        {
            var rest = header.AsSpan();
            while (!rest.IsEmpty)
            {
                if (Read(Cut(ref rest, ',')) is { } value && (best is null || Weight(value) > Weight(best)))
                    best = value;
            }
        }

        return best;
    }

    private static int Weight(AccessNetwork value) => (value.NetworkProvided ? 2 : 0) + (value is { Cell: null, AccessPoint: null, CountryCode: null } ? 0 : 1);

    private static AccessNetwork? Read(ReadOnlySpan<char> value)
    {
        var type = Cut(ref value, ';').Trim();
        if (type.IsEmpty)
            return null;
        var layout = CellLayout.OfAccess(type);
        var read = new AccessNetwork(type.ToString(), false);
        while (!value.IsEmpty)
        {
            var parameter = Cut(ref value, ';').Trim();
            var equals = parameter.IndexOf('=');
            var name = equals < 0 ? parameter : parameter[..equals].TrimEnd();
            if (name.Equals("network-provided", StringComparison.OrdinalIgnoreCase))
                read = read with { NetworkProvided = true };
            else if (equals >= 0 && layout is not null && name.Equals(layout.Parameter, StringComparison.OrdinalIgnoreCase))
                read = WithCell(read, layout, Unquoted(parameter[(equals + 1)..].Trim()));
            else if (equals >= 0 && name.Equals("i-wlan-node-id", StringComparison.OrdinalIgnoreCase))
                read = read with { AccessPoint = AccessPointOf(Unquoted(parameter[(equals + 1)..].Trim())) };
        }

        return read;
    }

    // The parts stand next to each other without a mark, so only the country tells where the network code ends (§3.2).
    private static AccessNetwork WithCell(AccessNetwork read, CellLayout layout, string text)
    {
        if (text.Length < 3 || text.AsSpan(0, 3).ContainsAnyExceptInRange('0', '9'))
            return read;
        var mcc = text[..3];
        var areaAt = 3 + MobileNetworks.MncLength(mcc);
        var cellAt = areaAt + layout.AreaLength;
        if (text.Length != cellAt + layout.CellLength || text.AsSpan(3, areaAt - 3).ContainsAnyExceptInRange('0', '9') || !text.AsSpan(areaAt).ToString().All(char.IsAsciiHexDigit))
            return read with { CountryCode = mcc };
        return read with { CountryCode = mcc, Cell = CellKey.Of(layout, mcc, text.AsSpan(3, areaAt - 3), text.AsSpan(areaAt, layout.AreaLength), text.AsSpan(cellAt)) };
    }

    private static string? AccessPointOf(string text)
    {
        var digits = text.Replace(":", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal).ToLowerInvariant();
        return digits.Length == 12 && digits.All(char.IsAsciiHexDigitLower) ? digits : null;
    }

    private static string Unquoted(ReadOnlySpan<char> value) =>
        value is ['"', .. var inner, '"'] ? inner.ToString().Replace("\\", "", StringComparison.Ordinal) : value.ToString();

    /// <summary>What stands before the next mark outside quotes; the rest goes on behind it.</summary>
    private static ReadOnlySpan<char> Cut(ref ReadOnlySpan<char> rest, char mark)
    {
        var quoted = false;
        for (var i = 0; i < rest.Length; i++)
        {
            if (rest[i] == '\\' && quoted)
                i++;
            else if (rest[i] == '"')
                quoted = !quoted;
            else if (rest[i] == mark && !quoted)
            {
                var part = rest[..i];
                rest = rest[(i + 1)..];
                return part;
            }
        }

        var last = rest;
        rest = default;
        return last;
    }
}
