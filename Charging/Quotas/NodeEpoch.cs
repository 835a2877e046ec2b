namespace PbxBridge.Charging.Quotas;

/// <summary>A process of the bridge: its name and how often it has started. Calls of an earlier epoch are dead (OCS-7).</summary>
public readonly record struct NodeEpoch(string Node, long Epoch)
{
    public bool IsBefore(NodeEpoch now) => Node == now.Node && Epoch < now.Epoch;
}
