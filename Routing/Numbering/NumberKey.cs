using System.Globalization;

namespace PbxBridge.Routing.Numbering;

/// <summary>An E.164 number as an integer, for look-ups and ranges. At most 15 digits and no leading zero, so nothing is lost.</summary>
internal static class NumberKey
{
    /// <summary>Null for a short number or anything that is not E.164.</summary>
    public static ulong? Of(PhoneNumber number)
    {
        if (number.Value is not ['+', >= '1' and <= '9', ..] || number.Value.Length > 16)
        {
            return null;
        }

        ulong key = 0;
        foreach (var c in number.Value.AsSpan(1))
        {
            if (!char.IsAsciiDigit(c))
            {
                return null;
            }

            key = (key * 10) + (ulong)(c - '0');
        }

        return key;
    }

    public static PhoneNumber NumberOf(ulong key) => new(string.Create(CultureInfo.InvariantCulture, $"+{key}"));
}
