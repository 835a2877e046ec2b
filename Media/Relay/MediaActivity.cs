namespace PbxBridge.Media.Relay;

/// <summary>Counters of one port since it was opened. In = from the peer, out = to the peer.</summary>
/// <param name="BytesIn">UDP payload of RTP packets taken, without IP and UDP headers.</param>
/// <param name="SinceLastMs">Milliseconds since the last RTP or RTCP packet of the peer; -1 = none yet.</param>
/// <param name="Lost">RTP packets missing by sequence number (RFC 3550 §A.3); never negative.</param>
/// <param name="Duplicates">RTP packets that came twice.</param>
/// <param name="Strangers">Packets from sources that were not accepted. After latching the kernel refuses them and they are not seen.</param>
/// <param name="Malformed">Packets that are not RTP.</param>
/// <param name="SendFailures">Packets that the kernel did not take (peer's port closed, buffer full).</param>
public readonly record struct MediaActivity(
    long PacketsIn,
    long BytesIn,
    long PacketsOut,
    long BytesOut,
    long RtcpIn,
    long SinceLastMs,
    long Lost,
    long Duplicates,
    long Strangers,
    long Malformed,
    long SendFailures);
