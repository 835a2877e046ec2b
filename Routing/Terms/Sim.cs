using System.Collections.Immutable;

namespace PbxBridge.Routing.Terms;

/// <summary>What the operator knows of an employee's SIM card.</summary>
/// <param name="Subscription">Name of its plan (abonament); null when not given.</param>
/// <param name="Services">The operator's own services that are active on it, by name.</param>
public sealed record Sim(string? Subscription, ImmutableArray<string> Services);
