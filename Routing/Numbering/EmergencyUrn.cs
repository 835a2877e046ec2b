namespace PbxBridge.Routing.Numbering;

/// <summary>Emergency calls of phones that dial a service instead of a number: <c>urn:service:sos.police</c> (RFC 5031).</summary>
internal static class EmergencyUrn
{
    private const string Prefix = "urn:service:";

    /// <summary>The service of a number, <c>urn:service:sos.police</c>; null when RFC 5031 has none for it.</summary>
    public static string? Of(PhoneNumber number, NumberingData numbering) =>
        numbering.Short(number.Value) is { Subclass: var service } && (service == "sos" || service.StartsWith("sos.", StringComparison.Ordinal)) ? Prefix + service : null;

    /// <summary>The number of the service; 112 for one that has no number of its own; null when this is no such URN.</summary>
    public static string? NumberOf(string raw, NumberingData numbering)
    {
        if (!raw.StartsWith(Prefix + "sos", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var service = raw[Prefix.Length..];
        foreach (var number in numbering.EmergencyNumbers)
        {
            if (numbering.Short(number) is { } row && row.Subclass.Equals(service, StringComparison.OrdinalIgnoreCase))
            {
                return number;
            }
        }

        return "112";
    }
}
