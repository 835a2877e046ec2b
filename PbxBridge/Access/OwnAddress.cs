using System.Globalization;
using PbxBridge.Routing.Companies;
using PbxBridge.Sip.Messages;

namespace PbxBridge.Access;

/// <summary>Does the address in a request belong to the user who proved his password?</summary>
internal static class OwnAddress
{
    /// <summary>REGISTER: To is the user. Other requests: From is the user, a number of his, or anonymous (RFC 3323 §4.1.1.3).</summary>
    public static bool IsIn(SipMessage request, in SoftphoneOwner owner)
    {
        var isRegister = request.Method == SipMethod.Register;
        var address = isRegister ? request.To : request.From;
        if (!SipUriView.TryParse(address.Uri, out var uri))
            return false;
        var user = SipUriView.Unescape(uri.User);
        if (user == owner.Softphone.User)
            return uri.IsSip;
        if (isRegister)
            return false;
        return System.Text.Ascii.EqualsIgnoreCase(uri.Host, "anonymous.invalid"u8) || IsNumberOf(owner.Employee, user);
    }

    /// <summary>His mobile number in any of its forms, or his short number.</summary>
    private static bool IsNumberOf(Employee employee, string user)
    {
        var semicolon = user.IndexOf(';', StringComparison.Ordinal);
        var number = string.Concat((semicolon < 0 ? user : user[..semicolon]).Where(c => !"-.() ".Contains(c, StringComparison.Ordinal)));
        if (number == employee.Extension)
            return true;
        var digits = employee.Mobile.Value.TrimStart('+');
        return number == digits
            || number == string.Create(CultureInfo.InvariantCulture, $"+{digits}")
            || number == string.Create(CultureInfo.InvariantCulture, $"00{digits}")
            || (digits.StartsWith("48", StringComparison.Ordinal) && number == digits[2..]);
    }
}
