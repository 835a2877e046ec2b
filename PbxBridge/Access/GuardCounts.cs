namespace PbxBridge.Access;

/// <summary>What the guard has done since the start.</summary>
/// <param name="Failures">Wrong passwords and unknown users; not those of a pair that was blocked already.</param>
/// <param name="Refused">Attempts of a user and source that were blocked.</param>
/// <param name="Blocks">Times that a user and source were blocked.</param>
/// <param name="Bans">Times that a source was banned.</param>
/// <param name="Silenced">Requests of banned sources.</param>
/// <param name="Forgotten">Sources dropped for want of room.</param>
/// <param name="Sources">Sources remembered now.</param>
internal readonly record struct GuardCounts(long Failures, long Refused, long Blocks, long Bans, long Silenced, long Forgotten, int Sources);
