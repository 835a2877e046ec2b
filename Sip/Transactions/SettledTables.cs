using System.Buffers.Binary;
using PbxBridge.Sip.Loop;
using PbxBridge.Sip.Messages;
using PbxBridge.Sip.Transport;

namespace PbxBridge.Sip.Transactions;

/// <summary>The finished transactions of one layer, by what their repetitions need.</summary>
internal sealed class SettledTables(ILoop loop, SipTimers timers)
{
    private const int NumberLength = 8;

    // Ours: INVITEs whose 2xx was acknowledged (timer M), by branch, and their ACKs, by branch and To tag.
    private readonly SettledTable _acknowledged = new(loop, timers.SixtyFourT1);
    private readonly SettledTable _acks = new(loop, timers.SixtyFourT1);

    // Ours: other requests after their final response (timer K), by branch and method.
    private readonly SettledTable _answered = new(loop, timers.T4);

    /// <summary>The peers', by their transaction key (timers J and L): the response to send again, none for an INVITE.</summary>
    public SettledTable Requests { get; } = new(loop, timers.SixtyFourT1);

    /// <summary>The same by what identifies merged requests (RFC 3261 §8.2.2.2); the flow is where the request came from.</summary>
    public SettledTable Origins { get; } = new(loop, timers.SixtyFourT1);

    public int ClientCount => _acknowledged.Count + _answered.Count;

    public int ServerCount => Requests.Count;

    public void AddAnswered(ulong number, SipMethod method)
    {
        Span<byte> key = stackalloc byte[NumberLength + 1];
        _answered.Add(AnsweredKey(key, number, method), default, default);
    }

    public bool IsAnswered(ulong number, SipMethod method)
    {
        Span<byte> key = stackalloc byte[NumberLength + 1];
        return _answered.Contains(AnsweredKey(key, number, method));
    }

    /// <param name="flow">Where the INVITE went.</param>
    public void AddAcknowledged(ulong invite, in Flow flow)
    {
        Span<byte> key = stackalloc byte[NumberLength];
        BinaryPrimitives.WriteUInt64LittleEndian(key, invite);
        _acknowledged.Add(key, new Settled(flow), default);
    }

    public bool IsAcknowledged(ulong invite, out Flow flow)
    {
        Span<byte> key = stackalloc byte[NumberLength];
        BinaryPrimitives.WriteUInt64LittleEndian(key, invite);
        var known = _acknowledged.TryGet(key, out var settled, out _);
        flow = settled.Flow;
        return known;
    }

    /// <param name="flow">Where the ACK goes.</param>
    public void AddAck(ulong invite, ReadOnlySpan<byte> toTag, ReadOnlySpan<byte> ack, in Flow flow)
    {
        Span<byte> key = toTag.Length <= 248 ? stackalloc byte[NumberLength + toTag.Length] : new byte[NumberLength + toTag.Length];
        _acks.Add(AckKey(key, invite, toTag), new Settled(flow), ack);
    }

    public bool FindAck(ulong invite, scoped ReadOnlySpan<byte> toTag, out Flow flow, out ReadOnlySpan<byte> ack)
    {
        Span<byte> key = toTag.Length <= 248 ? stackalloc byte[NumberLength + toTag.Length] : new byte[NumberLength + toTag.Length];
        var known = _acks.TryGet(AckKey(key, invite, toTag), out var settled, out ack);
        flow = settled.Flow;
        return known;
    }

    private static ReadOnlySpan<byte> AnsweredKey(Span<byte> key, ulong number, SipMethod method)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(key, number);
        key[NumberLength] = (byte)method;
        return key;
    }

    private static ReadOnlySpan<byte> AckKey(Span<byte> key, ulong invite, ReadOnlySpan<byte> toTag)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(key, invite);
        toTag.CopyTo(key[NumberLength..]);
        return key;
    }
}
