namespace PbxBridge.Media.Relay;

/// <summary>Hands out port pairs. The real one is <see cref="RtpRelay"/>; the in-memory one of the tests is the other.</summary>
public interface IMediaRelay
{
    /// <summary>Takes a port pair for one leg. Never blocks; null when all ports are in use (the call is refused with 503).</summary>
    /// <param name="emergency">For an emergency call: may have one of the last pairs, which nobody else gets.</param>
    IMediaPort? Open(bool emergency = false);

    /// <summary>Takes a certain pair, for a leg that is taken up again after a restart; null when it is not free or out of range.</summary>
    /// <param name="port">The even RTP port.</param>
    IMediaPort? OpenAt(int port);

    /// <summary>Pairs that can still be opened.</summary>
    int PortsFree { get; }
}
