using System.Collections.Immutable;
using PbxBridge.Charging.Quotas;
using PbxBridge.Sip.Loop;

namespace PbxBridge.Charges;

/// <summary>When a reservation is to be renewed, and, once it is the last one, when the payer is warned and the call ends (OCS-3, OCS-4).</summary>
/// <remarks>Loop thread only.</remarks>
internal sealed class QuotaAlarm : ITimerOwner
{
    private readonly CallQuota _quota;
    private readonly ILoop _loop;
    private readonly QuotaRules _rules;
    private readonly LoopTimer _timer;
    private ImmutableArray<TimeSpan> _warnings = [];

    public QuotaAlarm(CallQuota quota, ILoop loop, QuotaRules rules)
    {
        (_quota, _loop, _rules) = (quota, loop, rules);
        _timer = new LoopTimer(this);
    }

    /// <summary>The call is answered, or was granted something else.</summary>
    public void Set()
    {
        var talked = _quota.Talked;
        _warnings = _quota.IsFinal ? SliceRule.WarnAt(_quota.Until, talked, _rules) : [];
        Arm(talked);
    }

    public void Cancel() => _loop.Timers.Cancel(_timer);

    void ITimerOwner.TimerFired(LoopTimer timer)
    {
        if (!_quota.IsRunning)
            return;
        var talked = _quota.Talked;
        if (!_quota.IsFinal)
        {
            _quota.RenewIsDue();
        }
        else if (!_warnings.IsEmpty && talked >= _warnings[0])
        {
            _warnings = _warnings.RemoveAt(0);
            Arm(talked);
            _quota.WarningIsDue();
        }
        else if (talked >= _quota.Until)
        {
            _quota.EndIsDue();
        }
        else
        {
            Arm(talked);
        }
    }

    private void Arm(TimeSpan talked)
    {
        var at = !_quota.IsFinal ? SliceRule.RenewAt(_quota.Until, _rules) : _warnings.IsEmpty ? _quota.Until : _warnings[0];
        _loop.Timers.Arm(_timer, at > talked ? at - talked : TimeSpan.Zero);
    }
}
