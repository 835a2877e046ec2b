namespace PbxBridge.Sip.Transport;

/// <summary>Counts accepted connections, in total and per source address. May be used from any thread.</summary>
internal sealed class ConnectionLimits(int total, int perSource)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<UInt128, int> _sources = [];
    private int _count;

    public bool TryEnter(IpEndpoint source)
    {
        lock (_gate)
        {
            var mine = _sources.GetValueOrDefault(source.Address);
            if (_count >= total || mine >= perSource)
                return false;
            _count++;
            _sources[source.Address] = mine + 1;
            return true;
        }
    }

    public void Leave(IpEndpoint source)
    {
        lock (_gate)
        {
            _count--;
            if (_sources[source.Address] == 1)
                _sources.Remove(source.Address);
            else
                _sources[source.Address]--;
        }
    }
}
