using System.Collections.Immutable;

namespace PbxBridge.Charging.Vouchers;

/// <summary>Wrong codes that an account has entered one after the other (VCH-4).</summary>
/// <param name="Until">Top-up is closed until then, or until a person opens it: <see cref="Open"/>.</param>
/// <param name="OwnCodes">Serials of the account's own redeemed vouchers that were counted: each counts once (VCH-3).</param>
public sealed record AccountLock(int Failures, DateTimeOffset? Until, ImmutableHashSet<string> OwnCodes)
{
    /// <summary>Nothing against this account; also what an administrator's or consultant's release makes of it.</summary>
    public static readonly AccountLock Open = new(0, null, []);

    public bool IsLocked(DateTimeOffset now) => Until is { } until && now < until;

    internal AccountLock Failed(DateTimeOffset now, VoucherRules rules)
    {
        // A lock that is over has been served.
        var failures = Until is null ? Failures + 1 : 1;
        return failures >= rules.FailuresToLock ? this with { Failures = failures, Until = now + rules.LockFor } : this with { Failures = failures, Until = null };
    }
}
