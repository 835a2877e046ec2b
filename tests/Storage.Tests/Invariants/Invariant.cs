using Dapper;
using PbxBridge.Charging.Amounts;
using PbxBridge.Charging.Cycles;
using PbxBridge.Storage.Accounts;

namespace PbxBridge.Storage.Tests.Invariants;

/// <summary>What holds of every store, whatever has happened to it (OCS-8, CDR-1).</summary>
internal static class Invariant
{
    public static void Holds(Store store)
    {
        // balance = Σ ledger, reserved = Σ held, own accounts never overdrawn.
        Assert.Empty(store.Accounts.Discrepancies());
        store.Database.Read(db =>
        {
            Assert.Equal(0, db.ExecuteScalar<long>("SELECT count(*) FROM reservation r JOIN quota_session s ON s.id = r.session WHERE s.state <> 'Open'"));
            Assert.Equal(0, db.ExecuteScalar<long>("SELECT count(*) FROM quota_session WHERE state = 'Open' AND NOT EXISTS (SELECT 1 FROM reservation r WHERE r.session = quota_session.id)"));
            // Without a gap, and as far as the counter says.
            var numbers = db.Query<long>("SELECT number FROM call_charge WHERE node = '1' ORDER BY number").AsList();
            Assert.Equal(Enumerable.Range(1, numbers.Count).Select(n => (long)n), numbers);
            Assert.Equal(numbers.Count, db.ExecuteScalar<long?>("SELECT value FROM counter WHERE name = 'charge:1'") ?? 0);
            // A record has its charge and a charge its record.
            Assert.Equal(0, db.ExecuteScalar<long>("SELECT count(*) FROM call_record WHERE NOT EXISTS (SELECT 1 FROM call_charge WHERE call_charge.call = call_record.id)"));
            Assert.Equal(0, db.ExecuteScalar<long>("SELECT count(*) FROM call_charge WHERE NOT EXISTS (SELECT 1 FROM call_record WHERE call_record.id = call_charge.call)"));
            return 0;
        });
    }

    /// <summary>What the company owes by its ledgers.</summary>
    public static Money Owed(Store store) => -Money.Sum(
        new[] { SampleCharge.Cycle.Start, new BillingCycle(SampleCharge.Cycle.Next, SampleCharge.Cycle.Next.AddMonths(1)).Start }
            .SelectMany(cycle => store.Accounts.Ledger(AccountKey.OfCompany("przyklad", cycle))).Select(entry => entry.Amount));

    /// <summary>What own accounts were charged for each session, by their ledgers.</summary>
    public static Dictionary<string, Money> Charged(Store store) => Enumerable.Range(0, RandomCalls.Employees)
        .SelectMany(employee => store.Accounts.Ledger(RandomCalls.Own(employee)))
        .Where(entry => entry.Kind == LedgerKind.Charge)
        .GroupBy(entry => entry.Reference.Split('#')[0])
        .ToDictionary(session => session.Key, session => -Money.Sum(session.Select(entry => entry.Amount)));
}
