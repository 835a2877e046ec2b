using System.Data.Common;
using Dapper;
using PbxBridge.Routing.Plans;
using PbxBridge.Storage.Databases;
using PbxBridge.Storage.Outbox;
using Notice = PbxBridge.Storage.Outbox.NewMessage;

namespace PbxBridge.Storage.Voicemail;

/// <summary>Messages and greetings of all mailboxes (domain §4.6). Any thread but the signalling loop.</summary>
public sealed class VoicemailStore
{
    private readonly Database _database;
    private readonly StoreOptions _options;
    private readonly TimeProvider _time;
    private readonly PinAttempts _pins;

    internal VoicemailStore(Database database, StoreOptions options, TimeProvider time)
    {
        _database = database;
        _options = options;
        _time = time;
        _pins = new PinAttempts(database, time);
    }

    /// <summary>Keeps a message as new.</summary>
    /// <param name="tell">Of its id and what is in the mailbox now: a message for the owner's phone, written in the same transaction; null = none.</param>
    /// <returns>Its id; null when the mailbox is full (<see cref="StoreOptions.MailboxCapacity"/>) and nothing was kept.</returns>
    public long? Add(MailboxId mailbox, NewMessage message, Func<long, MessageCounts, Notice?>? tell = null) => _database.Write<long?>(Subject.Voicemail, (db, transaction) =>
    {
        if (CountAll(db, mailbox) >= _options.MailboxCapacity)
            return null;
        var id = db.ExecuteScalar<long>(
            "INSERT INTO counter (name, value) VALUES ('voicemail', 1) ON CONFLICT (name) DO UPDATE SET value = counter.value + 1 RETURNING value");
        db.Execute(
            """
            INSERT INTO voicemail_message (id, company, owner, caller, call_id, received_at, duration_ms)
            VALUES (@id, @Company, @Owner, @Caller, @CallId, @ReceivedAt, @Duration)
            """,
            new
            {
                id,
                mailbox.Company,
                mailbox.Owner,
                message.Caller,
                message.CallId,
                ReceivedAt = message.ReceivedAt.ToUnixTimeMilliseconds(),
                Duration = (long)message.Duration.TotalMilliseconds,
            });
        db.Execute("INSERT INTO voicemail_sound (id, wav) VALUES (@id, @Wav)", new { id, message.Wav });
        if (tell?.Invoke(id, CountsOf(db, mailbox)) is { } notice)
            OutboxTables.Add(db, notice, _time.GetUtcNow());
        transaction.Commit();
        return id;
    });

    /// <summary>True when <see cref="Add"/> would refuse: the caller can be told before he speaks.</summary>
    public bool IsFull(MailboxId mailbox) => _database.Read(db => CountAll(db, mailbox) >= _options.MailboxCapacity);

    /// <summary>In the order in which they came.</summary>
    public IReadOnlyList<MessageRow> List(MailboxId mailbox) => _database.Read<IReadOnlyList<MessageRow>>(db => [.. db.Query<Row>(
        """
        SELECT id AS Id, caller AS Caller, call_id AS CallId, received_at AS ReceivedAt, duration_ms AS DurationMs, heard_at AS HeardAt
        FROM voicemail_message WHERE company = @Company AND owner = @Owner ORDER BY id
        """,
        Key(mailbox)).Select(row => row.ToMessage())]);

    /// <summary>New and heard messages. Counted from the rows, so they cannot drift.</summary>
    public MessageCounts Counts(MailboxId mailbox) => _database.Read(db => CountsOf(db, mailbox));

    /// <summary>The sound of a message; null when it is gone.</summary>
    public byte[]? Wav(long id) => _database.Read(db => db.QuerySingleOrDefault<byte[]?>("SELECT wav FROM voicemail_sound WHERE id = @id", new { id }));

    /// <summary>The first hearing counts. False when the message is gone or was heard before.</summary>
    public bool MarkHeard(long id) => _database.Write(Subject.Voicemail, (db, transaction) =>
    {
        var changed = db.Execute("UPDATE voicemail_message SET heard_at = @Now WHERE id = @id AND heard_at IS NULL", new { id, Now = Now() });
        transaction.Commit();
        return changed == 1;
    });

    /// <summary>False when the message is gone already.</summary>
    public bool Delete(long id) => _database.Write(Subject.Voicemail, (db, transaction) =>
    {
        db.Execute("DELETE FROM voicemail_sound WHERE id = @id", new { id });
        var deleted = db.Execute("DELETE FROM voicemail_message WHERE id = @id", new { id });
        transaction.Commit();
        return deleted == 1;
    });

    /// <summary>Deletes messages, heard or not, that are older than <see cref="StoreOptions.MessageRetention"/>.</summary>
    /// <returns>How many.</returns>
    public int DeleteExpired() => _database.Write(Subject.Voicemail, (db, transaction) =>
    {
        var limit = Now() - (long)_options.MessageRetention.TotalMilliseconds;
        db.Execute("DELETE FROM voicemail_sound WHERE id IN (SELECT id FROM voicemail_message WHERE received_at < @limit)", new { limit });
        var deleted = db.Execute("DELETE FROM voicemail_message WHERE received_at < @limit", new { limit });
        transaction.Commit();
        return deleted;
    });

    /// <summary>The mailbox's own greeting as a WAV file; null = the standard one.</summary>
    public byte[]? Greeting(MailboxId mailbox) => _database.Read(db => db.QuerySingleOrDefault<byte[]?>(
        "SELECT wav FROM voicemail_greeting WHERE company = @Company AND owner = @Owner", Key(mailbox)));

    /// <param name="wav">Null goes back to the standard one.</param>
    public void SetGreeting(MailboxId mailbox, byte[]? wav) => _database.Write(Subject.Voicemail, (db, transaction) =>
    {
        db.Execute("DELETE FROM voicemail_greeting WHERE company = @Company AND owner = @Owner", Key(mailbox));
        if (wav is not null)
        {
            db.Execute(
                "INSERT INTO voicemail_greeting (company, owner, set_at, wav) VALUES (@Company, @Owner, @Now, @wav)",
                new { mailbox.Company, mailbox.Owner, Now = Now(), wav });
        }

        transaction.Commit();
        return 0;
    });

    /// <summary>Counts a wrong PIN; the tenth within 24 hours locks the mailbox.</summary>
    public PinState RecordPinFailure(MailboxId mailbox) => _pins.Failed(mailbox);

    /// <summary>Forgets the wrong PINs. False when the mailbox is locked: the PIN does not count then.</summary>
    public bool RecordPinSuccess(MailboxId mailbox) => _pins.Succeeded(mailbox);

    public bool IsLocked(MailboxId mailbox) => _pins.IsLocked(mailbox);

    /// <summary>An administrator opens the mailbox again.</summary>
    public void ResetPinLock(MailboxId mailbox) => _pins.Reset(mailbox);

    internal static object Key(MailboxId mailbox) => new { mailbox.Company, mailbox.Owner };

    private static long CountAll(DbConnection db, MailboxId mailbox) => db.ExecuteScalar<long>(
        "SELECT count(*) FROM voicemail_message WHERE company = @Company AND owner = @Owner", Key(mailbox));

    private static MessageCounts CountsOf(DbConnection db, MailboxId mailbox)
    {
        var (all, heard) = db.QuerySingle<(long, long)>(
            "SELECT count(*), count(heard_at) FROM voicemail_message WHERE company = @Company AND owner = @Owner", Key(mailbox));
        return new MessageCounts((int)(all - heard), (int)heard);
    }

    private long Now() => _time.GetUtcNow().ToUnixTimeMilliseconds();

    private sealed class Row
    {
        public long Id { get; init; }
        public string? Caller { get; init; }
        public string CallId { get; init; } = "";
        public long ReceivedAt { get; init; }
        public long DurationMs { get; init; }
        public long? HeardAt { get; init; }

        public MessageRow ToMessage() => new(
            Id,
            Caller,
            CallId,
            DateTimeOffset.FromUnixTimeMilliseconds(ReceivedAt),
            TimeSpan.FromMilliseconds(DurationMs),
            HeardAt is { } at ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null);
    }
}
