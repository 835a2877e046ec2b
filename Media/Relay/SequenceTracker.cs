namespace PbxBridge.Media.Relay;

/// <summary>Counts lost and doubled packets by sequence number (RFC 3550 §A.1, §A.3). A new SSRC or a jump of the sequence begins a new run.</summary>
internal struct SequenceTracker
{
    private const int MaxJump = 3000;

    private bool _started;
    private uint _ssrc;
    private ushort _highest;
    private ulong _window;
    private long _expected;
    private long _received;
    private long _lostBefore;

    public long Duplicates { get; private set; }

    public readonly long Lost => _lostBefore + Math.Max(0, _expected - _received);

    public void On(ushort sequence, uint ssrc)
    {
        var ahead = (short)(sequence - _highest);
        if (!_started || ssrc != _ssrc || ahead > MaxJump || ahead < -MaxJump)
        {
            _lostBefore = Lost;
            _started = true;
            _ssrc = ssrc;
            _highest = sequence;
            _window = 1;
            _expected = _received = 1;
            return;
        }
        if (ahead > 0)
        {
            _window = ahead >= 64 ? 1 : (_window << ahead) | 1;
            _highest = sequence;
            _expected += ahead;
            _received++;
            return;
        }
        // Bit n of the window: the packet n before the highest was seen. Older than that, it counts as late, not as doubled.
        var bit = -ahead < 64 ? 1UL << -ahead : 0;
        if ((_window & bit) != 0)
        {
            Duplicates++;
            return;
        }
        _window |= bit;
        _received++;
    }
}
