namespace PbxBridge.Storage.Calls;

/// <summary>Who sent a call on last before it was answered or given up, here or elsewhere.</summary>
/// <param name="Number">E.164 where known, else what the network said.</param>
/// <param name="Reason">In the words of Diversion (RFC 5806): <c>no-answer</c>; empty when none was given.</param>
/// <param name="Count">How often the call was sent on.</param>
public sealed record CallDiversion(string Number, string Reason, int Count);
