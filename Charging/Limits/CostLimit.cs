using System.Collections.Immutable;
using PbxBridge.Charging.Amounts;
using PbxBridge.Charging.Prices;

namespace PbxBridge.Charging.Limits;

/// <summary>What an employee may spend on business calls in a billing cycle (LIM-2), and who is told when.</summary>
public sealed record CostLimit
{
    public const int LowestThreshold = 1;

    /// <summary>At 100 % the limit is used up (T5).</summary>
    public const int HighestThreshold = 100;

    public const int MostThresholds = 10;

    public static readonly Money Highest = Money.Of(9_999_999.99m);

    /// <summary>Net.</summary>
    public required Money Amount { get; init; }

    /// <summary>Counts the changes; marks of thresholds belong to a version (LIM-5).</summary>
    public int Version { get; init; } = 1;

    /// <summary>Per cent.</summary>
    public ImmutableArray<int> UserThresholds { get; init; } = [];

    /// <summary>Per cent.</summary>
    public ImmutableArray<int> AdministratorThresholds { get; init; } = [];

    public LimitMode Mode { get; init; }

    /// <summary>Running calls that may not be placed any more are cut, after a warning tone.</summary>
    public bool CutsRunning { get; init; }

    /// <summary>What is wrong with it; empty when it can be used.</summary>
    public ImmutableArray<Wording> Faults()
    {
        var faults = ImmutableArray.CreateBuilder<Wording>();
        if (Amount.IsNegative || Amount > Highest || Amount.ToGrosz() != Amount)
        {
            faults.Add(new("limit: od 0 do 9 999 999,99 zł, w pełnych groszach", "limit: PLN 0 to 9,999,999.99 in whole grosze"));
        }

        foreach (var thresholds in new[] { UserThresholds, AdministratorThresholds })
        {
            if (thresholds.Length > MostThresholds || thresholds.Distinct().Count() != thresholds.Length || thresholds.Any(t => t is < LowestThreshold or > HighestThreshold))
            {
                faults.Add(new("progi: najwyżej 10 różnych liczb całkowitych od 1 do 100 %", "thresholds: at most 10 different whole numbers from 1 to 100 %"));
            }
        }

        if (CutsRunning && Mode == LimitMode.NotifyOnly)
        {
            faults.Add(new("trwające połączenia mogą być przerywane tylko razem z ograniczeniem", "running calls can be cut only together with a restriction"));
        }

        return [.. faults.Distinct()];
    }

    public Money Remaining(Money consumed) => Money.Max(Money.Zero, Amount - consumed);

    /// <summary>What is open now.</summary>
    /// <param name="consumed">Business charges of the cycle and what running calls have reserved (LIM-2).</param>
    /// <param name="lifted">An administrator has opened the limit for this cycle.</param>
    public LimitState State(Money consumed, bool lifted) => lifted || consumed < Amount ? LimitState.Open : Mode switch
    {
        LimitMode.RestrictOnNet => LimitState.OnNetOnly,
        LimitMode.BarAll => LimitState.Barred,
        _ => LimitState.Open,
    };

    /// <summary>Whether such a call may be placed. Emergency, harmonised and freephone calls always may (D1).</summary>
    public static bool Allows(LimitState state, RateClass kind) => kind.IsFree() || state switch
    {
        LimitState.Open => true,
        LimitState.OnNetOnly => kind is RateClass.OnNet or RateClass.PartnerNumber or RateClass.PartnerNetwork,
        _ => false,
    };

    /// <summary>Such a call must be reserved for slice by slice, since it is cut when the limit is used up.</summary>
    public bool Cuts(RateClass kind) => CutsRunning && !Allows(Mode == LimitMode.BarAll ? LimitState.Barred : LimitState.OnNetOnly, kind);

    internal bool HasReached(int percent, Money consumed) =>
        Amount.IsZero ? consumed > Money.Zero : consumed.Amount * 100 >= Amount.Amount * percent;

    internal ImmutableArray<int> Thresholds(LimitAudience audience) => audience == LimitAudience.User ? UserThresholds : AdministratorThresholds;
}
