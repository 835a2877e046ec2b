using PbxBridge.Media.Sounds;

namespace PbxBridge.Media.Relay;

/// <summary>Puts received G.711 in its place by RTP timestamp and says when to stop.</summary>
internal sealed class Recorder
{
    /// <summary>Mean absolute sample of a packet that counts as sound: about -43 dBFS, above line noise, below quiet speech.</summary>
    public const int Audible = 230;

    private const int MaxGap = 10 * Sound.SamplesPerSecond;

    private readonly RecordingLimits _limits;
    private readonly long _startMs;
    private readonly int _maxSamples;
    private readonly TaskCompletionSource<Recording> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private byte[] _samples = new byte[8 * Sound.SamplesPerSecond];
    private int _length;
    private long _heardMs;
    private bool _started;
    private uint _ssrc;
    private uint _timestamp;
    private int _base;

    public Recorder(RecordingLimits limits, long nowMs)
    {
        _limits = limits;
        _startMs = _heardMs = nowMs;
        _maxSamples = (int)Math.Min(limits.Max.TotalSeconds * Sound.SamplesPerSecond, Array.MaxLength);
    }

    public Task<Recording> Done => _done.Task;

    public CancellationTokenRegistration Cancellation { get; set; }

    public bool HasEnded { get; private set; }

    public void OnAudio(uint ssrc, uint timestamp, bool muLaw, ReadOnlySpan<byte> payload, long nowMs)
    {
        if (HasEnded)
            return;
        var ahead = (int)(timestamp - _timestamp);
        if (!_started || ssrc != _ssrc || ahead > _length - _base + MaxGap || ahead < -MaxGap)
        {
            // A new stream goes on where the recording stands.
            (_started, _ssrc, _timestamp, _base) = (true, ssrc, timestamp, _length);
            ahead = 0;
        }
        var at = _base + ahead;
        if (at < 0 || payload.Length > _maxSamples || at >= _maxSamples)
        {
            if (at >= _maxSamples)
                Fill(_maxSamples);
            Check(nowMs);
            return;
        }
        if (at > _length)
            Fill(at);
        var count = Math.Min(payload.Length, _maxSamples - at);
        Grow(at + count);
        var samples = _samples.AsSpan(at, count);
        if (muLaw)
            G711.MuLawToALaw(payload[..count], samples);
        else
            payload[..count].CopyTo(samples);
        _length = Math.Max(_length, at + count);
        if (IsAudible(samples))
            _heardMs = nowMs;
        Check(nowMs);
    }

    public void OnKey(char key)
    {
        if (key == _limits.StopOnKey)
            End(RecordingEnd.Key, key);
    }

    /// <summary>Ends the recording when a limit is reached.</summary>
    public void Check(long nowMs)
    {
        if (_length >= _maxSamples || nowMs - _startMs >= _limits.Max.TotalMilliseconds)
            End(RecordingEnd.Limit);
        else if (_limits.Silence != Timeout.InfiniteTimeSpan && nowMs - _heardMs >= _limits.Silence.TotalMilliseconds)
            End(RecordingEnd.Silence);
    }

    public void End(RecordingEnd reason, char? key = null)
    {
        if (HasEnded)
            return;
        HasEnded = true;
        Cancellation.Unregister();
        _done.TrySetResult(new Recording(_samples.AsMemory(0, _length), reason, key));
    }

    private static bool IsAudible(ReadOnlySpan<byte> samples)
    {
        var sum = 0;
        foreach (var sample in samples)
            sum += Math.Abs((int)G711.DecodeALaw(sample));
        return samples.Length > 0 && sum / samples.Length >= Audible;
    }

    private void Fill(int to)
    {
        Grow(to);
        _samples.AsSpan(_length, to - _length).Fill(G711.ALawSilence);
        _length = to;
    }

    private void Grow(int length)
    {
        if (length > _samples.Length)
            Array.Resize(ref _samples, Math.Max(length, _samples.Length * 2));
    }
}
