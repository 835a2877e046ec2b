using PbxBridge.Storage.Outbox;

namespace PbxBridge.Notices;

/// <summary>When a message is tried again: after 30 s, then twice as long each time, at most an hour.</summary>
internal static class RetryRule
{
    private const int Doublings = 7;

    public static readonly TimeSpan First = TimeSpan.FromSeconds(30);

    public static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    /// <summary>Null: it is given up.</summary>
    /// <param name="asked">A longer pause that the other side asked for; it gets an hour at most.</param>
    public static DateTimeOffset? Next(OutboxMessage message, DateTimeOffset now, TimeSpan? asked, TimeSpan giveUpAfter)
    {
        var pause = First * (1 << Math.Clamp(message.Attempts - 1, 0, Doublings));
        if (asked > pause)
            pause = asked.Value;
        var next = now + (pause < Longest ? pause : Longest);
        return next > message.CreatedAt + giveUpAfter ? null : next;
    }
}
