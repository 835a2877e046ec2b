using System.Text;
using PbxBridge.Sip.Messages;

namespace PbxBridge.Access;

/// <summary>Tells an emergency call by its Request-URI alone, before anything is known of the caller (D22, NUM-6).</summary>
internal static class EmergencyRequest
{
    // 0048112.
    private const int Longest = 7;

    /// <summary>The number as it is, or behind a break-out digit or the country code; phone-context changes nothing.</summary>
    /// <param name="isEmergency">Of bare digits.</param>
    public static bool Calls(SipMessage invite, Func<string, bool> isEmergency)
    {
        if (invite.RequestUri.StartsWith("urn:service:sos"u8))
            return true;
        var user = UserOf(invite.RequestUri);
        var end = user.IndexOf((byte)';');
        if (end >= 0)
            user = user[..end];
        if (user.Length is 0 or > Longest)
            return false;
        var digits = Encoding.ASCII.GetString(user);
        return isEmergency(digits)
            || (digits.Length == 4 && isEmergency(digits[1..]))
            || (digits.StartsWith("+48", StringComparison.Ordinal) && isEmergency(digits[3..]))
            || (digits.StartsWith("0048", StringComparison.Ordinal) && isEmergency(digits[4..]));
    }

    private static ReadOnlySpan<byte> UserOf(ReadOnlySpan<byte> uri) =>
        uri.Length > 4 && Ascii.EqualsIgnoreCase(uri[..4], "tel:"u8) ? uri[4..] : SipUriView.TryParse(uri, out var sip) ? sip.User : default;
}
