using PbxBridge.Routing.Numbering;
using PbxBridge.Routing.Plans;
using PbxBridge.Storage.Tests.Postgres;
using PbxBridge.Storage.Voicemail;

namespace PbxBridge.Storage.Tests.Voicemail;

public abstract class VoicemailStoreTests(PostgresCluster? server) : IDisposable
{
    private static readonly MailboxId Anna = MailboxId.OfEmployee("przyklad", "anna");
    private static readonly MailboxId Piotr = MailboxId.OfEmployee("przyklad", "piotr");

    private readonly TemporaryStore _temporary = new(server);

    private VoicemailStore Voicemail => _temporary.Store.Voicemail;

    [StoreFact]
    public void A_message_is_kept_with_its_sound_for_its_mailbox_alone()
    {
        var id = Add(Anna, [1, 2, 3]);
        _temporary.Reopen();
        var message = Assert.Single(Voicemail.List(Anna));
        Assert.Equal(new MessageRow(id, "+48601000101", "C1", _temporary.Time.GetUtcNow(), TimeSpan.FromMilliseconds(4_250), null), message);
        Assert.True(message.IsNew);
        Assert.Equal([1, 2, 3], Voicemail.Wav(id)!);
        Assert.Empty(Voicemail.List(Piotr));
        Assert.Null(Voicemail.Wav(id + 1));
    }

    [StoreFact]
    public void Hearing_moves_a_message_from_new_to_old_once()
    {
        var first = Add(Anna);
        Add(Anna);
        Assert.Equal(new MessageCounts(2, 0), Voicemail.Counts(Anna));
        Assert.True(Voicemail.MarkHeard(first));
        Assert.False(Voicemail.MarkHeard(first));
        Assert.Equal(new MessageCounts(1, 1), Voicemail.Counts(Anna));
        Assert.Equal(_temporary.Time.GetUtcNow(), Voicemail.List(Anna)[0].HeardAt);
        Assert.Equal(new MessageCounts(0, 0), Voicemail.Counts(Piotr));
    }

    [StoreFact]
    public void The_owner_is_told_with_the_message_and_not_without()
    {
        var told = new List<MessageCounts>();
        Voicemail.MarkHeard(Add(Anna));
        var id = Voicemail.Add(Anna, Message([9]), (message, counts) =>
        {
            told.Add(counts);
            return new PbxBridge.Storage.Outbox.NewMessage("sms", $"voicemail/{message}", "przyklad", "{}");
        });
        Assert.Equal([new MessageCounts(1, 1)], told);
        Assert.Equal([$"voicemail/{id}"], _temporary.Store.Outbox.Last(5).Select(message => message.Key));
        Voicemail.Add(Anna, Message([9]), (_, _) => null);
        foreach (var _ in Enumerable.Range(0, 47))
            Add(Anna);
        Assert.Null(Voicemail.Add(Anna, Message([9]), (_, _) => new PbxBridge.Storage.Outbox.NewMessage("sms", "never", "przyklad", "{}")));
        Assert.Single(_temporary.Store.Outbox.Last(5));
    }

    [StoreFact]
    public void A_deleted_message_is_gone_and_its_id_is_never_used_again()
    {
        var id = Add(Anna);
        Assert.True(Voicemail.Delete(id));
        Assert.False(Voicemail.Delete(id));
        Assert.Null(Voicemail.Wav(id));
        Assert.Equal(new MessageCounts(0, 0), Voicemail.Counts(Anna));
        Assert.Equal(id + 1, Add(Anna));
    }

    [StoreFact]
    public void A_full_mailbox_refuses_until_something_is_deleted()
    {
        var ids = Enumerable.Range(0, 50).Select(_ => Add(Anna)).ToArray();
        Voicemail.MarkHeard(ids[3]);
        Assert.True(Voicemail.IsFull(Anna));
        Assert.Null(Voicemail.Add(Anna, Message([9])));
        Assert.Equal(new MessageCounts(49, 1), Voicemail.Counts(Anna));
        Add(Piotr);
        Voicemail.Delete(ids[3]);
        Assert.False(Voicemail.IsFull(Anna));
        Add(Anna);
    }

    [StoreFact]
    public void Messages_are_deleted_after_30_days()
    {
        var old = Add(Anna);
        _temporary.Time.Advance(TimeSpan.FromMilliseconds(1));
        var young = Add(Anna);
        _temporary.Time.Advance(TimeSpan.FromDays(30));
        Assert.Equal(1, Voicemail.DeleteExpired());
        Assert.Equal([young], Voicemail.List(Anna).Select(message => message.Id));
        Assert.Null(Voicemail.Wav(old));
    }

    [StoreFact]
    public void A_greeting_of_ones_own_replaces_the_standard_one_until_it_is_taken_away()
    {
        Assert.Null(Voicemail.Greeting(Anna));
        Voicemail.SetGreeting(Anna, [1]);
        Voicemail.SetGreeting(Anna, [2, 3]);
        Assert.Equal([2, 3], Voicemail.Greeting(Anna)!);
        Assert.Null(Voicemail.Greeting(Piotr));
        Voicemail.SetGreeting(Anna, null);
        Assert.Null(Voicemail.Greeting(Anna));
    }

    [StoreFact]
    public void The_tenth_wrong_pin_locks_the_mailbox_until_it_is_reset()
    {
        for (var n = 1; n <= 9; n++)
            Assert.Equal(new PinState(n, false), Voicemail.RecordPinFailure(Anna));
        Assert.False(Voicemail.IsLocked(Anna));
        Assert.Equal(new PinState(10, true), Voicemail.RecordPinFailure(Anna));
        _temporary.Time.Advance(TimeSpan.FromDays(3));
        Assert.True(Voicemail.IsLocked(Anna));
        Assert.False(Voicemail.RecordPinSuccess(Anna));
        Assert.False(Voicemail.IsLocked(Piotr));
        Voicemail.ResetPinLock(Anna);
        Assert.False(Voicemail.IsLocked(Anna));
        Assert.Equal(new PinState(1, false), Voicemail.RecordPinFailure(Anna));
    }

    [StoreFact]
    public void Wrong_pins_older_than_24_hours_do_not_count()
    {
        for (var n = 0; n < 9; n++)
            Voicemail.RecordPinFailure(Anna);
        _temporary.Time.Advance(TimeSpan.FromHours(24) - TimeSpan.FromMilliseconds(1));
        var early = Voicemail.RecordPinFailure(Piotr);
        _temporary.Time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(new PinState(1, false), early);
        Assert.Equal(new PinState(1, false), Voicemail.RecordPinFailure(Anna));
    }

    [StoreFact]
    public void The_right_pin_forgets_the_wrong_ones()
    {
        for (var n = 0; n < 9; n++)
            Voicemail.RecordPinFailure(Anna);
        Assert.True(Voicemail.RecordPinSuccess(Anna));
        Assert.Equal(new PinState(1, false), Voicemail.RecordPinFailure(Anna));
    }

    public void Dispose()
    {
        _temporary.Dispose();
        GC.SuppressFinalize(this);
    }

    private long Add(MailboxId mailbox, byte[]? wav = null) => Voicemail.Add(mailbox, Message(wav ?? [0]))!.Value;

    private NewMessage Message(byte[] wav) => new("+48601000101", "C1", _temporary.Time.GetUtcNow(), TimeSpan.FromMilliseconds(4_250), wav);

    public sealed class OnSqlite() : VoicemailStoreTests((PostgresCluster?)null);

    [Collection(PostgresCluster.Name)]
    public sealed class OnPostgres(PostgresCluster server) : VoicemailStoreTests(server);
}
