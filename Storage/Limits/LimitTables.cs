using System.Collections.Immutable;
using System.Data.Common;
using Dapper;
using PbxBridge.Charging.Amounts;
using PbxBridge.Charging.Limits;
using PbxBridge.Storage.Accounts;
using PbxBridge.Storage.Calls;
using PbxBridge.Storage.Outbox;

namespace PbxBridge.Storage.Limits;

/// <summary>Marks of thresholds and the messages that follow. All runs inside the caller's transaction, with the account of the limit locked.</summary>
internal static class LimitTables
{
    /// <summary>After consumption grew: marks what was come to, and puts the messages into the outbox.</summary>
    public static void Look(DbConnection db, LimitTerms terms, Money consumed, DateTimeOffset at)
    {
        if (terms.Concerns(consumed))
            Keep(db, terms, LimitWatch.After(terms.Limit, consumed, Marks(db, terms)), at);
    }

    /// <summary>Keeps the marks; a message goes out only when its own mark was new (LIM-3).</summary>
    public static void Keep(DbConnection db, LimitTerms terms, LimitEvents events, DateTimeOffset at)
    {
        var news = events.Marks.Where(mark => Insert(db, terms, mark, at)).ToHashSet();
        foreach (var notice in events.Notices.Where(notice => news.Contains(new ThresholdMark(notice.Audience, notice.Threshold))))
        {
            var message = new LimitNotice(terms.Company, terms.Employee, terms.Cycle, notice);
            OutboxTables.Add(db, new NewMessage(LimitNotice.Topic, message.Key, terms.Company, message.Write()), at);
        }
    }

    /// <summary>The statutory threshold is come to: the account takes no reservation more under it, and its owner is told once (domain §6.6).</summary>
    public static void Close(DbConnection db, PremiumTerms terms, DateTimeOffset at)
    {
        var id = AccountTables.IdOf(db, AccountKey.Premium(terms.Company, terms.Employee, terms.Cycle.Start));
        db.Execute("UPDATE account SET state = 'Blocked', allowance = @Units, version = version + 1 WHERE id = @id", new { id, terms.Amount.Units });
        OutboxTables.Add(db, new NewMessage(PremiumTerms.Topic, terms.Key, terms.Company, terms.Write()), at);
    }

    public static ImmutableHashSet<ThresholdMark> Marks(DbConnection db, LimitTerms terms) =>
        [.. db.Query<(string Audience, long Percent)>(
            "SELECT audience, percent FROM threshold_mark WHERE company = @Company AND employee = @Employee AND cycle = @Cycle AND version = @Version",
            Key(terms)).Select(row => new ThresholdMark(Names<LimitAudience>.Read(row.Audience, LimitAudience.User), (int)row.Percent))];

    private static bool Insert(DbConnection db, LimitTerms terms, ThresholdMark mark, DateTimeOffset at)
    {
        var row = new DynamicParameters(Key(terms));
        row.Add("Audience", Names<LimitAudience>.Of(mark.Audience));
        row.Add("Percent", (long)mark.Percent);
        row.Add("At", at.ToUnixTimeMilliseconds());
        return db.Execute(
            """
            INSERT INTO threshold_mark (company, employee, cycle, version, audience, percent, at)
            VALUES (@Company, @Employee, @Cycle, @Version, @Audience, @Percent, @At) ON CONFLICT DO NOTHING
            """,
            row) == 1;
    }

    private static object Key(LimitTerms terms) => new { terms.Company, terms.Employee, Cycle = terms.Cycle.Start.ToUnixTimeMilliseconds(), Version = (long)terms.Limit.Version };
}
