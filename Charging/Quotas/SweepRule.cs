namespace PbxBridge.Charging.Quotas;

/// <summary>What becomes of a reservation whose node is gone (OCS-6, OCS-7). The request goes the same way as those of the node: whichever comes first counts,
/// the other gets its answer.</summary>
public static class SweepRule
{
    /// <summary>Null while the call may live.</summary>
    /// <param name="number">Of the session's last request; the sweep's is the next.</param>
    public static QuotaRequest? Expired(SessionId session, int number, QuotaLease lease, DateTimeOffset now, QuotaRules rules) =>
        now >= lease.Until && now - lease.LastAlive >= rules.SilentAfter ? Close(session, number, lease) : null;

    /// <summary>After a restart of its node, at once. Null for calls of this run and of other nodes.</summary>
    public static QuotaRequest? Restarted(SessionId session, int number, QuotaLease lease, NodeEpoch node) =>
        lease.Node.IsBefore(node) ? Close(session, number, lease) : null;

    private static QuotaRequest Close(SessionId session, int number, QuotaLease lease) => lease.AnsweredAt is { } answered
        ? new QuotaRequest.Terminate(session, number + 1, lease.LastAlive > answered ? lease.LastAlive - answered : TimeSpan.Zero, ClosingCause.NodeRecovery)
        : new QuotaRequest.Release(session, number + 1);
}
