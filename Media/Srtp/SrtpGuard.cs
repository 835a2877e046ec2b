namespace PbxBridge.Media.Srtp;

/// <summary>What keeps one leg's sound from others: opens what its peer sends, seals what is sent to it.</summary>
internal sealed class SrtpGuard : IDisposable
{
    private readonly SrtpPair _keys;

    private SrtpGuard(SrtpPair keys, SrtpDirection takes, SrtpDirection sends) => (_keys, Takes, Sends) = (keys, takes, sends);

    public SrtpDirection Takes { get; }

    public SrtpDirection Sends { get; }

    /// <summary>The guard for these keys. A direction whose key stays goes on counting: a counter that began anew would use a key stream twice (RFC 3711 §9.1).</summary>
    /// <param name="before">Is no more afterwards; null for none.</param>
    public static SrtpGuard? For(SrtpPair? keys, SrtpGuard? before)
    {
        var takes = keys is not null && before is not null && before._keys.Theirs.IsSame(keys.Theirs) ? before.Takes : null;
        var sends = keys is not null && before is not null && before._keys.Ours.IsSame(keys.Ours) ? before.Sends : null;
        if (before is not null && takes is null)
            before.Takes.Dispose();
        if (before is not null && sends is null)
            before.Sends.Dispose();
        return keys is null ? null : new(keys, takes ?? new(keys.Theirs, before?.Takes), sends ?? new(keys.Ours));
    }

    public void Dispose()
    {
        Takes.Dispose();
        Sends.Dispose();
    }
}
