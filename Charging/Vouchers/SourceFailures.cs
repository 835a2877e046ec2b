using System.Collections.Immutable;

namespace PbxBridge.Charging.Vouchers;

/// <summary>When wrong codes came from one address or calling number, whatever the account (VCH-4).</summary>
/// <param name="At">In the order of time, no more than count.</param>
public sealed record SourceFailures(ImmutableArray<DateTimeOffset> At)
{
    public static readonly SourceFailures None = new([]);

    public bool IsBlocked(DateTimeOffset now, VoucherRules rules) => At.Count(t => now - t < rules.SourceWindow) >= rules.FailuresOfSource;

    internal SourceFailures Failed(DateTimeOffset now, VoucherRules rules) =>
        new([.. At.Where(t => now - t < rules.SourceWindow).Append(now).TakeLast(rules.FailuresOfSource)]);
}
