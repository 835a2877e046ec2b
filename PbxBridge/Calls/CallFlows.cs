using PbxBridge.Sip.Loop;
using PbxBridge.Sip.Messages;
using PbxBridge.Sip.Transactions;
using PbxBridge.Sip.Transport;
using PbxBridge.Storage.Calls;

namespace PbxBridge.Calls;

/// <summary>Finds the call of every message by its Call-ID and copies the message into the call's flow. It never delays a message.</summary>
internal sealed class CallFlows : IMessageTap
{
    private static ReadOnlySpan<byte> CallIdRow => "\r\nCall-ID: "u8;

    private readonly ILoop _loop;
    private readonly PackedFlowPool _pool = new();
    private readonly Dictionary<byte[], Leg> _legs = new(BytesComparer.Instance);
    private readonly Dictionary<byte[], Leg>.AlternateLookup<ReadOnlySpan<byte>> _byCallId;

    public CallFlows(ILoop loop)
    {
        _loop = loop;
        _byCallId = _legs.GetAlternateLookup<ReadOnlySpan<byte>>();
    }

    /// <summary>For a call that starts now.</summary>
    public CallFlow Begin() => new(_loop.Now, _pool);

    /// <summary>From now on the messages with this Call-ID belong to <paramref name="flow"/>.</summary>
    public void Watch(byte[] callId, CallFlow flow, string leg, string peer) => _legs[callId] = new Leg(flow, leg, peer);

    public void Forget(byte[] callId) => _legs.Remove(callId);

    public void Received(SipMessage message, in Flow from)
    {
        if (!_byCallId.TryGetValue(message.CallId, out var leg))
            return;
        if (leg.Flow.HidesKeys && message.Method == SipMethod.Info)
            leg.Flow.AddInfo(_loop.Now, leg.Name, leg.Peer, message.Raw);
        else
            leg.Flow.Add(_loop.Now, leg.Name, sent: false, leg.Peer, message.Raw);
        if (leg.Flow.AwaitsByeResponse is { } journal && message is { StatusCode: >= 200, Method: SipMethod.Bye })
            journal.ByeAnswered();
    }

    public void Sent(ReadOnlySpan<byte> message, in Flow to)
    {
        var at = message.IndexOf(CallIdRow);
        if (at < 0)
            return;
        var value = message[(at + CallIdRow.Length)..];
        var end = value.IndexOf((byte)'\r');
        if (end > 0 && _byCallId.TryGetValue(value[..end], out var leg))
            leg.Flow.Add(_loop.Now, leg.Name, sent: true, leg.Peer, message);
    }

    /// <summary>Told when a connection ended: the bindings that came by it are gone.</summary>
    public Action<Flow>? Closed { get; set; }

    public void ConnectionClosed(in Flow flow) => Closed?.Invoke(flow);

    private readonly record struct Leg(CallFlow Flow, string Name, string Peer);
}
