namespace PbxBridge.Media.Relay;

/// <summary>What one port makes of its peer's sound beside relaying it: keys that are pressed, and a recording.</summary>
/// <remarks>The relay's thread.</remarks>
internal struct Ear
{
    private TelephoneEvents _events;
    private Recorder? _recorder;

    public Action<char>? KeyPressed { get; set; }

    public readonly bool IsRecording => _recorder is not null;

    /// <summary>A packet of telephone events (RFC 4733).</summary>
    public void TakeEvent(in RtpHeader header, ReadOnlySpan<byte> packet)
    {
        if (_events.On(header.Ssrc, header.Timestamp, packet[header.PayloadStart..header.PayloadEnd]) is not { } key)
            return;
        if (_recorder is { } recorder)
        {
            recorder.OnKey(key);
            Forget(recorder);
        }
        KeyPressed?.Invoke(key);
    }

    /// <summary>A packet of sound; only PCMA and PCMU are recorded.</summary>
    public void TakeSound(in RtpHeader header, ReadOnlySpan<byte> packet, long nowMs)
    {
        if (_recorder is not { } recorder || header.PayloadType is not (0 or 8))
            return;
        recorder.OnAudio(header.Ssrc, header.Timestamp, header.PayloadType == 0, packet[header.PayloadStart..header.PayloadEnd], nowMs);
        Forget(recorder);
    }

    /// <summary>Records from now on; an earlier recording ends.</summary>
    public void Start(Recorder recorder)
    {
        Stop();
        if (!recorder.HasEnded)
            _recorder = recorder;
    }

    /// <summary>Ends the recording when a limit is reached.</summary>
    public void Check(long nowMs)
    {
        if (_recorder is not { } recorder)
            return;
        recorder.Check(nowMs);
        Forget(recorder);
    }

    public void Finish(Recorder recorder, RecordingEnd reason)
    {
        recorder.End(reason);
        Forget(recorder);
    }

    public void Stop()
    {
        if (_recorder is { } recorder)
            Finish(recorder, RecordingEnd.Released);
    }

    private void Forget(Recorder recorder)
    {
        if (recorder.HasEnded && _recorder == recorder)
            _recorder = null;
    }
}
