namespace PbxBridge.Charging.Quotas;

/// <summary>How long a reservation is believed in without word from its node (OCS-6).</summary>
public sealed record QuotaLease
{
    public required NodeEpoch Node { get; init; }

    /// <summary>Null: not answered, as far as is known.</summary>
    public DateTimeOffset? AnsweredAt { get; init; }

    /// <summary>The node's last word about this call.</summary>
    public required DateTimeOffset LastAlive { get; init; }

    /// <summary>The end of what was granted and a slice more; of an unanswered call also the longest ringing.</summary>
    public required DateTimeOffset Until { get; init; }

    public static QuotaLease Of(NodeEpoch node, DateTimeOffset? answeredAt, DateTimeOffset now, TimeSpan granted, QuotaRules rules) => new()
    {
        Node = node,
        AnsweredAt = answeredAt,
        LastAlive = now,
        Until = (answeredAt ?? now + rules.LongestRinging) + granted + rules.Slice,
    };

    /// <summary>The node says that the call lives. Words may come late and out of order.</summary>
    public QuotaLease Heard(DateTimeOffset? answeredAt, DateTimeOffset at, TimeSpan granted, QuotaRules rules) =>
        Of(Node, AnsweredAt ?? answeredAt, at > LastAlive ? at : LastAlive, granted, rules);
}
