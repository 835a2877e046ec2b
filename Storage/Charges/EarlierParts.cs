using System.Data.Common;
using Dapper;
using PbxBridge.Charging.Amounts;
using PbxBridge.Charging.Cycles;
using PbxBridge.Charging.Rating;
using PbxBridge.Storage.Calls;

namespace PbxBridge.Storage.Charges;

/// <summary>What records of a leg that went on have charged already (RAT-7).</summary>
internal readonly record struct EarlierParts(int Count, Charge Charged)
{
    private static EarlierParts Of(DbConnection db, string session, int leg)
    {
        var (parts, net, gross, billed) = db.QuerySingle<(long, long, long, long)>(
            """
            SELECT count(*), CAST(coalesce(sum(net), 0) AS BIGINT), CAST(coalesce(sum(gross), 0) AS BIGINT), CAST(coalesce(sum(billed_s), 0) AS BIGINT)
            FROM call_charge WHERE session = @session AND leg = @leg
            """,
            new { session, leg = (long)leg });
        return new EarlierParts((int)parts, new Charge(Money.FromUnits(net), Money.FromUnits(gross), TimeSpan.FromSeconds(billed)));
    }

    /// <summary>What is left to charge of a leg whose node is no more.</summary>
    /// <param name="whole">By the formula on all that was talked.</param>
    /// <param name="book">The cycle that a call of a company goes to, by when it was answered and the time now; null, or its answer: that in which it was answered (CYC-2).</param>
    public static LegCharge Rest(DbConnection db, CallRecord call, LegCharge charge, Charge whole, Func<string, DateTimeOffset, DateTimeOffset, CycleBooking?>? book, DateTimeOffset now)
    {
        var earlier = Of(db, charge.Session ?? call.Id, charge.Leg);
        var booked = call.AnsweredAt is { } began && charge.Cycle is not null && (charge.Company ?? call.Company) is { } company ? book?.Invoke(company, began, now) : null;
        return charge with { Part = earlier.Count, Charge = whole - earlier.Charged, Cycle = booked ?? charge.Cycle };
    }
}
