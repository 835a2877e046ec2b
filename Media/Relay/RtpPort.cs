using System.Net;
using PbxBridge.Media.Sdp;
using PbxBridge.Media.Sockets;
using PbxBridge.Media.Sounds;

namespace PbxBridge.Media.Relay;

/// <summary>The face of a stream to the other threads: posts to the relay's thread.</summary>
internal sealed class RtpPort(RtpRelay relay, PortPair pair) : IMediaPort
{
    private int _disposed;

    public RtpStream Stream { get; } = new(relay, pair);

    public int Port => pair.Port;

    public IPAddress AddressTowards(IPAddress? peer) => relay.Options.AddressTowards(peer);

    public MediaActivity Activity => Stream.Activity;

    public Action<char>? KeyPressed { set => relay.Post(() => Stream.KeyPressed = value); }

    public Action? Silent { set => relay.Post(() => Stream.Silent = value); }

    public void SetRemote(PeerTerms peer, IPAddress? signallingSource = null) => relay.Post(() => Stream.SetRemote(peer, signallingSource));

    public void Join(IMediaPort other)
    {
        var partner = ((RtpPort)other).Stream;
        relay.Post(() => Stream.Join(partner));
    }

    public void Leave() => relay.Post(Stream.Leave);

    public Task PlayAsync(Sound sound, CancellationToken cancellation)
    {
        if (cancellation.IsCancellationRequested)
            return Task.FromCanceled(cancellation);
        var player = new Player(sound, relay.NowMs());
        if (cancellation.CanBeCanceled)
            player.Cancellation = cancellation.Register(() => relay.Post(() => Stream.Stop(player, cancellation)));
        relay.Post(() => Stream.Start(player));
        return player.Done;
    }

    public Task<Recording> RecordAsync(RecordingLimits limits, CancellationToken cancellation)
    {
        var recorder = new Recorder(limits, relay.NowMs());
        if (cancellation.CanBeCanceled)
            recorder.Cancellation = cancellation.Register(() => relay.Post(() => Stream.Finish(recorder, RecordingEnd.Cancelled)));
        relay.Post(() => Stream.Start(recorder));
        return recorder.Done;
    }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
            relay.Post(() => relay.Remove(Stream));
    }
}
