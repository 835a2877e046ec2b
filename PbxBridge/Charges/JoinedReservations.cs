using PbxBridge.Calls;

namespace PbxBridge.Charges;

/// <summary>Reservations that are made while a call runs: at its answer for the accounts as they are then, and when limits were set, changed or lifted (LIM-5, LIM-7).</summary>
/// <remarks>Loop thread only.</remarks>
internal sealed class JoinedReservations(ChargeDesk desk, Call call, IQuotaUser user)
{
    private int _count;

    /// <summary>The call goes on by what the limits are now. What rings yet follows at its answer.</summary>
    public void Follow(LegBill? bill)
    {
        if (bill is not { IsAnswered: true } or { Quota.IsStrict: true })
            return;
        if (!bill.LimitsChanged(call.WallClock))
        {
            bill.Quota?.LimitsChanged(Reservation.WatchOf(desk, bill, call.WallClock), Reservation.AllowancesOf(desk, bill, call.WallClock));
            return;
        }
        var former = bill.Quota;
        if (former is not null)
            desk.Interim(call, bill.EndReservation(call.Now, call.WallClock));
        if (bill.Accounts.Any(static use => use.Online))
            Join(bill, former is null ? static () => { } : desk.AwaitWritten);
    }

    /// <param name="first">Done where the store is asked, before all else: what was charged until now is on the accounts then, and held no more.</param>
    public void Join(LegBill bill, Action first)
    {
        var (quota, draft) = Reservation.Of(desk, call, bill, $"{call.Origin.Id}/r{++_count}", user);
        bill.Quota = quota;
        quota.Join(draft, first + Reservation.AllowancesOf(desk, bill, call.WallClock), bill.AnsweredAtTick, bill.Billed);
        call.ListenForStar();
    }
}
