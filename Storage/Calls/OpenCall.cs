using System.Collections.Immutable;

namespace PbxBridge.Storage.Calls;

/// <summary>A call that runs, as its record would be: written by somebody else when its node dies (OCS-6).</summary>
/// <param name="Legs">At least one. Those with a reservation are not here: <see cref="Quotas.QuotaSweep"/> ends them.</param>
/// <param name="Epoch">Of the run of the node: <see cref="Store.BeginEpoch"/>.</param>
public sealed record OpenCall(CallRecord Call, ImmutableArray<OpenLeg> Legs, long Epoch);
