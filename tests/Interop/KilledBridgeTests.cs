using System.Text.Json.Nodes;
using PbxBridge.Charging.Amounts;
using PbxBridge.Interop.Rig;
using PbxBridge.Storage;
using PbxBridge.Storage.Accounts;
using PbxBridge.Storage.Calls;

namespace PbxBridge.Interop;

/// <summary>kill -9 in the middle of charging: the accounts add up all the same (OCS-6…8).</summary>
public sealed class KilledBridgeTests
{
    private const int Kills = 20;
    private const string Anna = "+48601000201", Piotr = "+48601000202";

    [Fact]
    public async Task After_twenty_kills_nothing_is_reserved_lost_or_charged_twice()
    {
        var chance = new Random(7);
        var company = new CompanyFile();
        company.Employee("anna")["limit"] = new JsonObject { ["amount"] = 100.00, ["mode"] = "barAll", ["cutsRunningCalls"] = true, ["userThresholds"] = new JsonArray(50) };
        await using var bridge = new MortalBridge(company);
        await using (var people = new Callee(Stage.Mobile))
        {
            await using var callers = new Callee(Stage.MobileCaller);
            await bridge.StartAsync();
            await bridge.StopAsync();
            using (var store = bridge.OpenStore())
                store.Accounts.Post(AccountKey.Prepaid("przyklad", "piotr"), new LedgerEntry("test", DateTimeOffset.UnixEpoch, LedgerKind.Credit, Money.Of(10_000m)));
            for (var round = 0; round < Kills; round++)
            {
                await bridge.StartAsync();
                var before = people.Answered;
                for (var call = 0; call < 6; call++)
                    await callers.CallAsync(call % 2 == 0 ? Anna : Piotr, call % 2 == 0 ? "501000000" : "501000000%2A", TimeSpan.FromMilliseconds(chance.Next(300)));
                await Condition.HoldsAsync("a call is answered", () => people.Answered > before, TimeSpan.FromSeconds(10));
                using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(1 + chance.Next(300)));
                await pause.WaitForNextTickAsync();
                await bridge.KillAsync();
            }
        }

        // What the last run left is ended by this one.
        await bridge.StartAsync();
        await bridge.StopAsync();
        using var after = bridge.OpenStore();
        AssertAddsUp(after);
    }

    private static void AssertAddsUp(Store store)
    {
        Assert.Empty(store.Accounts.Discrepancies());
        var purse = store.Accounts.Find(AccountKey.Prepaid("przyklad", "piotr"));
        Assert.Equal(Money.Zero, purse?.Reserved);
        var calls = store.Calls.Last(10_000, new CallFilter());
        Assert.NotEmpty(calls);
        var charges = calls.SelectMany(call => store.Charges.OfCall(call.Id)).ToList();
        Assert.Equal(charges.Count, charges.DistinctBy(charge => (charge.Session, charge.Leg, charge.Part)).Count());
        foreach (var (payer, key) in charges.Where(charge => charge.Payer is not null && charge.Cycle is not null).Select(charge => (charge.Payer!, Key(charge.Payer!, charge.Cycle!.Value))).Distinct())
        {
            var account = store.Accounts.Find(key);
            Assert.Equal(Money.Zero, account?.Reserved);
            var spent = Money.Sum(store.Accounts.Ledger(key).Where(entry => entry.Kind == LedgerKind.Charge).Select(entry => -entry.Amount));
            Assert.Equal(Money.Sum(charges.Where(charge => charge.Payer == payer && charge.Debited is not null).Select(charge => charge.Debited!.Value)), spent);
        }
    }

    private static AccountKey Key(string payer, DateTimeOffset cycle) => payer == Piotr ? AccountKey.Prepaid("przyklad", "piotr") : AccountKey.Limit("przyklad", "anna", cycle);
}
