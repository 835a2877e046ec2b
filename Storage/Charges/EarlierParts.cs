using System.Data.Common;
using Dapper;
using PbxBridge.Charging.Amounts;
using PbxBridge.Charging.Rating;

namespace PbxBridge.Storage.Charges;

/// <summary>What records of a leg that went on have charged already (RAT-7).</summary>
internal readonly record struct EarlierParts(int Count, Charge Charged)
{
    public static EarlierParts Of(DbConnection db, string session, int leg)
    {
        var (parts, net, gross, billed) = db.QuerySingle<(long, long, long, long)>(
            """
            SELECT count(*), CAST(coalesce(sum(net), 0) AS BIGINT), CAST(coalesce(sum(gross), 0) AS BIGINT), CAST(coalesce(sum(billed_s), 0) AS BIGINT)
            FROM call_charge WHERE session = @session AND leg = @leg
            """,
            new { session, leg = (long)leg });
        return new((int)parts, new Charge(Money.FromUnits(net), Money.FromUnits(gross), TimeSpan.FromSeconds(billed)));
    }
}
