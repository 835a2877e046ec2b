using System.Text;
using Dapper;
using PbxBridge.Routing.Plans;
using PbxBridge.Storage.Companies;
using PbxBridge.Storage.Databases;
using PbxBridge.Storage.Tests.Postgres;
using PbxBridge.Storage.Voicemail;

namespace PbxBridge.Storage.Tests.Voicemail;

/// <summary>A store of before schema version 22, whose mailboxes are kept under numbers: they go to who has the number at the upgrade (docs/decisions/0039).</summary>
public abstract class OldMailboxTests(PostgresCluster? server) : IDisposable
{
    private const string Anna = SampleCharge.Anna, Piotr = SampleCharge.Piotr, Line = "+48600000001", Nobodys = "+48601000209";

    private readonly TemporaryStore _temporary = new(server, options => options with { LockWait = TimeSpan.FromSeconds(30) });

    private VoicemailStore Mail => _temporary.Store.Voicemail;

    [StoreFact]
    public void What_is_kept_under_a_number_goes_to_whoever_has_it_now_and_all_else_stays()
    {
        Save(("ewa", Anna), ("piotr", Piotr));
        Save(("anna", Anna), ("piotr", Piotr));
        foreach (var number in new[] { Anna, Piotr, Line, Nobodys })
            Fill(Old(number));
        var elsewhere = MailboxId.OfLine("inna", new(Anna));
        Fill(elsewhere);
        Upgrade();
        foreach (var mailbox in new[] { MailboxId.OfEmployee("przyklad", "anna"), MailboxId.OfEmployee("przyklad", "piotr"), Old(Line), Old(Nobodys), elsewhere })
            AssertFull(mailbox);
        foreach (var mailbox in new[] { MailboxId.OfEmployee("przyklad", "ewa"), Old(Anna), Old(Piotr) })
            Assert.Equal((new MessageCounts(0, 0), null, false, 1), (Mail.Counts(mailbox), Mail.Greeting(mailbox), Mail.IsLocked(mailbox), Mail.RecordPinFailure(mailbox).Failures));
    }

    [StoreFact]
    public void What_nobody_has_is_kept_until_its_time_is_over()
    {
        Save(("anna", Anna));
        Fill(Old(Nobodys));
        Fill(Old(Anna));
        Upgrade();
        Assert.Equal(0, Mail.DeleteExpired());
        _temporary.Time.Advance(_temporary.Options.MessageRetention + TimeSpan.FromSeconds(1));
        Assert.Equal(4, Mail.DeleteExpired());
    }

    public void Dispose()
    {
        _temporary.Dispose();
        GC.SuppressFinalize(this);
    }

    // An earlier version kept what is an employee's as it still keeps what is a line's.
    private static MailboxId Old(string number) => MailboxId.OfLine("przyklad", new(number));

    /// <summary>A new message and a heard one, a greeting, ten wrong PINs.</summary>
    private void Fill(MailboxId mailbox)
    {
        for (var n = 0; n < 2; n++)
        {
            var id = Mail.Add(mailbox, new NewMessage(Piotr, "c", _temporary.Time.GetUtcNow(), TimeSpan.FromSeconds(3), [(byte)n]));
            if (n == 1)
                Assert.True(Mail.MarkHeard(id!.Value));
        }
        Mail.SetGreeting(mailbox, Encoding.UTF8.GetBytes(mailbox.Owner));
        for (var n = 0; n < 10; n++)
            Mail.RecordPinFailure(mailbox);
    }

    private void AssertFull(MailboxId mailbox)
    {
        Assert.Equal((new MessageCounts(1, 1), true), (Mail.Counts(mailbox), Mail.IsLocked(mailbox)));
        Assert.Equal([(byte)0, (byte)1], Mail.List(mailbox).Select(message => Assert.Single(Mail.Wav(message.Id)!)));
        Assert.StartsWith("+48", Encoding.UTF8.GetString(Mail.Greeting(mailbox)!), StringComparison.Ordinal);
        Assert.Equal(11, Mail.RecordPinFailure(mailbox).Failures);
        Mail.ResetPinLock(mailbox);
        Assert.False(Mail.IsLocked(mailbox));
    }

    private void Save(params (string Id, string Mobile)[] employees)
    {
        var people = string.Join(", ", employees.Select(one => $$"""{"id": "{{one.Id}}", "name": "Łucja \"x\"", "mobile": "{{one.Mobile}}"}"""));
        Assert.IsType<SaveOutcome.Saved>(_temporary.Store.Companies.Save(new("przyklad", Encoding.UTF8.GetBytes($$"""{"id": "przyklad", "employees": [{{people}}]}"""), [], [], "test", "")));
    }

    /// <summary>Opens the store again as one of version 21.</summary>
    private void Upgrade()
    {
        var database = _temporary.Store.Database;
        database.Write(Subject.Schema, (db, transaction) =>
        {
            db.Execute(Migrations.TextOf(22, database.Dialect));
            transaction.Commit();
            return 0;
        });
    }

    public sealed class OnSqlite() : OldMailboxTests((PostgresCluster?)null);

    [Collection(PostgresCluster.Name)]
    public sealed class OnPostgres(PostgresCluster server) : OldMailboxTests(server);
}
