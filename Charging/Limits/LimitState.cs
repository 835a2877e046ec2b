namespace PbxBridge.Charging.Limits;

/// <summary>What a limit leaves open. Private prepaid calls are never asked about it (D1).</summary>
public enum LimitState
{
    Open,
    OnNetOnly,
    Barred,
}
