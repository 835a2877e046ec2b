namespace PbxBridge.Testing;

/// <summary>The requests of a phone that wait for responses: repeats them over UDP as RFC 3261 §17.1 says and gives up after 32 s.</summary>
internal sealed class PhoneRequests(Agenda agenda, Action<byte[]> send, bool reliable)
{
    private readonly Dictionary<string, Pending> _pending = [];

    /// <param name="response">Gets every response, repeated finals of an INVITE too; null after 32 s without one.</param>
    public void Start(WireMessage request, Action<WireMessage?> response)
    {
        var key = request.Branch + " " + request.Method;
        var pending = new Pending(request.ToBytes(), request.Method == "INVITE", response);
        _pending[key] = pending;
        send(pending.Bytes);
        if (!reliable)
            Repeat(pending, TimeSpan.FromMilliseconds(500));
        agenda.After(TimeSpan.FromSeconds(32), () => GiveUp(key, pending));
    }

    public void Receive(WireMessage response)
    {
        var key = response.Branch + " " + response.Method;
        if (!_pending.TryGetValue(key, out var pending))
            return;
        pending.HasResponse = true;
        if (response.Status >= 200)
        {
            if (!pending.IsFinal)
                agenda.After(TimeSpan.FromSeconds(34), () => _pending.Remove(key));
            else if (!pending.IsInvite)
                return;
            pending.IsFinal = true;
        }
        pending.Response(response);
    }

    private void GiveUp(string key, Pending pending)
    {
        if (pending.IsFinal || (pending.IsInvite && pending.HasResponse))
            return;
        _pending.Remove(key);
        pending.Response(null);
    }

    private void Repeat(Pending pending, TimeSpan interval) => agenda.After(interval, () =>
    {
        if (pending.IsFinal || (pending.IsInvite && pending.HasResponse) || !_pending.ContainsValue(pending))
            return;
        send(pending.Bytes);
        var next = interval * 2;
        Repeat(pending, pending.IsInvite || next < TimeSpan.FromSeconds(4) ? next : TimeSpan.FromSeconds(4));
    });

    private sealed class Pending(byte[] bytes, bool isInvite, Action<WireMessage?> response)
    {
        public byte[] Bytes { get; } = bytes;

        public bool IsInvite { get; } = isInvite;

        public Action<WireMessage?> Response { get; } = response;

        public bool HasResponse { get; set; }

        public bool IsFinal { get; set; }
    }
}
