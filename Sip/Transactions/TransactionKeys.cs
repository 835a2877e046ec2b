using System.Text;
using PbxBridge.Sip.Messages;

namespace PbxBridge.Sip.Transactions;

/// <summary>Writes the keys by which requests find their server transaction (RFC 3261 §17.2.3) and merged requests find each other (§8.2.2.2).</summary>
internal static class TransactionKeys
{
    private static ReadOnlySpan<byte> MagicCookie => "z9hG4bK"u8;

    /// <summary>Branch, sent-by and method; ACK and, for the look-up of what it cancels, CANCEL count as INVITE.</summary>
    public static ReadOnlySpan<byte> Server(SipMessage request, SipMethod method, ref byte[] scratch)
    {
        var via = request.TopVia;
        var key = new KeyWriter(scratch);
        if (via.Branch.StartsWith(MagicCookie))
        {
            key.Add((byte)method);
            if (method == SipMethod.Unknown)
                key.Add(request.MethodToken);
            key.Add(via.Branch);
            key.Add(via.SentBy);
        }
        else
        {
            // RFC 2543 peer: the branch means nothing, the request identifies itself.
            key.Add((byte)(128 + (byte)method));
            key.Add(request.RequestUri);
            key.Add(request.FromTag);
            key.Add(request.CallId);
            key.AddNumber(request.CSeqNumber);
            key.Add(via.Raw);
        }
        return key.Finish(ref scratch);
    }

    /// <summary>From tag, Call-ID and CSeq.</summary>
    public static ReadOnlySpan<byte> Merged(SipMessage request, SipMethod method, ref byte[] scratch)
    {
        var key = new KeyWriter(scratch);
        key.Add((byte)method);
        key.Add(request.FromTag);
        key.Add(request.CallId);
        key.AddNumber(request.CSeqNumber);
        return key.Finish(ref scratch);
    }

    private ref struct KeyWriter(byte[] buffer)
    {
        private byte[] _buffer = buffer;
        private int _length;

        public void Add(byte value)
        {
            Grow(1);
            _buffer[_length++] = value;
        }

        // The zero octet cannot stand in a header value, so parts cannot run into each other.
        public void Add(ReadOnlySpan<byte> part)
        {
            Grow(part.Length + 1);
            part.CopyTo(_buffer.AsSpan(_length));
            _length += part.Length;
            _buffer[_length++] = 0;
        }

        public void AddNumber(uint value)
        {
            Grow(4);
            BitConverter.TryWriteBytes(_buffer.AsSpan(_length), value);
            _length += 4;
        }

        public readonly ReadOnlySpan<byte> Finish(ref byte[] scratch)
        {
            scratch = _buffer;
            return _buffer.AsSpan(0, _length);
        }

        private void Grow(int by)
        {
            if (_length + by > _buffer.Length)
                Array.Resize(ref _buffer, Math.Max(_buffer.Length * 2, _length + by));
        }
    }
}
