using PbxBridge.Media.Sounds;

namespace PbxBridge.Media.Relay;

/// <summary>One sound on its way to one peer.</summary>
internal sealed class Player(Sound sound, long startMs)
{
    public const int FrameMs = 20;
    public const int FrameSamples = 160;

    /// <summary>Further behind than this (the process was stopped for a while), the rest is shifted instead of being sent in a burst.</summary>
    private const int MaxBehindMs = 200;

    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly int _frames = (sound.ALaw.Length + FrameSamples - 1) / FrameSamples;
    private long _startMs = startMs;
    private int _next;

    public Task Done => _done.Task;

    public CancellationTokenRegistration Cancellation { get; set; }

    public bool HasEnded { get; private set; }

    /// <summary>When the next frame, or the end, is due.</summary>
    public long DueMs => _startMs + ((long)_next * FrameMs);

    /// <summary>The frame taken last is the first one (it carries the RTP marker).</summary>
    public bool IsFirst => _next == 1;

    /// <summary>When the frame taken last began.</summary>
    public long FrameStartMs => DueMs - FrameMs;

    /// <summary>The next frame if it is due: 160 samples, the last one filled up with silence. At its end the player ends.</summary>
    public bool TryTake(long nowMs, Span<byte> frame)
    {
        if (HasEnded || nowMs < DueMs)
            return false;
        if (_next >= _frames)
        {
            End(completed: true);
            return false;
        }
        if (nowMs - DueMs > MaxBehindMs)
            _startMs += nowMs - DueMs;
        var samples = sound.ALaw.Span[(_next * FrameSamples)..];
        var count = Math.Min(FrameSamples, samples.Length);
        samples[..count].CopyTo(frame);
        frame[count..].Fill(G711.ALawSilence);
        _next++;
        return true;
    }

    /// <param name="completed">False: cut off.</param>
    public void End(bool completed, CancellationToken cancellation = default)
    {
        if (HasEnded)
            return;
        HasEnded = true;
        Cancellation.Unregister();
        if (completed)
            _done.TrySetResult();
        else
            _done.TrySetCanceled(cancellation);
    }
}
