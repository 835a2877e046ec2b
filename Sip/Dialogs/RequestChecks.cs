using PbxBridge.Sip.Messages;
using PbxBridge.Sip.Transactions;

namespace PbxBridge.Sip.Dialogs;

/// <summary>The checks that every request outside of a dialog passes before the program sees it, in the order of RFC 3261 §8.2.</summary>
internal static class RequestChecks
{
    /// <summary>False when the request was answered here.</summary>
    public static bool Pass(UserAgentCore core, ServerTransaction transaction, SipMessage request)
    {
        if (request.Method == SipMethod.Unknown)
            return RefuseMethod(transaction, request);
        if (request.Method is not (SipMethod.Invite or SipMethod.Options or SipMethod.Register or SipMethod.Subscribe))
        {
            if (request.Method == SipMethod.Refer)
                return Refuse(transaction, 403, phrase: "REFER is taken in an established dialog only"u8);
            // BYE, PRACK, UPDATE and INFO live in dialogs; the rest is not offered here.
            return request.Method is SipMethod.Bye or SipMethod.Prack or SipMethod.Update or SipMethod.Info
                ? Refuse(transaction, 481)
                : RefuseMethod(transaction, request);
        }
        if (!SipUriView.TryParse(request.RequestUri, out var uri) || uri.Scheme is UriScheme.Other
            || (request.Method == SipMethod.Register && uri.Scheme is not (UriScheme.Sip or UriScheme.Sips)))
            return Refuse(transaction, 416);
        if (!SupportsWhatIsRequired(transaction, request))
            return false;
        if (request.Method == SipMethod.Invite)
            return PassInvite(core, transaction, request);
        return !request.Has(HeaderId.Replaces) || Refuse(transaction, 400, phrase: "Replaces belongs to INVITE alone"u8);
    }

    /// <summary>Option tags of Require that we do not have → 420 naming them all (§8.2.2.3).</summary>
    public static bool SupportsWhatIsRequired(ServerTransaction transaction, SipMessage request)
    {
        MessageWriter? refusal = null;
        foreach (var option in request.Values(HeaderId.Require))
        {
            if (IsSupported(option) || (request.Method == SipMethod.Register && IsOfRegistrar(option)))
                continue;
            if (refusal is null)
            {
                refusal = transaction.Begin(420);
                refusal.Begin(HeaderId.Unsupported);
            }
            else
            {
                refusal.Append(", "u8);
            }
            refusal.Append(option);
        }
        if (refusal is null)
            return true;
        refusal.End();
        refusal.Finish();
        transaction.Send(refusal, 420);
        return false;
    }

    /// <summary>What holds of every request within a dialog. False when the request was answered here.</summary>
    public static bool PassWithin(ServerTransaction transaction, SipMessage request) =>
        SupportsWhatIsRequired(transaction, request) && (!request.Has(HeaderId.Replaces) || Refuse(transaction, 400, phrase: "Replaces within a dialog"u8));

    // Whether an account may have many numbers is the registrar's to say (RFC 6140).
    private static bool IsOfRegistrar(ReadOnlySpan<byte> option) =>
        System.Text.Ascii.EqualsIgnoreCase(option, "path"u8) || System.Text.Ascii.EqualsIgnoreCase(option, "gin"u8);

    private static bool IsSupported(ReadOnlySpan<byte> option) =>
        System.Text.Ascii.EqualsIgnoreCase(option, "100rel"u8) || System.Text.Ascii.EqualsIgnoreCase(option, "timer"u8)
        || System.Text.Ascii.EqualsIgnoreCase(option, "replaces"u8) || System.Text.Ascii.EqualsIgnoreCase(option, "norefersub"u8);

    private static bool PassInvite(UserAgentCore core, ServerTransaction transaction, SipMessage request)
    {
        if (!HasUsableBody(request))
            return RefuseBody(transaction);
        if (DialogState.ContactUri(request).IsEmpty)
            return Refuse(transaction, 400, phrase: "Contact is missing"u8);
        if (request.MaxForwards == 0)
            return Refuse(transaction, 483);
        if (SessionTimer.IsTooSmall(request))
            return Refuse(transaction, 422, HeaderId.MinSe, "90"u8);
        if (request.Has(HeaderId.Replaces) && (request.Count(HeaderId.Replaces) > 1 || DialogReference.Of(request) is null))
            return Refuse(transaction, 400, phrase: "Replaces is malformed, or there are several"u8);
        return true;
    }

    /// <summary>No body, a session description in clear, or something else that may be passed over (RFC 3261 §8.2.3, §20.11).</summary>
    public static bool HasUsableBody(SipMessage request)
    {
        if (request.Body.IsEmpty)
            return true;
        if (request.IsBodyEncoded || !request.Has(HeaderId.ContentType))
            return false;
        return !request.Sdp.IsEmpty || IsBodyOptional(request);
    }

    /// <summary>Nothing is offered or answered, and that is no fault.</summary>
    public static bool HasNoOffer(SipMessage request) => request.Sdp.IsEmpty && HasUsableBody(request);

    private static bool IsBodyOptional(SipMessage request)
    {
        var disposition = request[HeaderId.ContentDisposition];
        var semicolon = disposition.IndexOf((byte)';');
        return semicolon >= 0 && ParameterReader.TryFind(disposition[semicolon..], "handling"u8, out var handling)
            && System.Text.Ascii.EqualsIgnoreCase(handling, "optional"u8);
    }

    /// <summary>501 for a method that nobody knows, 405 for one that is not offered (§8.2.1). Always false.</summary>
    public static bool RefuseMethod(ServerTransaction transaction, SipMessage request) =>
        Refuse(transaction, request.Method == SipMethod.Unknown ? 501 : 405, HeaderId.Allow, UserAgentCore.Allow);

    /// <summary>415 that says what would be understood (§8.2.3). Always false.</summary>
    public static bool RefuseBody(ServerTransaction transaction)
    {
        var writer = transaction.Begin(415);
        writer.Header(HeaderId.Accept, UserAgentCore.Accept);
        writer.Header(HeaderId.AcceptEncoding, "identity"u8);
        writer.Finish();
        transaction.Send(writer, 415);
        return false;
    }

    /// <summary>469 to an INFO of a package (RFC 6086 §4.2.2): none is taken here, and passed on without its name it would say something else. False when it is of none.</summary>
    public static bool RefusePackage(ServerTransaction transaction, SipMessage info)
    {
        if (!info.Has(HeaderId.InfoPackage))
            return false;
        Refuse(transaction, 469, HeaderId.RecvInfo);
        return true;
    }

    /// <summary>489 to a SUBSCRIBE within a call for an event that is not served there (RFC 6665 §4.2.1.1).</summary>
    public static void RefuseEvent(ServerTransaction transaction) => Refuse(transaction, 489, HeaderId.AllowEvents, UserAgentCore.AllowEvents);

    /// <summary>200 to an OPTIONS within a dialog (§11.2).</summary>
    public static void AnswerOptions(ServerTransaction transaction)
    {
        var writer = transaction.Begin(200);
        writer.Header(HeaderId.Allow, UserAgentCore.Allow);
        writer.Header(HeaderId.Supported, UserAgentCore.Supported);
        writer.Header(HeaderId.Accept, UserAgentCore.Accept);
        writer.Finish();
        transaction.Send(writer, 200);
    }

    private static bool Refuse(
        ServerTransaction transaction, int status, HeaderId header = HeaderId.Unknown, ReadOnlySpan<byte> value = default, ReadOnlySpan<byte> phrase = default)
    {
        var writer = transaction.Begin(status, phrase);
        if (header != HeaderId.Unknown)
            writer.Header(header, value);
        writer.Finish();
        transaction.Send(writer, status);
        return false;
    }
}
