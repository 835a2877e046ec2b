using PbxBridge.Sip.Messages;

namespace PbxBridge.Sip.Transactions;

/// <summary>ACK for a failure and CANCEL: requests of one hop, made from the INVITE that they belong to, with its very Via.</summary>
internal static class HopRequests
{
    /// <summary>RFC 3261 §17.1.1.3: everything from the INVITE, only To from the response.</summary>
    public static byte[]? AckFor(MessageWriter writer, byte[] invite, SipMessage failure)
    {
        if (MessageParser.Parse(invite, datagram: false, out var request, out _) != ParseVerdict.Usable || request is null)
            return null;
        writer.Reset();
        writer.StartRequest(SipMethod.Ack, request.RequestUri);
        writer.Header(HeaderId.Via, request.TopVia.Raw);
        WriteCommon(writer, request);
        writer.Header(HeaderId.To, failure[HeaderId.To]);
        WriteCSeq(writer, request.CSeqNumber, "ACK"u8);
        if (failure.Has(HeaderId.SessionId) && SessionIdView.TryParse(failure[HeaderId.SessionId], out var session))
            session.WriteAnswer(writer);
        writer.Finish();
        return writer.ToArray();
    }

    /// <summary>RFC 3261 §9.1: the INVITE's own Request-URI, Call-ID, To, From, CSeq number, Route and top Via.</summary>
    /// <param name="reason">Value of the Reason header (RFC 3326), or empty.</param>
    public static bool WriteCancel(MessageWriter writer, byte[] invite, ReadOnlySpan<byte> reason)
    {
        if (MessageParser.Parse(invite, datagram: false, out var request, out _) != ParseVerdict.Usable || request is null)
            return false;
        writer.Reset();
        writer.StartRequest(SipMethod.Cancel, request.RequestUri);
        writer.Header(HeaderId.Via, request.TopVia.Raw);
        WriteCommon(writer, request);
        writer.Header(HeaderId.To, request[HeaderId.To]);
        WriteCSeq(writer, request.CSeqNumber, "CANCEL"u8);
        writer.CopyRows(request, HeaderId.SessionId);
        if (!reason.IsEmpty)
            writer.Header(HeaderId.Reason, reason);
        writer.Finish();
        return true;
    }

    private static void WriteCommon(MessageWriter writer, SipMessage request)
    {
        writer.CopyRows(request, HeaderId.Route);
        writer.Header(HeaderId.MaxForwards, 70);
        writer.Header(HeaderId.From, request[HeaderId.From]);
        writer.Header(HeaderId.CallId, request.CallId);
    }

    private static void WriteCSeq(MessageWriter writer, uint number, ReadOnlySpan<byte> method)
    {
        writer.Begin(HeaderId.CSeq);
        writer.Append(number);
        writer.Append(" "u8);
        writer.Append(method);
        writer.End();
    }
}
