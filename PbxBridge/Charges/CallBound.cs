using PbxBridge.Charging.Amounts;
using PbxBridge.Charging.Prices;
using PbxBridge.Charging.Quotas;
using PbxBridge.Routing.Plans;
using PbxBridge.Sip.Loop;

namespace PbxBridge.Charges;

/// <summary>What a call may last at most, whatever is left on its accounts: by the profile of its caller, or since one premium call may cost no more (domain §5.1, §6.6). The
/// payer hears the tones before, and the record says why it ended.</summary>
/// <remarks>Loop thread only. Only calls that have such a bound have one of these.</remarks>
internal sealed class CallBound : ITimerOwner
{
    private readonly ILoop _loop;
    private readonly LoopTimer _timer;
    private readonly Action _warn;
    private readonly Action<CallBound> _end;
    private readonly TimeSpan _most;
    private readonly long _answeredAt;
    private int _warned;

    private CallBound(ILoop loop, TimeSpan most, Action warn, Action<CallBound> end)
    {
        (_loop, _most, _warn, _end, _answeredAt) = (loop, most, warn, end, loop.Now);
        _timer = new LoopTimer(this);
        Arm();
    }

    /// <summary>For the Reason header.</summary>
    public required string Text { get; init; }

    /// <summary>For the record.</summary>
    public required DecisionStep Step { get; init; }

    /// <summary>The call is answered now; null: it has no bound.</summary>
    /// <param name="row">The price that counts; null: it is free.</param>
    public static CallBound? Of(ILoop loop, CallPlan plan, Money? highestCall, PriceRow? row, Action warn, Action<CallBound> end)
    {
        var byPrice = highestCall is { } highest && row is not null ? SliceRule.Longest(new SlicePayer(highest, 1, row.Tariff, PriceBasis.Gross)) : null;
        if (byPrice is { } most && !(plan.MaxDuration < most) && highestCall is { } amount)
        {
            return new CallBound(loop, most, warn, end)
            {
                Text = "HighestCall",
                Step = new DecisionStep("end", plan.Called?.Value ?? "–", "§6.6", "HighestCall", new Sentence(
                    $"Jedno połączenie może kosztować najwyżej {amount.Shown().Polish}: zakończone.", $"One call may cost {amount.Shown().English} at most: it was ended.")),
            };
        }
        return plan.MaxDuration is not { } longest ? null : new CallBound(loop, longest, warn, end)
        {
            Text = "LongestCall",
            Step = new DecisionStep("end", plan.Called?.Value ?? "–", "§5.1", "LongestCall", new Sentence(
                $"Profil pozwala rozmawiać najwyżej {longest.TotalMinutes:0} min: połączenie zakończone.", $"The profile allows {longest.TotalMinutes:0} min of talking: the call was ended.")),
        };
    }

    public void Cancel() => _loop.Timers.Cancel(_timer);

    void ITimerOwner.TimerFired(LoopTimer timer)
    {
        var warnings = QuotaRules.Standard.Warnings;
        if (_warned == warnings.Length)
        {
            _end(this);
            return;
        }
        _warn();
        // Of two that are due at once, one is enough.
        while (_warned < warnings.Length && _most - warnings[_warned] <= Talked)
            _warned++;
        Arm();
    }

    private TimeSpan Talked => TimeSpan.FromMilliseconds(_loop.Now - _answeredAt);

    private void Arm()
    {
        var warnings = QuotaRules.Standard.Warnings;
        var at = _warned < warnings.Length ? _most - warnings[_warned] : _most;
        _loop.Timers.Arm(_timer, at > Talked ? at - Talked : TimeSpan.Zero);
    }
}
