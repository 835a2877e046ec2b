using PbxBridge.Sip.Messages;
using PbxBridge.Sip.Transactions;
using PbxBridge.Sip.Transport;

namespace PbxBridge.Calls;

/// <summary>Refuses new work while the signalling loop lags behind. Requests inside dialogs, ACK and CANCEL never come here in vain:
/// they are served first, always; an emergency call passes at any load.</summary>
/// <param name="lag">Age of the oldest message that waits.</param>
/// <param name="limit">From here on every new INVITE is refused; from a tenth of it on, some are.</param>
/// <param name="isEmergency">Of the digits of a Request-URI. Short numbers of companies are as short as emergency numbers, so length does not tell.</param>
internal sealed class Overload(Func<TimeSpan> lag, TimeSpan limit, IRandomSource random, Func<string, bool> isEmergency) : IAdmission
{
    // Emergency numbers have three digits, with a break-out prefix four.
    private const int LongestEmergencyUser = 4;

    private static ReadOnlySpan<byte> EmergencyUrn => "urn:service:sos"u8;

    public IAdmission.Verdict Judge(SipMessage request, in Flow from)
    {
        var now = lag();
        var soft = limit / 10;
        if (now <= soft || !request.ToTag.IsEmpty)
            return IAdmission.Verdict.Admitted;
        return request.Method switch
        {
            SipMethod.Invite when MayBeEmergency(request) => IAdmission.Verdict.Admitted,
            SipMethod.Invite when now > limit => new(503, RetryAfter()),
            SipMethod.Invite when IsDrawn(now, soft) => new(503, RetryAfter()),
            SipMethod.Options or SipMethod.Subscribe when now > limit / 2 => new(0, Silent: true),
            SipMethod.Register when now > limit => new(503, RetryAfter()),
            _ => IAdmission.Verdict.Admitted,
        };
    }

    // The share of refused calls grows evenly from none at the soft level to all at the limit.
    private bool IsDrawn(TimeSpan now, TimeSpan soft) => (random.Next() % 1000) < (ulong)(1000 * ((now - soft) / (limit - soft)));

    // Small and by chance, so that peers neither stay away for long nor come back together.
    private int RetryAfter() => (int)(2 + (random.Next() % 9));

    private bool MayBeEmergency(SipMessage request)
    {
        if (request.RequestUri.StartsWith(EmergencyUrn))
            return true;
        if (!SipUriView.TryParse(request.RequestUri, out var uri) || uri.User.Length is 0 or > LongestEmergencyUser)
            return false;
        var digits = System.Text.Encoding.ASCII.GetString(uri.User);
        return isEmergency(digits) || (digits.Length == LongestEmergencyUser && isEmergency(digits[1..]));
    }
}
