namespace PbxBridge.Storage.Calls.Ladders;

/// <summary>One who takes part in a call, as a ladder shows him.</summary>
/// <param name="Leg"><c>A</c> the caller, <c>B1</c> and on whom the bridge rang; null: the bridge itself.</param>
/// <param name="Peer">Address or name of the other side, as <see cref="FlowEvent.Peer"/> has it; empty: not known.</param>
public sealed record LadderColumn(string? Leg, string Peer);
