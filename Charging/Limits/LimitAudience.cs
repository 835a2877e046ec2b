namespace PbxBridge.Charging.Limits;

/// <summary>Who has thresholds of his own (LIM-3, T6).</summary>
public enum LimitAudience
{
    User,
    Administrator,
}
