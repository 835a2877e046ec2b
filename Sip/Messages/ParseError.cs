namespace PbxBridge.Sip.Messages;

/// <summary>Why a message is not usable.</summary>
/// <param name="Status">The status to refuse with: 400, 505 or 513.</param>
/// <param name="Reason">One sentence for people, without a full stop; fit for a reason phrase.</param>
/// <param name="Kind">Short and stable: the name of a counter.</param>
public readonly record struct ParseError(int Status, string Reason, string Kind);
