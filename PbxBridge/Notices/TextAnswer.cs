namespace PbxBridge.Notices;

/// <summary>What came of a MESSAGE.</summary>
/// <param name="Status">Of the last address that was tried; 408 = it did not answer, 503 = it cannot be reached (RFC 3261 §8.1.3.1). 0 = the trunk has no address to
/// try.</param>
/// <param name="RetryAfter">What a failure asked for; null = nothing.</param>
internal readonly record struct TextAnswer(int Status, TimeSpan? RetryAfter = null);
