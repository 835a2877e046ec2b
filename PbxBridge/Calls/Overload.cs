using PbxBridge.Access;
using PbxBridge.Sip.Messages;
using PbxBridge.Sip.Transactions;
using PbxBridge.Sip.Transport;

namespace PbxBridge.Calls;

/// <summary>Refuses new work while the signalling loop does not keep up: when messages wait too long for it, or the kernel had to drop some. Requests inside dialogs, ACK and
/// CANCEL are served first, always; an emergency call passes at any load.</summary>
/// <param name="lag">Age of the oldest message that waits.</param>
/// <param name="drops">Datagrams that the kernel has dropped so far. Asked ten times a second at most.</param>
/// <param name="limit">From here on every new INVITE is refused; from a tenth of it on some are, if it stays so: a burst that is worked off in time
/// is no overload, and neither is a handful of requests that waited.</param>
/// <param name="isEmergency">Of the digits of a Request-URI.</param>
/// <param name="clock">Milliseconds of the loop's clock.</param>
internal sealed class Overload(Func<TimeSpan> lag, Func<long> drops, TimeSpan limit, IRandomSource random, Func<string, bool> isEmergency, Func<long> clock) : IAdmission
{
    /// <summary>Nobody is refused for so long before it is told that the overload is over.</summary>
    private const long Quiet = 10_000;

    // New requests within this second and the one before: so few are not what the loop does not keep up with (it is a cold start, or the machine stood still), and to
    // refuse them helps nobody.
    private const int Few = 40;

    private readonly RefusedShare _share = new(limit / 10, clock());

    private long _lastRefusing;
    private bool _told;
    private long _second;
    private int _inSecond;
    private int _inSecondBefore;

    /// <summary>The share of new calls that is refused at the moment, from 0 to 1.</summary>
    public double Refused => _share.Value;

    /// <summary>Told true when calls begin to be refused, false when that is over.</summary>
    public Action<bool>? Changed { get; init; }

    public IAdmission.Verdict Judge(SipMessage request, in Flow from)
    {
        var now = lag();
        _share.Saw(now, clock(), drops);
        Tell(clock());
        if (!request.ToTag.IsEmpty || AreFew(clock()) || (now <= limit / 10 && _share.Value == 0))
            return IAdmission.Verdict.Admitted;
        return request.Method switch
        {
            SipMethod.Invite when EmergencyRequest.Calls(request, isEmergency) => IAdmission.Verdict.Admitted,
            SipMethod.Invite when now > limit || IsDrawn(_share.Value) => new(503, RetryAfter()),
            SipMethod.Options or SipMethod.Subscribe when now > limit / 2 => new(0, Silent: true),
            // Phones that come back all at once are the load then, not the calls.
            SipMethod.Register when now > limit || (_share.Value >= RefusedShare.Most && IsDrawn(_share.Value)) => new(503, RetryAfter()),
            _ => IAdmission.Verdict.Admitted,
        };
    }

    private bool AreFew(long at)
    {
        var second = at / 1_000;
        if (second != _second)
            (_second, _inSecond, _inSecondBefore) = (second, 0, second == _second + 1 ? _inSecond : 0);
        return ++_inSecond + _inSecondBefore <= Few;
    }

    private void Tell(long at)
    {
        var isRefusing = _share.Value > 0;
        if (isRefusing)
            _lastRefusing = at;
        if (isRefusing == _told || (_told && at - _lastRefusing < Quiet))
            return;
        _told = isRefusing;
        Changed?.Invoke(isRefusing);
    }

    private bool IsDrawn(double share) => (random.Next() % 1000) < (ulong)(1000 * share);

    // Small and by chance, so that peers neither stay away for long nor come back together.
    private int RetryAfter() => (int)(2 + (random.Next() % 9));
}
