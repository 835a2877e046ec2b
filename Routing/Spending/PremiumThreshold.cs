using System.Collections.Immutable;

namespace PbxBridge.Routing.Spending;

/// <summary>The statutory threshold of premium rate services in a billing cycle (§6.6).</summary>
public static class PremiumThreshold
{
    /// <summary>What a subscriber can choose, whole złoty gross; 0 bars premium numbers at once.</summary>
    public static readonly ImmutableArray<int> Choices = [0, 35, 100, 200];
}
