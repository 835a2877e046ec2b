namespace PbxBridge.Sip.Messages;

/// <summary>What must hold of a message before anything looks at it (RFC 3261 §8.1.1, §8.2.1, §18.3, §20).</summary>
internal static class MessageChecks
{
    public static void RequestUri(ref MessageDraft draft, ReadOnlySpan<byte> uri)
    {
        if (uri.ContainsAny((byte)' ', (byte)'\t'))
            draft.Fail(400, "Request line has extra spaces", "start-line");
        else if (uri.ContainsAny((byte)'<', (byte)'>'))
            draft.Fail(400, "Request-URI stands in angle brackets", "request-uri");
        else if (!SipUriView.TryParse(uri, out var parsed))
            draft.Fail(400, "Request-URI is malformed", "request-uri");
        else if (!parsed.Headers.IsEmpty)
            draft.Fail(400, "Request-URI carries headers", "request-uri");
    }

    public static void Run(ref MessageDraft draft, bool datagram)
    {
        int via = -1, from = -1, to = -1, callId = -1, cseq = -1, length = -1, hops = -1, expires = -1;
        var rows = draft.Rows;
        for (var i = 0; i < rows.Length; i++)
        {
            switch (rows[i].Id)
            {
                case HeaderId.Via:
                    via = via < 0 ? i : via;
                    break;
                case HeaderId.From:
                    Only(ref draft, ref from, i, "From appears twice");
                    break;
                case HeaderId.To:
                    Only(ref draft, ref to, i, "To appears twice");
                    break;
                case HeaderId.CallId:
                    Only(ref draft, ref callId, i, "Call-ID appears twice");
                    break;
                case HeaderId.CSeq:
                    Only(ref draft, ref cseq, i, "CSeq appears twice");
                    break;
                case HeaderId.ContentLength:
                    Only(ref draft, ref length, i, "Content-Length appears twice");
                    break;
                case HeaderId.MaxForwards:
                    Only(ref draft, ref hops, i, "Max-Forwards appears twice");
                    break;
                case HeaderId.Expires:
                    Only(ref draft, ref expires, i, "Expires appears twice");
                    break;
            }
        }
        Via(ref draft, via);
        CSeq(ref draft, cseq);
        CallId(ref draft, callId);
        NameAddr(ref draft, from, ref draft.Shape.FromTag, "From is missing", "From is malformed", "from");
        NameAddr(ref draft, to, ref draft.Shape.ToTag, "To is missing", "To is malformed", "to");
        MaxForwards(ref draft, hops);
        Expires(ref draft, expires);
        Contacts(ref draft);
        Body(ref draft, length, datagram);
    }

    private static void Only(ref MessageDraft draft, ref int index, int at, string reason)
    {
        if (index >= 0)
            draft.Fail(400, reason, "duplicate-header");
        else
            index = at;
    }

    private static ReadOnlySpan<byte> Value(in MessageDraft draft, int index) => draft.Rows[index].Value(draft.Buffer);

    private static void Via(ref MessageDraft draft, int index)
    {
        if (index < 0)
        {
            draft.Fail(400, "Via is missing", "missing-header");
            return;
        }
        var value = Value(draft, index);
        value = Octets.TrimEnd(value[..HeaderValues.ValueLength(value)]);
        draft.Shape.TopVia = new Slice(draft.Rows[index].ValueAt, (ushort)value.Length);
        if (!ViaView.TryParse(value, out var via))
            draft.Fail(400, "Via is malformed", "via");
        draft.IsAnswerable = draft.Shape.IsRequest && draft.Shape.Method != SipMethod.Ack && !via.Host.IsEmpty;
    }

    private static void CSeq(ref MessageDraft draft, int index)
    {
        if (index < 0)
        {
            draft.Fail(400, "CSeq is missing", "missing-header");
            return;
        }
        var value = Value(draft, index);
        var end = value.IndexOfAny((byte)' ', (byte)'\t');
        if (end <= 0 || !Octets.AreDigits(value[..end]))
        {
            draft.Fail(400, "CSeq is malformed", "cseq");
            return;
        }
        if (!Octets.TryNumber(value[..end], MessageParser.MaxCSeq, out draft.Shape.CSeqNumber))
            draft.Fail(400, "CSeq number is larger than 2147483647", "cseq");
        var method = Octets.TrimStart(value[end..]);
        if (!Octets.IsToken(method))
            draft.Fail(400, "CSeq method is no token", "cseq");
        if (draft.Shape.IsRequest)
        {
            if (!method.SequenceEqual(draft.Shape.MethodToken.Of(draft.Buffer)))
                draft.Fail(400, "CSeq method is not the method of the request", "cseq");
            return;
        }
        var at = draft.Rows[index].ValueAt + value.Length - method.Length;
        draft.Shape.MethodToken = new Slice((ushort)at, (ushort)method.Length);
        draft.Shape.Method = SipMethods.Of(method);
    }

    private static void CallId(ref MessageDraft draft, int index)
    {
        if (index < 0)
        {
            draft.Fail(400, "Call-ID is missing", "missing-header");
            return;
        }
        var row = draft.Rows[index];
        draft.Shape.CallId = new Slice(row.ValueAt, row.ValueLength);
        var value = Value(draft, index);
        if (value.IsEmpty || value.ContainsAny((byte)' ', (byte)'\t'))
            draft.Fail(400, "Call-ID is malformed", "call-id");
    }

    private static void NameAddr(ref MessageDraft draft, int index, ref Slice tag, string missing, string malformed, string kind)
    {
        if (index < 0)
        {
            draft.Fail(400, missing, "missing-header");
            return;
        }
        var value = Value(draft, index);
        if (!NameAddrView.TryParse(value, out var view))
        {
            draft.Fail(400, malformed, kind);
            return;
        }
        var found = view.Tag;
        if (!found.IsEmpty && draft.Buffer.AsSpan().Overlaps(found, out var at))
            tag = new Slice((ushort)at, (ushort)found.Length);
    }

    private static void MaxForwards(ref MessageDraft draft, int index)
    {
        if (index < 0)
            return;
        if (Octets.TryNumber(Value(draft, index), 255, out var hops))
            draft.Shape.MaxForwards = (short)hops;
        else
            draft.Fail(400, "Max-Forwards is not a number from 0 to 255", "max-forwards");
    }

    private static void Expires(ref MessageDraft draft, int index)
    {
        if (index >= 0 && !Octets.TryNumber(Value(draft, index), uint.MaxValue, out _))
            draft.Fail(400, "Expires is not a number below 2^32", "expires");
    }

    /// <summary>Where a Contact becomes a binding or a remote target it must be right (RFC 4475 §3.1.2.13).</summary>
    private static void Contacts(ref MessageDraft draft)
    {
        if (draft.Shape.Method is not (SipMethod.Invite or SipMethod.Register or SipMethod.Subscribe or SipMethod.Update or SipMethod.Refer))
            return;
        foreach (var value in new HeaderValues(draft.Buffer, draft.Rows, HeaderId.Contact))
        {
            if (value is [(byte)'*'] && draft.Shape.Method == SipMethod.Register)
                continue;
            if (!NameAddrView.TryParse(value, out _))
                draft.Fail(400, "Contact is malformed", "contact");
        }
    }

    private static void Body(ref MessageDraft draft, int index, bool datagram)
    {
        var available = draft.Buffer.Length - draft.Shape.BodyAt;
        if (index < 0)
        {
            draft.Shape.BodyLength = available;
            if (!datagram)
                draft.Fail(400, "Content-Length is missing", "content-length");
            return;
        }
        var value = Value(draft, index);
        if (!Octets.AreDigits(value))
            draft.Fail(400, "Content-Length is not a number", "content-length");
        else if (!Octets.TryNumber(value, (uint)available, out var length))
            draft.Fail(400, "Body is shorter than Content-Length", "short-body");
        else
            draft.Shape.BodyLength = (int)length;
    }
}
