using System.Text;
using Dapper;
using PbxBridge.Storage.Charges;
using PbxBridge.Storage.Companies;
using PbxBridge.Storage.Databases;
using PbxBridge.Storage.Tests.Postgres;

namespace PbxBridge.Storage.Tests.Charges;

/// <summary>Charges of before schema version 19, which know a number alone: whose it was is told by the revisions of the company, or not at all (docs/decisions/0037).</summary>
public abstract class OldChargeTests(PostgresCluster? server) : IDisposable
{
    private const string Anna = SampleCharge.Anna, Piotr = SampleCharge.Piotr, Line = "+48600000001";

    private readonly TemporaryStore _temporary = new(server);

    [StoreFact]
    public async Task A_charge_goes_to_whoever_had_the_number_when_the_call_began()
    {
        Save(("anna", Anna), ("piotr", Piotr));
        await ChargeAfter(2, 1, Anna);
        await ChargeAfter(58, 2, Piotr);
        Save(("anna", Anna));
        Save(("anna", "+48601000209"), ("ewa", Anna), ("piotr", Piotr));
        await ChargeAfter(2, 3, Anna);
        await ChargeAfter(2, 4, Piotr);
        await ChargeAfter(2, 5, "+48601000209");
        Save(("anna", Anna), ("piotr", Piotr));
        await ChargeAfter(2, 6, Anna);
        Assert.Equal((string?[])["anna", "piotr", "ewa", "piotr", "anna", "anna"], Upgraded(6));
    }

    [StoreFact]
    public async Task What_cannot_be_told_is_nobodys_but_the_companys()
    {
        // Before the company was known; of another company; of a line; in the minute after a change, by a node that may not have known of it.
        await ChargeAfter(0, 1, Anna);
        Save(("anna", Anna));
        await ChargeAfter(2, 2, Anna, "inna");
        await ChargeAfter(2, 3, Line);
        Save(("ewa", Anna));
        await ChargeAfter(0, 4, Anna);
        await ChargeAfter(0, 5, null);
        await ChargeAfter(1, 6, Anna);
        Assert.Equal((string?[])[null, null, null, null, null, "ewa"], Upgraded(6));
        Assert.Equal(
            [("", null, 1), (Line, null, 1), (Anna, null, 2), ("", "ewa", 1)],
            _temporary.Store.Charges.Totals("przyklad", SampleCharge.Cycle.Start).Select(total => (total.Payer.Number, total.Payer.Employee, total.Calls)).OrderBy(total => total.Employee).ThenBy(total => total.Number, StringComparer.Ordinal));
        Assert.Empty(_temporary.Store.Charges.InCycle("przyklad", SampleCharge.Cycle.Start, "anna"));
    }

    public void Dispose()
    {
        _temporary.Dispose();
        GC.SuppressFinalize(this);
    }

    private void Save(params (string Id, string Mobile)[] employees)
    {
        _temporary.Time.Advance(TimeSpan.FromSeconds(1));
        var people = string.Join(", ", employees.Select(one => $$"""{"id": "{{one.Id}}", "name": "Łucja \"x\"", "mobile": "{{one.Mobile}}"}"""));
        Assert.IsType<SaveOutcome.Saved>(_temporary.Store.Companies.Save(new("przyklad", Encoding.UTF8.GetBytes($$"""{"id": "przyklad", "employees": [{{people}}]}"""), [], [], "test", "")));
    }

    private async Task ChargeAfter(int minutes, int n, string? payer, string company = "przyklad")
    {
        _temporary.Time.Advance(TimeSpan.FromMinutes(minutes));
        await using var writer = _temporary.Writer();
        writer.TryEnqueue(SampleCharge.Call(n) with { StartedAt = _temporary.Time.GetUtcNow(), Charges = [SampleCharge.Leg(payer ?? "") with { Payer = payer, Employee = null, Company = company, Postings = [] }] });
        await writer.FlushAsync(default);
    }

    /// <returns>The employees of so many charges.</returns>
    private IEnumerable<string?> Upgraded(int count)
    {
        var database = _temporary.Store.Database;
        database.Write(Subject.Schema, (db, transaction) =>
        {
            db.Execute(
                """
                DROP INDEX call_charge_by_cycle;
                ALTER TABLE call_charge DROP COLUMN employee;
                CREATE INDEX call_charge_by_cycle ON call_charge (company, booked_cycle, payer, billing, rate_class, part, billed_s, net, gross, answered_at)
                """);
            db.Execute(Migrations.TextOf(19, database.Dialect));
            transaction.Commit();
            return 0;
        });
        return Enumerable.Range(1, count).Select(n => Assert.Single(_temporary.Store.Charges.OfCall(SampleCharge.Id(n))).Employee);
    }

    public sealed class OnSqlite() : OldChargeTests((PostgresCluster?)null);

    [Collection(PostgresCluster.Name)]
    public sealed class OnPostgres(PostgresCluster server) : OldChargeTests(server);
}
