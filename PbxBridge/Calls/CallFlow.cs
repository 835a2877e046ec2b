using PbxBridge.Storage.Calls;

namespace PbxBridge.Calls;

/// <summary>The messages of one call as they passed the socket, copied into one buffer until the store takes them.</summary>
internal sealed class CallFlow(long startedAt, PackedFlowPool pool)
{
    /// <summary>What one call may keep; later messages are not kept.</summary>
    private const int MostBytes = 64 * 1024;

    private PackedFlow? _messages;
    private int _handedOver;

    public void Add(long now, string leg, bool sent, string peer, ReadOnlySpan<byte> message)
    {
        if (_handedOver + (_messages?.Size ?? 0) + message.Length > MostBytes)
            return;
        _messages ??= pool.Take();
        _messages.Add(now - startedAt, leg, sent, peer, message);
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
