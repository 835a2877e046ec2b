using System.Net;
using PbxBridge.Media.Relay;
using PbxBridge.Media.Sdp;
using PbxBridge.Media.Sounds;

namespace PbxBridge.Tests.Voicemail;

/// <summary>A media port whose peer is the test: it hears in virtual time, presses keys and speaks.</summary>
internal sealed class FakePort(ManualTime time) : IMediaPort
{
    private readonly List<string> _heard = [];
    private TaskCompletionSource? _playing;
    private TimeSpan _endsAt;
    private TaskCompletionSource<Recording>? _recording;
    private Action<char>? _keyPressed;

    public int Port => 20000;

    public IPAddress AddressTowards(IPAddress? peer) => IPAddress.Loopback;

    public Action<char>? KeyPressed
    {
        set => _keyPressed = value;
    }

    public Action? Silent
    {
        set => _ = value;
    }

    public MediaActivity Activity => default!;

    public bool IsReleased { get; private set; }

    public bool IsListenedTo => _keyPressed is not null;

    public RecordingLimits? Limits { get; private set; }

    public bool IsRecording => _recording is { Task.IsCompleted: false };

    /// <summary>What was recorded so far.</summary>
    public byte[] Spoken { get; set; } = [];

    /// <summary>What was played since the last look; a sound that was cut short ends with <c>/</c>.</summary>
    public string TakeHeard()
    {
        var heard = string.Join(' ', _heard);
        _heard.Clear();
        return heard;
    }

    public void Press(char key) => _keyPressed?.Invoke(key);

    public void EndRecording(RecordingEnd why) => _recording?.TrySetResult(new Recording(Spoken, why));

    public void Tick()
    {
        if (_playing is not null && time.Elapsed >= _endsAt)
            EndPlaying(playing => playing.TrySetResult());
    }

    public Task PlayAsync(Sound sound, CancellationToken cancellation)
    {
        Cut(cancellation);
        ObjectDisposedException.ThrowIf(IsReleased, this);
        var playing = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _playing = playing;
        _endsAt = time.Elapsed + sound.Duration;
        _heard.AddRange(SpokenSounds.Names(sound.ALaw));
        cancellation.Register(() =>
        {
            if (_playing == playing)
                Cut(cancellation);
        });
        Tick();
        return playing.Task;
    }

    public Task<Recording> RecordAsync(RecordingLimits limits, CancellationToken cancellation)
    {
        ObjectDisposedException.ThrowIf(IsReleased, this);
        Limits = limits;
        var recording = new TaskCompletionSource<Recording>(TaskCreationOptions.RunContinuationsAsynchronously);
        _recording = recording;
        cancellation.Register(() => recording.TrySetResult(new Recording(Spoken, RecordingEnd.Cancelled)));
        return recording.Task;
    }

    public void SetRemote(PeerTerms peer, IPAddress? signallingSource = null) =>
        throw new NotSupportedException();

    public void Join(IMediaPort other) => throw new NotSupportedException();

    public void Leave() => throw new NotSupportedException();

    public void Dispose()
    {
        IsReleased = true;
        Cut(new CancellationToken(true));
        EndRecording(RecordingEnd.Released);
    }

    private void Cut(CancellationToken cancellation)
    {
        if (_playing is null)
            return;
        _heard.Add("/");
        EndPlaying(playing => playing.TrySetCanceled(cancellation.IsCancellationRequested ? cancellation : new CancellationToken(true)));
    }

    private void EndPlaying(Action<TaskCompletionSource> end)
    {
        if (_playing is not { } playing)
            return;
        _playing = null;
        end(playing);
    }
}
