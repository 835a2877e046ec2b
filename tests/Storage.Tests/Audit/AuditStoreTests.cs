using PbxBridge.Charging.Amounts;
using PbxBridge.Charging.Vouchers;
using PbxBridge.Storage.Accounts;
using PbxBridge.Storage.Audit;
using PbxBridge.Storage.Companies;
using PbxBridge.Storage.Tests.Postgres;
using PbxBridge.Storage.Vouchers;

namespace PbxBridge.Storage.Tests.Audit;

/// <summary>ROLE-5, T4, M12: every act leaves a line with the change, or neither is there.</summary>
public abstract class AuditStoreTests(PostgresCluster? server) : IDisposable
{
    private static readonly AuditActor Ewa = new("ewa", AuditRole.Consultant, "203.0.113.7");
    private static readonly VoucherPepper Pepper = new([.. Enumerable.Range(1, 32).Select(i => (byte)i)]);

    private readonly TemporaryStore _temporary = new(server);

    private Store Store => _temporary.Store;

    [StoreFact]
    public void An_act_comes_back_as_it_was_written_the_newest_first()
    {
        var entry = new AuditEntry("a", Ewa, "import ż.json", [new("employees[jan].profile", null, "kraj \"x\""), new("n", "1", null)]) { Fees = ["a:r2:EVT", "b"] };
        Store.Companies.Save(Change("a", null));
        Store.Companies.Save(Change("a", entry));
        Store.Companies.Save(Change("b", entry with { Company = "b" }));
        _temporary.Reopen();
        var rows = Store.Audit.Last(null, 10);
        Assert.Equal(((string?)"b", (long?)1L, (string?)"a", (long?)2L), (rows[0].Entry.Company, rows[0].Revision, rows[1].Entry.Company, rows[1].Revision));
        Assert.True(rows[0].Id > rows[1].Id);
        var row = Assert.Single(Store.Audit.Last("a", 10));
        Assert.Equal((Ewa, "import ż.json", _temporary.Time.GetUtcNow()), (row.Entry.Actor, row.Entry.Act, row.At));
        Assert.Equal(entry.Changes.AsEnumerable(), row.Entry.Changes);
        Assert.Equal(entry.Fees.AsEnumerable(), row.Entry.Fees);
        Assert.Equal("b", Assert.Single(Store.Audit.Last(null, 1)).Entry.Company);
    }

    [StoreFact]
    public void What_was_not_done_has_no_line()
    {
        var entry = new AuditEntry("a", Ewa, "import", []);
        Assert.IsType<SaveOutcome.Outdated>(Store.Companies.Save(Change("a", entry) with { ExpectedRevision = 7 }));
        Store.Companies.Save(Change("b", null) with { Numbers = [new OwnedRange(new("+48600000000"), "line")] });
        Assert.IsType<SaveOutcome.NumberTaken>(Store.Companies.Save(Change("a", entry) with { Numbers = [new OwnedRange(new("+48600000000"), "line")] }));
        Assert.Equal(0, Store.Vouchers.Activate(1, Ewa));
        Assert.Empty(Store.Audit.Last(null, 10));
    }

    [StoreFact]
    public void A_limit_is_lifted_with_one_line()
    {
        var entry = new AuditEntry("przyklad", Ewa, "limits lift", [new("limit of 201", "100.00", "lifted")]);
        Assert.True(Store.Limits.Lift("przyklad", SampleCharge.Anna, SampleCharge.Cycle.Start, "ewa", entry));
        Assert.False(Store.Limits.Lift("przyklad", SampleCharge.Anna, SampleCharge.Cycle.Start, "jan", entry with { Actor = Ewa with { Author = "jan" } }));
        Assert.Equal(("ewa", null), (Assert.Single(Store.Audit.Last("przyklad", 10)).Entry.Actor.Author, Store.Audit.Last("przyklad", 10)[0].Revision));
    }

    [StoreFact]
    public void Batches_leave_lines_of_no_company_and_codes_none()
    {
        var (batch, vouchers) = Store.Vouchers.Create(Money.Of(25m), 3, new DateOnly(2026, 12, 31), "ewa", VoucherRules.Standard, Pepper, Ewa);
        Store.Vouchers.Activate(batch.Id, Ewa);
        var account = AccountKey.Prepaid("przyklad", "+48601000202");
        new TopUps(Store, Pepper).Redeem(new TopUpRequest(account, vouchers[0].Code, "r1", "+48601000202"));
        new TopUps(Store, Pepper).Redeem(new TopUpRequest(account, vouchers[0].Code, "r2", "+48601000202"));
        Store.Vouchers.Block(batch.Id, Ewa);
        TopUps.Unlock(Store, account, new AuditEntry("przyklad", Ewa, "vouchers unlock", []));
        var rows = Store.Audit.Last(null, 10).Reverse().ToArray();
        Assert.Equal(
            ["vouchers make: batch 1: – → 3 × 25.00 zł, valid until 2026-12-31", "vouchers activate: batch 1: 3 inactive → 3 active",
                $"top-up: voucher {vouchers[0].Serial}: active → redeemed for {account}", "vouchers block: batch 1: 2 not redeemed → 2 blocked", "vouchers unlock: "],
            rows.Select(row => $"{row.Entry.Act}: {string.Join(", ", row.Entry.Changes.Select(change => $"{change.Subject}: {change.Before ?? "–"} → {change.After}"))}"));
        Assert.Equal([null, null, null, null, "przyklad"], rows.Select(row => row.Entry.Company));
        Assert.Equal(new AuditActor("+48601000202", AuditRole.User, "+48601000202"), rows[2].Entry.Actor);
        Assert.DoesNotContain(vouchers, voucher => string.Join('|', rows.SelectMany(row => row.Entry.Changes)).Contains(voucher.Code, StringComparison.Ordinal));
    }

    public void Dispose()
    {
        _temporary.Dispose();
        GC.SuppressFinalize(this);
    }

    private static CompanyChange Change(string id, AuditEntry? audit) => new(id, "{}"u8.ToArray(), [], [], "ewa", "test") { Audit = audit };

    public sealed class OnSqlite() : AuditStoreTests((PostgresCluster?)null);

    [Collection(PostgresCluster.Name)]
    public sealed class OnPostgres(PostgresCluster server) : AuditStoreTests(server);
}
