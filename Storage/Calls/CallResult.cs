namespace PbxBridge.Storage.Calls;

/// <summary>What came of a call, as people ask for it.</summary>
public enum CallResult
{
    Answered,

    /// <summary>Somebody was called, or was to be, and did not take it: busy, absent, the caller gave up.</summary>
    NotAnswered,

    /// <summary>It was not let through: by rules, money, a number that does not exist, a fault.</summary>
    Refused,
}
