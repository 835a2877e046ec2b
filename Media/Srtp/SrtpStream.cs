namespace PbxBridge.Media.Srtp;

/// <summary>What was counted of one SSRC in one direction.</summary>
internal sealed class SrtpStream(uint ssrc)
{
    public ReplayWindow Rtp;
    public ReplayWindow Rtcp;

    public uint Ssrc { get; } = ssrc;

    /// <summary>The SSRC with which it is sealed; another one after it began anew.</summary>
    public uint Told { get; set; } = ssrc;
}
