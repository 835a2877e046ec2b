using PbxBridge.Calls;
using PbxBridge.Routing.Plans;
using PbxBridge.Storage.Quotas;

namespace PbxBridge.Charges;

/// <summary>Before the answer: the legs that somebody besides the caller pays for and that bind an account while they last, like a call that is sent on. Nobody is rung before
/// the first slice is reserved; what is not used is free again when the next one is asked for, when somebody else answers, and at the end (domain §6.7).</summary>
/// <remarks>Loop thread only.</remarks>
internal sealed class LegReservations(ChargeDesk desk, Call call, IQuotaUser user)
{
    private readonly List<Waiting> _all = [];
    private int _sessions;

    /// <summary>True: the leg is rung, or fails, later. All destinations of a target are one person, and reserved for once.</summary>
    public bool TryAsk(CallLeg leg)
    {
        var target = leg.Command.Target;
        if (_all.Find(one => ReferenceEquals(one.Target, target)) is { } known)
        {
            if (known.IsGranted)
                return false;
            known.Legs.Add(leg);
            return true;
        }
        if (target.Quote is not { } quote)
            return false;
        DropUnused();
        var bill = new LegBill(desk, quote, 1, null);
        var (quota, draft) = Reservation.Of(desk, call, bill, $"{call.Origin.Id}/l{++_sessions}", user);
        bill.Quota = quota;
        _all.Add(new Waiting(target, bill) { Legs = { leg } });
        quota.Begin(draft, Reservation.AllowancesOf(desk, bill, call.WallClock));
        return true;
    }

    /// <summary>False: it is none of ours.</summary>
    public bool Granted(CallQuota quota)
    {
        if (Find(quota) is not { } one)
            return false;
        one.IsGranted = true;
        foreach (var leg in one.Legs)
        {
            if (leg.IsOpen)
                call.Legs.Ring(leg);
        }
        return true;
    }

    /// <inheritdoc cref="Granted"/>
    public bool Refused(CallQuota quota, QuotaOutcome? outcome)
    {
        if (Find(quota) is not { } one)
            return false;
        _all.Remove(one);
        var number = one.Target.Number;
        call.Journal.Note(new DecisionStep("reservation", number.Value, "OCS-1", outcome?.ToString() ?? "silent", new Sentence(
            $"{number}: kosztu połączenia nie udało się zarezerwować dla tego, kto je tam kieruje.", $"{number}: the cost could not be reserved for the one who sends the call there.")));
        foreach (var leg in one.Legs)
            leg.FailAtOnce(quota.IsStrict ? CallCause.NoFunds : CallCause.LimitReached);
        return true;
    }

    /// <summary>The target has answered: its bill goes on, the others are free.</summary>
    public LegBill? Take(RingTarget? target)
    {
        var taken = _all.Find(one => ReferenceEquals(one.Target, target));
        foreach (var one in _all)
        {
            if (one != taken)
                one.Bill.Quota?.Drop();
        }
        _all.Clear();
        return taken?.Bill;
    }

    public void Drop() => Take(null);

    public void AddSessions(ref List<(string, DateTimeOffset?)>? calls)
    {
        foreach (var one in _all)
        {
            if (one.Bill.Quota is { IsOpen: true } quota)
                (calls ??= []).Add((quota.Session, null));
        }
    }

    private void DropUnused()
    {
        for (var i = _all.Count - 1; i >= 0; i--)
        {
            if (call.Legs.All.Any(leg => leg.IsOpen && ReferenceEquals(leg.Command.Target, _all[i].Target)))
                continue;
            _all[i].Bill.Quota?.Drop();
            _all.RemoveAt(i);
        }
    }

    private Waiting? Find(CallQuota quota) => _all.Find(one => one.Bill.Quota == quota);

    private sealed class Waiting(RingTarget target, LegBill bill)
    {
        public RingTarget Target => target;

        public LegBill Bill => bill;

        /// <summary>Those that wait, or have rung.</summary>
        public List<CallLeg> Legs { get; } = [];

        public bool IsGranted { get; set; }
    }
}
