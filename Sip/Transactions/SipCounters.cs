namespace PbxBridge.Sip.Transactions;

/// <summary>What the stack counts. Written by the loop; reading from elsewhere gives figures that may be a moment old.</summary>
public sealed class SipCounters
{
    private readonly Dictionary<string, long> _dropped = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();

    public long Received { get; internal set; }

    public long Sent { get; internal set; }

    public long Retransmissions { get; internal set; }

    /// <summary>Requests refused without state because of load.</summary>
    public long Shed { get; internal set; }

    /// <summary>Messages that were not used, by kind: <c>keepalive</c>, <c>cseq</c>, <c>stray-response</c> …</summary>
    public IReadOnlyDictionary<string, long> Dropped
    {
        get
        {
            lock (_gate)
                return new Dictionary<string, long>(_dropped);
        }
    }

    internal void Drop(string kind)
    {
        lock (_gate)
            System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(_dropped, kind, out _)++;
    }
}
