using System.Collections.Immutable;

namespace PbxBridge.Routing.Terms;

/// <summary>Whom the operator lets have a company network: its data, not code (P7–P10).</summary>
public sealed record OperatorTerms
{
    public static readonly OperatorTerms Default = new();

    /// <summary>Active SIM cards of the smallest company (P7).</summary>
    public int FewestSims { get; init; } = 3;

    /// <summary>A company needs more active SIM cards than this for the PBX range, the PBX main number as partner number and private calls (P8).</summary>
    public int SimsOfSmallCompany { get; init; } = 20;

    /// <summary>Plans whose SIM cards may be in a company network (P10); capitals do not matter.</summary>
    public ImmutableArray<string> SubscriptionPlans { get; init; } =
        ["Nowa Era Biznes", "TAKAjakTY", "Komfort Biznes", "Era Partner Biznes", "Era Classic Partner BIS", "Pakiet Biznes"];

    /// <summary>Services that no SIM card of the company may have (P9).</summary>
    public ImmutableArray<string> ExcludedServices { get; init; } = ["Połączenia lokalne"];
}
