namespace PbxBridge.Storage.Calls;

/// <summary>Two who talked with each other during a call that was transferred. UTC, to the millisecond.</summary>
/// <param name="One">E.164, <c>anonymous</c> or <c>voicemail</c>.</param>
/// <param name="Other">The same.</param>
public sealed record CallTalk(DateTimeOffset From, DateTimeOffset Until, string One, string Other);
