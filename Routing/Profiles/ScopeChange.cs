namespace PbxBridge.Routing.Profiles;

/// <summary>How the set of destinations that somebody may call changes (D13, R9, BAR-7).</summary>
public enum ScopeChange
{
    /// <summary>The same set, however it is written.</summary>
    Same,

    /// <summary>A proper subset of before: more restrictive, a paid event.</summary>
    Narrower,

    /// <summary>A proper superset of before.</summary>
    Wider,

    /// <summary>Something was taken and something given: no event fee.</summary>
    Mixed,
}
