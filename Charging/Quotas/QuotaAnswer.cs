using System.Collections.Immutable;

namespace PbxBridge.Charging.Quotas;

/// <summary>What a request is answered; a repeated request has the same answer (OCS-1).</summary>
public abstract record QuotaAnswer
{
    /// <param name="Until">The call may last until then, since its answer.</param>
    /// <param name="Final">No more will come: warn and cut (<see cref="SliceRule.WarnAt"/>).</param>
    public sealed record Granted(TimeSpan Until, bool Final) : QuotaAnswer;

    public sealed record Denied(QuotaDenial Why) : QuotaAnswer;

    /// <summary>Charging is over.</summary>
    /// <param name="Billed">The time that was charged; the record of the call says the same.</param>
    /// <param name="Shares">What each account paid in all.</param>
    public sealed record Settled(TimeSpan Billed, ImmutableArray<QuotaShare> Shares, ClosingCause Cause) : QuotaAnswer
    {
        public bool Equals(Settled? other) => other is not null && Billed == other.Billed && Cause == other.Cause && Shares.SequenceEqual(other.Shares);

        public override int GetHashCode() => HashCode.Combine(Billed, Cause, Shares.Length);
    }

    public sealed record Released : QuotaAnswer;

    /// <summary>A request with a lower number than one that was done already came too late (OCS-1).</summary>
    public sealed record Ignored : QuotaAnswer;
}
