namespace PbxBridge.Routing.Profiles;

/// <summary>What a profile says of a class of numbers, or of an international zone.</summary>
public enum ClassRule
{
    Deny,
    Allow,

    /// <summary>Allowed within the profile's time windows only.</summary>
    InWindows,
}
