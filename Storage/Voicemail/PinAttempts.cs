using System.Data.Common;
using Dapper;
using PbxBridge.Routing.Plans;
using PbxBridge.Storage.Databases;

namespace PbxBridge.Storage.Voicemail;

/// <summary>Wrong PINs of a mailbox: 10 within 24 hours lock it until an administrator resets it (domain §4.6).</summary>
internal sealed class PinAttempts(Database database, TimeProvider time)
{
    public const int Most = 10;
    public static readonly TimeSpan Within = TimeSpan.FromHours(24);

    public PinState Failed(MailboxId mailbox) => database.Write(Subject.Voicemail, (db, transaction) =>
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        var row = new { mailbox.Company, mailbox.Owner, now, Since = now - (long)Within.TotalMilliseconds };
        db.Execute("DELETE FROM voicemail_pin_failure WHERE company = @Company AND owner = @Owner AND at <= @Since", row);
        db.Execute("INSERT INTO voicemail_pin_failure (company, owner, at) VALUES (@Company, @Owner, @now)", row);
        var failures = db.ExecuteScalar<int>("SELECT count(*) FROM voicemail_pin_failure WHERE company = @Company AND owner = @Owner", row);
        if (failures >= Most)
            db.Execute("INSERT INTO voicemail_pin_lock (company, owner, locked_at) VALUES (@Company, @Owner, @now) ON CONFLICT DO NOTHING", row);
        var state = new PinState(failures, IsLocked(db, mailbox));
        transaction.Commit();
        return state;
    });

    public bool Succeeded(MailboxId mailbox) => database.Write(Subject.Voicemail, (db, transaction) =>
    {
        if (IsLocked(db, mailbox))
            return false;
        Forget(db, mailbox);
        transaction.Commit();
        return true;
    });

    public bool IsLocked(MailboxId mailbox) => database.Read(db => IsLocked(db, mailbox));

    public void Reset(MailboxId mailbox) => database.Write(Subject.Voicemail, (db, transaction) =>
    {
        Forget(db, mailbox);
        db.Execute("DELETE FROM voicemail_pin_lock WHERE company = @Company AND owner = @Owner", VoicemailStore.Key(mailbox));
        transaction.Commit();
        return 0;
    });

    private static bool IsLocked(DbConnection db, MailboxId mailbox) => db.ExecuteScalar<long>(
        "SELECT count(*) FROM voicemail_pin_lock WHERE company = @Company AND owner = @Owner", VoicemailStore.Key(mailbox)) > 0;

    private static void Forget(DbConnection db, MailboxId mailbox) => db.Execute(
        "DELETE FROM voicemail_pin_failure WHERE company = @Company AND owner = @Owner", VoicemailStore.Key(mailbox));
}
