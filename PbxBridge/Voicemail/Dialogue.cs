using System.Text;
using PbxBridge.Media.Relay;
using PbxBridge.Media.Sounds;
using PbxBridge.Sip.Loop;

namespace PbxBridge.Voicemail;

/// <summary>A talk with a caller who answers with keys: a key cuts short what is being said, and keys typed ahead answer questions not yet asked.</summary>
/// <remarks>Loop thread only. Once the token fires, every method throws <see cref="OperationCanceledException"/> but a running recording, which ends.</remarks>
internal sealed class Dialogue : ITimerOwner, IDisposable
{
    /// <summary>How long a key is waited for.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private const int MostSilences = 3;
    private const int MostTypedAhead = 32;
    private const long LateHash = 2_000;

    private readonly IMediaPort _port;
    private readonly ITreatedCall _call;
    private readonly ILoop _loop;
    private readonly LoopTimer _timer;
    private readonly Queue<char> _keys = [];
    private TaskCompletionSource<char?>? _waiting;
    private CancellationTokenSource? _saying;
    private CancellationTokenSource? _recording;
    private KeyWay _way;
    private long _hashIgnoredUntil;

    public Dialogue(IMediaPort port, ITreatedCall call, ILoop loop)
    {
        (_port, _call, _loop) = (port, call, loop);
        _timer = new LoopTimer(this);
        port.KeyPressed = key => loop.Post(() => Pressed(key, KeyWay.Rtp));
        call.KeyPressed = key => Pressed(key, KeyWay.Info);
    }

    // A phone that sends each key both ways presses it once.
    private enum KeyWay : byte
    {
        Unknown,
        Rtp,
        Info,
        Closed,
    }

    /// <summary>True when it was said to the end, false when a key cut it short.</summary>
    public async Task<bool> SayAsync(Sound sound, CancellationToken gone)
    {
        gone.ThrowIfCancellationRequested();
        if (_keys.Count > 0)
            return false;
        using var saying = CancellationTokenSource.CreateLinkedTokenSource(gone);
        _saying = saying;
        try
        {
            await _port.PlayAsync(sound, saying.Token);
            return true;
        }
        catch (OperationCanceledException) when (!gone.IsCancellationRequested)
        {
            return false;
        }
        finally
        {
            _saying = null;
        }
    }

    /// <summary>Asks until a key is pressed. Null: asked three times, no answer.</summary>
    /// <param name="patience">How long a key is waited for after the question; null: <see cref="Patience"/>.</param>
    public async Task<char?> AskKeyAsync(Sound question, CancellationToken gone, TimeSpan? patience = null)
    {
        for (var asked = 0; asked < MostSilences; asked++)
        {
            await SayAsync(question, gone);
            if (await NextKeyAsync(patience ?? Patience, gone) is { } key)
                return key;
        }
        return null;
    }

    /// <summary>Asks for digits, which <c>#</c>, a pause or their number ends; <c>*</c> starts them anew. Null: asked three times, no answer.</summary>
    /// <param name="patience">For the first of them; null: <see cref="Patience"/>, as for the others.</param>
    public async Task<string?> AskDigitsAsync(Sound question, int most, CancellationToken gone, TimeSpan? patience = null)
    {
        if (await AskKeyAsync(question, gone, patience) is not { } first)
            return null;
        var digits = new StringBuilder(most);
        for (char? next = first; next is { } key and not '#'; next = await NextKeyAsync(Patience, gone))
        {
            if (key == '*')
                digits.Clear();
            else if (char.IsAsciiDigit(key))
                digits.Append(key);
            if (digits.Length < most)
                continue;
            _hashIgnoredUntil = _loop.Now + LateHash;
            break;
        }
        return digits.ToString();
    }

    /// <summary>Records until <c>#</c>, the silence or the length of <paramref name="limits"/>, or the end of the call.</summary>
    public async Task<Recording> RecordAsync(RecordingLimits limits, CancellationToken gone)
    {
        gone.ThrowIfCancellationRequested();
        using var recording = CancellationTokenSource.CreateLinkedTokenSource(gone);
        _recording = recording;
        try
        {
            // The # is taken here, not by the port: it may come by INFO as well.
            return await _port.RecordAsync(limits with { StopOnKey = null }, recording.Token);
        }
        finally
        {
            _recording = null;
        }
    }

    /// <summary>Keys typed ahead do not count for what comes now.</summary>
    public void ForgetKeys() => _keys.Clear();

    public void Dispose()
    {
        _way = KeyWay.Closed;
        _loop.Timers.Cancel(_timer);
        _call.KeyPressed = null;
        _port.KeyPressed = null;
    }

    void ITimerOwner.TimerFired(LoopTimer timer) => Answer(null);

    private async Task<char?> NextKeyAsync(TimeSpan patience, CancellationToken gone)
    {
        gone.ThrowIfCancellationRequested();
        if (_keys.TryDequeue(out var typed))
            return typed;
        var waiting = new TaskCompletionSource<char?>(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting = waiting;
        _loop.Timers.Arm(_timer, patience);
        using var registration = gone.Register(() => waiting.TrySetCanceled(gone));
        try
        {
            return await waiting.Task;
        }
        finally
        {
            _loop.Timers.Cancel(_timer);
        }
    }

    private void Pressed(char key, KeyWay way)
    {
        if (_way == KeyWay.Unknown)
            _way = way;
        if (way != _way || (key == '#' && _loop.Now < _hashIgnoredUntil))
            return;
        if (_recording is { } recording)
        {
            if (key == '#')
                recording.Cancel();
            return;
        }
        if (Answer(key))
            return;
        if (_keys.Count < MostTypedAhead)
            _keys.Enqueue(key);
        _saying?.Cancel();
    }

    private bool Answer(char? key)
    {
        var waiting = _waiting;
        _waiting = null;
        return waiting is not null && waiting.TrySetResult(key);
    }
}
