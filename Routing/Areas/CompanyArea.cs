using System.Collections.Immutable;

namespace PbxBridge.Routing.Areas;

/// <summary>The places from which a company's calls are cheaper (Obszar firmowy, §7): the union of its zones.</summary>
public sealed record CompanyArea
{
    public const int MaxZones = 12;

    public static readonly CompanyArea None = new();

    /// <summary>First day on which it counts; null: since ever.</summary>
    public DateOnly? ActiveFrom { get; init; }

    /// <summary>At most twelve. A place in several of them counts for the first.</summary>
    public ImmutableArray<CompanyZone> Zones { get; init; } = [];
}
