namespace PbxBridge.Sip.Digest;

/// <summary>The highest nc seen of each nonce in use, so that no credentials count twice (RFC 7616 §5.5). Bounded: beyond its capacity the nonces
/// used first, and all issued before them, become stale.</summary>
internal sealed class NonceCounts(TimeSpan lifetime, int capacity)
{
    private readonly Dictionary<NonceId, uint> _highest = [];
    private readonly Queue<NonceId> _inOrderOfUse = new();
    private long _staleUpTo = long.MinValue;

    /// <summary>False when the nonce is too old, or the count was used before.</summary>
    public bool TryUse(NonceId nonce, uint count, long now)
    {
        Forget(now);
        if (!IsFresh(nonce, now))
            return false;
        if (_highest.TryGetValue(nonce, out var highest))
        {
            if (count <= highest)
                return false;
            _highest[nonce] = count;
            return true;
        }
        if (count == 0 || nonce.IssuedAt <= _staleUpTo)
            return false;
        if (_inOrderOfUse.Count == capacity)
            Evict();
        _highest.Add(nonce, count);
        _inOrderOfUse.Enqueue(nonce);
        return true;
    }

    private bool IsFresh(NonceId nonce, long now) => nonce.IssuedAt <= now && now - nonce.IssuedAt <= (long)lifetime.TotalMilliseconds;

    private void Forget(long now)
    {
        while (_inOrderOfUse.TryPeek(out var oldest) && !IsFresh(oldest, now) && oldest.IssuedAt <= now)
            _highest.Remove(_inOrderOfUse.Dequeue());
    }

    private void Evict()
    {
        var evicted = _inOrderOfUse.Dequeue();
        _highest.Remove(evicted);
        _staleUpTo = Math.Max(_staleUpTo, evicted.IssuedAt);
    }
}
