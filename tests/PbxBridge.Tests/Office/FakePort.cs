using System.Net;
using PbxBridge.Media.Relay;
using PbxBridge.Media.Sdp;
using PbxBridge.Media.Sounds;
using PbxBridge.Testing;

namespace PbxBridge.Tests.Office;

/// <summary>A port of the <see cref="FakeRelay"/>. Sounds and recordings end in virtual time.</summary>
internal sealed class FakePort(Agenda agenda, IPAddress address, int port) : IMediaPort
{
    private const byte Loud = 0x2A;
    private TaskCompletionSource? _playing;
    private AgendaEntry? _playEnd;

    public int Port { get; } = port;

    public IPAddress AddressTowards(IPAddress? peer) => address;

    public bool IsDisposed { get; private set; }

    /// <summary>The port it is joined with; null when it is not.</summary>
    public FakePort? Partner { get; private set; }

    /// <summary>Where the peer wants its sound.</summary>
    public IPEndPoint? Remote { get; private set; }

    public MediaDirection Direction { get; private set; }

    public bool IsFax { get; private set; }

    /// <summary>0, 8, or none of the two.</summary>
    public byte AudioPayload { get; private set; }

    /// <summary>Lengths of what was played, to the end or not.</summary>
    public List<TimeSpan> Played { get; } = [];

    /// <summary>What was played, as in <see cref="Played"/>.</summary>
    public List<Sound> Sounds { get; } = [];

    public bool IsPlaying => _playing is { Task.IsCompleted: false };

    public bool IsRecording { get; private set; }

    /// <summary>How long the caller speaks once he is recorded; then he is silent. Null: without end.</summary>
    public TimeSpan? SpeaksFor { get; set; }

    public Action<char>? KeyPressed { get; set; }

    public Action? Silent { get; set; }

    public MediaActivity Activity => default;

    /// <summary>The peer presses keys, one each 200 ms.</summary>
    public void Press(string keys)
    {
        for (var at = 0; at < keys.Length; at++)
        {
            var key = keys[at];
            agenda.After(TimeSpan.FromMilliseconds(200 * at), () => KeyPressed?.Invoke(key));
        }
    }

    public void SetRemote(PeerTerms peer, IPAddress? signallingSource = null) =>
        (Remote, Direction, IsFax, AudioPayload) = (peer.Rtp, peer.Direction, peer.IsFax, peer.AudioPayload);

    public void Join(IMediaPort other)
    {
        Leave();
        other.Leave();
        Partner = (FakePort)other;
        Partner.Partner = this;
    }

    public void Leave()
    {
        if (Partner is { } partner)
            partner.Partner = null;
        Partner = null;
    }

    public Task PlayAsync(Sound sound, CancellationToken cancellation)
    {
        StopPlaying();
        Played.Add(sound.Duration);
        Sounds.Add(sound);
        var playing = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        if (cancellation.IsCancellationRequested || IsDisposed)
        {
            playing.TrySetCanceled(cancellation);
            return playing.Task;
        }
        _playing = playing;
        _playEnd = agenda.After(sound.Duration, () => playing.TrySetResult());
        cancellation.Register(() => playing.TrySetCanceled(cancellation));
        return playing.Task;
    }

    public Task<Recording> RecordAsync(RecordingLimits limits, CancellationToken cancellation)
    {
        var began = agenda.Time.Elapsed;
        var recording = new TaskCompletionSource<Recording>(TaskCreationOptions.RunContinuationsAsynchronously);
        var (length, ended) = SpeaksFor is { } speaks && speaks + limits.Silence < limits.Max
            ? (speaks + limits.Silence, RecordingEnd.Silence)
            : (limits.Max, RecordingEnd.Limit);
        IsRecording = true;
        var end = agenda.After(length, () => End(ended));
        cancellation.Register(() => End(RecordingEnd.Cancelled));
        return recording.Task;

        void End(RecordingEnd why)
        {
            IsRecording = false;
            recording.TrySetResult(new Recording(Heard(agenda.Time.Elapsed - began), why));
        }
    }

    public void Dispose()
    {
        Leave();
        StopPlaying();
        IsDisposed = true;
    }

    private byte[] Heard(TimeSpan length)
    {
        var samples = new byte[(int)(length.TotalSeconds * Sound.SamplesPerSecond)];
        Array.Fill(samples, G711.ALawSilence);
        var loud = SpeaksFor is { } speaks && speaks < length ? (int)(speaks.TotalSeconds * Sound.SamplesPerSecond) : samples.Length;
        Array.Fill(samples, Loud, 0, loud);
        return samples;
    }

    private void StopPlaying()
    {
        _playing?.TrySetCanceled();
        _playEnd?.Cancel();
        _playing = null;
    }
}
