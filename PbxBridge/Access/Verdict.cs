namespace PbxBridge.Access;

/// <summary>How a source is treated, by what it did before.</summary>
internal enum Verdict
{
    Ok,

    /// <summary>Refusals and challenges to it come late; what it proves is accepted at once.</summary>
    Slow,

    /// <summary>Banned: it gets no answer at all.</summary>
    Silent,
}
