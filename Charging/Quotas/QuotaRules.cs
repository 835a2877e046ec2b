using System.Collections.Immutable;

namespace PbxBridge.Charging.Quotas;

/// <summary>Sizes and times of reservations (OCS-3…6). Whole seconds.</summary>
public sealed record QuotaRules
{
    public static readonly QuotaRules Standard = new();

    /// <summary>What each request reserves beyond the time granted before.</summary>
    public TimeSpan Slice { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>When so much is left, the next slice is asked for.</summary>
    public TimeSpan RenewBefore { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Calls that share an account get smaller slices as it empties, down to this.</summary>
    public TimeSpan SmallestShare { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Calls at the same time on one private account.</summary>
    public int MostPrivateCalls { get; init; } = 2;

    /// <summary>How long before the end the payer hears a tone (OCS-4), in falling order.</summary>
    public ImmutableArray<TimeSpan> Warnings { get; init; } = [TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(10)];

    /// <summary>A call that is not answered is given up after this by everybody: no lease of an unanswered call is longer, but for a slice.</summary>
    public TimeSpan LongestRinging { get; init; } = TimeSpan.FromSeconds(180);

    /// <summary>How often a node says that a call lives, at least (OCS-6).</summary>
    public TimeSpan Heartbeat { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Without a sign of life for so long a call is taken for dead.</summary>
    public TimeSpan SilentAfter { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long the store is waited for while a call is set up (OCS-5).</summary>
    public TimeSpan AskAtSetUp { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How long the store is waited for during a call (OCS-5).</summary>
    public TimeSpan AskMidCall { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>A slice is the last one when, after it, less than this could be bought: so the next request would come too late for the first warning.</summary>
    internal TimeSpan Rest => Warnings.IsEmpty || Warnings[0] <= RenewBefore ? TimeSpan.Zero : Warnings[0] - RenewBefore;
}
