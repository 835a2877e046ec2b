using PbxBridge.Storage.Calls;

namespace PbxBridge.Calls;

/// <summary>The messages of one call as they passed the socket, copied into one buffer until the store takes them.</summary>
internal sealed class CallFlow(long startedAt, PackedFlowPool pool)
{
    /// <summary>What one call may keep; later messages are not kept.</summary>
    private const int MostBytes = 64 * 1024;

    private PackedFlow? _messages;

    /// <summary>Keys that come by INFO are kept as x: they are a PIN, or a code.</summary>
    public bool HidesKeys { get; set; }

    /// <summary>Waits for a final response to a BYE as the last message of the call; null when nobody does.</summary>
    public CallJournal? AwaitsByeResponse { get; set; }

    private int _handedOver;

    public void Add(long now, string leg, bool sent, string peer, ReadOnlySpan<byte> message)
    {
        if (_handedOver + (_messages?.Size ?? 0) + message.Length > MostBytes)
            return;
        _messages ??= pool.Take();
        _messages.Add(now - startedAt, leg, sent, peer, message);
    }

    /// <summary>An INFO of a flow that <see cref="HidesKeys"/>.</summary>
    public void AddInfo(long now, string leg, string peer, ReadOnlySpan<byte> message)
    {
        var hidden = message.ToArray();
        var body = hidden.AsSpan(message.IndexOf("\r\n\r\n"u8) is var at and >= 0 ? at : hidden.Length);
        foreach (ref var octet in body)
        {
            if (octet is (>= (byte)'0' and <= (byte)'9') or (byte)'*' or (byte)'#')
                octet = (byte)'x';
        }
        Add(now, leg, sent: false, peer, hidden);
    }

    /// <summary>What was kept since the last time; its new owner gives it back to the pool. Null when there is nothing.</summary>
    public PackedFlow? Take()
    {
        var messages = _messages;
        _handedOver += messages?.Size ?? 0;
        _messages = null;
        return messages;
    }

    /// <summary>The store did not take it: the call keeps it.</summary>
    public void PutBack(PackedFlow messages)
    {
        _handedOver -= messages.Size;
        _messages = messages;
    }
}
