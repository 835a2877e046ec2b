using System.Collections.Immutable;
using PbxBridge.Charging.Amounts;

namespace PbxBridge.Charging.Quotas;

/// <summary>A grant: the call may last until then, counted from its answer.</summary>
/// <param name="Final">There will be no more (final unit indication, RFC 8506 §5.6.1): warn, then cut.</param>
/// <param name="Reserve">For each account, in their order: what the call has reserved from now on, not in addition to before.</param>
public sealed record Slice(TimeSpan Until, bool Final, ImmutableArray<Money> Reserve);
