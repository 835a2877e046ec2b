namespace PbxBridge.Media.Srtp;

/// <summary>Which of the last 64 packets were there already (RFC 3711 §3.3.2), and the index that one has (§3.3.1).</summary>
internal struct ReplayWindow
{
    private const int Length = 64;

    private ulong _seen;

    public bool HasAny { get; private set; }

    /// <summary>The highest index so far.</summary>
    public ulong Highest { get; private set; }

    /// <summary>The index nearest to the highest one so far; null: before the first.</summary>
    public readonly ulong? IndexOf(ushort sequence)
    {
        if (!HasAny)
            return sequence;
        var (rollover, last) = (Highest >> 16, (ushort)Highest);
        if (last < 0x8000 && sequence - last > 0x8000)
            return rollover == 0 ? null : ((rollover - 1) << 16) | sequence;
        return last >= 0x8000 && last - 0x8000 > sequence ? ((rollover + 1) << 16) | sequence : (rollover << 16) | sequence;
    }

    /// <summary>It is older than the window.</summary>
    public readonly bool IsPast(ulong index) => HasAny && index + Length <= Highest;

    /// <summary>A packet with this index is new, and not older than the window.</summary>
    public readonly bool Allows(ulong index)
    {
        if (!HasAny || index > Highest)
            return true;
        var behind = Highest - index;
        return behind < Length && (_seen & (1UL << (int)behind)) == 0;
    }

    /// <summary>It was authentic.</summary>
    public void Take(ulong index)
    {
        if (!HasAny || index > Highest)
        {
            var ahead = HasAny ? index - Highest : Length;
            _seen = (ahead >= Length ? 0 : _seen << (int)ahead) | 1;
            (Highest, HasAny) = (index, true);
            return;
        }
        _seen |= 1UL << (int)(Highest - index);
    }
}
