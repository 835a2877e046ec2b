using PbxBridge.Sip.Messages;
using PbxBridge.Sip.Transactions;

namespace PbxBridge.Sip.Dialogs;

/// <summary>Begins the requests of a dialog (RFC 3261 §12.2.1.1).</summary>
internal static class DialogRequests
{
    /// <summary>Start line, Via, Route, Max-Forwards, From, To, Call-ID and a CSeq one higher than the last.</summary>
    public static void Start(UserAgentCore core, DialogState dialog, SipMethod method, ClientTransaction transaction)
    {
        var writer = core.Layer.Writer;
        dialog.LocalSequence++;
        StartLine(writer, dialog, method);
        core.Layer.WriteVia(writer, transaction);
        Rest(writer, dialog, method, dialog.LocalSequence);
    }

    /// <summary>The ACK for a 2xx: a request of its own, with the CSeq number of the INVITE (§13.2.2.4).</summary>
    public static void StartAck(UserAgentCore core, DialogState dialog, uint sequence)
    {
        var writer = core.Layer.Writer;
        StartLine(writer, dialog, SipMethod.Ack);
        core.Layer.WriteVia(writer, dialog.Flow);
        Rest(writer, dialog, SipMethod.Ack, sequence);
    }

    /// <param name="reason">Value of Reason (RFC 3326), or empty.</param>
    /// <param name="user">Hears of the outcome; null: nobody does.</param>
    public static void SendBye(UserAgentCore core, DialogState dialog, byte[] reason, IDialogRequestUser? user = null) =>
        new DialogRequest(core, dialog, SipMethod.Bye, user, writer =>
        {
            if (reason.Length > 0)
                writer.Header(HeaderId.Reason, reason);
            writer.Header(HeaderId.UserAgent, core.Product);
        }).Send();

    // A first route without lr is a strict router: it becomes the Request-URI and the target goes to the end of the routes.
    private static bool IsStrict(DialogState dialog, out NameAddrView first)
    {
        first = default;
        return dialog.RouteSet.Length > 0
            && NameAddrView.TryParse(dialog.RouteSet[0], out first)
            && SipUriView.TryParse(first.Uri, out var uri)
            && !uri.TryGetParameter("lr"u8, out _);
    }

    private static void StartLine(MessageWriter writer, DialogState dialog, SipMethod method)
    {
        writer.Reset();
        writer.StartRequest(method, IsStrict(dialog, out var first) ? first.Uri : dialog.RemoteTarget);
    }

    private static void Rest(MessageWriter writer, DialogState dialog, SipMethod method, uint sequence)
    {
        var strict = IsStrict(dialog, out _);
        foreach (var route in dialog.RouteSet.AsSpan(strict ? 1 : 0))
            writer.Header(HeaderId.Route, route);
        if (strict)
        {
            writer.Begin(HeaderId.Route);
            writer.Append("<"u8);
            writer.Append(dialog.RemoteTarget);
            writer.Append(">"u8);
            writer.End();
        }
        writer.Header(HeaderId.MaxForwards, 70);
        writer.Header(HeaderId.From, dialog.Local);
        writer.Header(HeaderId.To, dialog.Remote);
        writer.Header(HeaderId.CallId, dialog.CallId);
        WriteCSeq(writer, sequence, method);
        if (dialog.SessionId is { } session)
            writer.Header(HeaderId.SessionId, session);
    }

    public static void WriteCSeq(MessageWriter writer, uint sequence, SipMethod method)
    {
        writer.Begin(HeaderId.CSeq);
        writer.Append(sequence);
        writer.Append(" "u8);
        writer.Append(method.Token());
        writer.End();
    }
}
