namespace PbxBridge.Media.Srtp;

/// <summary>Which of the last 64 packets were there already (RFC 3711 §3.3.2).</summary>
internal struct ReplayWindow
{
    private ulong _seen;

    public bool HasAny { get; private set; }

    /// <summary>The highest index so far.</summary>
    public ulong Highest { get; private set; }

    /// <summary>A packet with this index is new, and not older than the window.</summary>
    public readonly bool Allows(ulong index)
    {
        if (!HasAny || index > Highest)
            return true;
        var behind = Highest - index;
        return behind < 64 && (_seen & (1UL << (int)behind)) == 0;
    }

    /// <summary>It was authentic.</summary>
    public void Take(ulong index)
    {
        if (!HasAny || index > Highest)
        {
            var ahead = HasAny ? index - Highest : 64;
            _seen = (ahead >= 64 ? 0 : _seen << (int)ahead) | 1;
            (Highest, HasAny) = (index, true);
            return;
        }
        _seen |= 1UL << (int)(Highest - index);
    }
}
