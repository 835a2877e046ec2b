using PbxBridge.Sip.Messages;
using PbxBridge.Sip.Transport;

namespace PbxBridge.Sip.Transactions;

/// <summary>Where a response goes and how it begins: RFC 3261 §18.2.2 and §8.2.6 with RFC 3581 (rport).</summary>
internal static class ResponseRoute
{
    /// <summary>Streams: the connection that the request came by. UDP: the source address, with the source port when the peer asked for it (rport),
    /// else with the port of sent-by.</summary>
    public static Flow For(SipMessage request, in Flow from)
    {
        if (from.IsReliable)
            return from;
        var via = request.TopVia;
        if (via.HasRport)
            return from;
        var port = via.Port == 0 ? (ushort)5060 : (ushort)via.Port;
        return new Flow(from.Transport, from.Listener, from.Remote.WithPort(port));
    }

    /// <param name="answerer">Identifier of the end that answers, for Session-ID; empty: as the request knows it.</param>
    public static void Start(
        MessageWriter writer, SipMessage request, in Flow from, int status, ReadOnlySpan<byte> phrase, DialogTag tag, ReadOnlySpan<byte> answerer = default)
    {
        writer.Reset();
        writer.StartResponse(status, phrase);
        WriteVias(writer, request, from);
        Copy(writer, request, HeaderId.From);
        if (request.Has(HeaderId.To))
        {
            writer.Begin(HeaderId.To);
            writer.Append(request[HeaderId.To]);
            if (status > 100 && request.ToTag.IsEmpty)
            {
                writer.Append(";tag="u8);
                tag.WriteTo(writer);
            }
            writer.End();
        }
        Copy(writer, request, HeaderId.CallId);
        Copy(writer, request, HeaderId.CSeq);
        if (request.Has(HeaderId.SessionId) && SessionIdView.TryParse(request[HeaderId.SessionId], out var session))
            session.WriteAnswer(writer, answerer);
        if (status == 100 && request.Has(HeaderId.Timestamp))
            writer.Header(HeaderId.Timestamp, request[HeaderId.Timestamp]);
    }

    // A malformed request may lack any of them.
    private static void Copy(MessageWriter writer, SipMessage request, HeaderId id)
    {
        if (request.Has(id))
            writer.Header(id, request[id]);
    }

    private static void WriteVias(MessageWriter writer, SipMessage request, in Flow from)
    {
        var first = true;
        foreach (var row in request.Rows(HeaderId.Via))
        {
            if (!first)
            {
                writer.Header(HeaderId.Via, row.Value);
                continue;
            }
            first = false;
            var top = request.TopVia.Raw;
            writer.Begin(HeaderId.Via);
            WriteTop(writer, top, request.TopVia.HasRport, from);
            writer.Append(row.Value[top.Length..]);
            writer.End();
        }
    }

    // received is always added: it is right even when it says what sent-by says (RFC 3581 §4 asks for it with rport).
    private static void WriteTop(MessageWriter writer, ReadOnlySpan<byte> via, bool rport, in Flow from)
    {
        var semicolon = via.IndexOf((byte)';');
        writer.Append(semicolon < 0 ? via : via[..semicolon]);
        var rest = semicolon < 0 ? default : via[(semicolon + 1)..];
        while (!rest.IsEmpty)
        {
            var end = ParameterEnd(rest);
            var parameter = Trim(rest[..end]);
            rest = end < rest.Length ? rest[(end + 1)..] : default;
            if (parameter.IsEmpty || IsNamed(parameter, "received"u8) || IsNamed(parameter, "rport"u8))
                continue;
            writer.Append(";"u8);
            writer.Append(parameter);
        }
        Span<byte> host = stackalloc byte[64];
        writer.Append(";received="u8);
        var address = host[..from.Remote.WriteHost(host)];
        writer.Append(address is [(byte)'[', .., (byte)']'] ? address[1..^1] : address);
        if (rport)
        {
            writer.Append(";rport="u8);
            writer.Append(from.Remote.Port);
        }
    }

    private static int ParameterEnd(ReadOnlySpan<byte> text)
    {
        var quoted = false;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == (byte)'"')
                quoted = !quoted;
            else if (text[i] == (byte)'\\' && quoted)
                i++;
            else if (text[i] == (byte)';' && !quoted)
                return i;
        }
        return text.Length;
    }

    private static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> text) => text.Trim(" \t"u8);

    private static bool IsNamed(ReadOnlySpan<byte> parameter, ReadOnlySpan<byte> name) =>
        parameter.Length >= name.Length
        && System.Text.Ascii.EqualsIgnoreCase(parameter[..name.Length], name)
        && (parameter.Length == name.Length || parameter[name.Length] is (byte)'=' or (byte)' ' or (byte)'\t');
}
