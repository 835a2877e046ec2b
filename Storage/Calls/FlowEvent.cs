namespace PbxBridge.Storage.Calls;

/// <summary>One message of a call as it passed the socket.</summary>
/// <param name="At">Since <see cref="CallRecord.StartedAt"/>; kept to the millisecond.</param>
/// <param name="Leg"><c>A</c>, <c>B1</c> …</param>
/// <param name="Sent">True: the bridge sent it; false: it was received.</param>
/// <param name="Peer">The other side, <c>udp:192.0.2.1:5060</c> or a name.</param>
/// <param name="FirstLine">Request line or status line.</param>
/// <param name="Raw">The whole message; must not change after it was handed over. Empty = not kept.</param>
public sealed record FlowEvent(TimeSpan At, string Leg, bool Sent, string Peer, string FirstLine, ReadOnlyMemory<byte> Raw);
