namespace PbxBridge.Testing;

/// <summary>The dialog of a <see cref="PhoneCall"/> as text (RFC 3261 §12).</summary>
internal sealed class PhoneDialog(SipPhone phone, string callId, PhoneScript? script)
{
    private uint _sequence;

    private PhoneScript Script => script ?? phone.Script;

    /// <summary>Value of From in our requests.</summary>
    public string Local { get; set; } = "";

    /// <summary>Value of To in our requests.</summary>
    public string Remote { get; set; } = "";

    public string Target { get; set; } = "";

    public IReadOnlyList<string> Routes { get; set; } = [];

    /// <param name="sequence">Null takes the next CSeq number.</param>
    public WireMessage NewRequest(string method, uint? sequence)
    {
        var request = phone.NewRequest(method, Target, Local, Remote, callId, sequence ?? ++_sequence);
        foreach (var route in Routes)
            request.With("Route", route);
        if (method is "INVITE" or "UPDATE")
            request.With("Contact", phone.Contact).With("Allow", Script.Allow).With("Supported", Script.Supported);
        return request;
    }

    /// <summary>A response to our INVITE makes the dialog or changes it.</summary>
    public void Take(WireMessage response)
    {
        Remote = response["To"];
        if (response["Contact"].Length > 0)
            Target = WireMessage.Uri(response["Contact"]);
        Routes = [.. response.All("Record-Route").Reverse()];
    }

    /// <summary>What an answer to INVITE or UPDATE says of the phone, and of session timers: the bridge refreshes, the phone never.</summary>
    public static WireMessage AddSession(SipPhone phone, PhoneScript script, WireMessage request, WireMessage response)
    {
        response.With("Contact", phone.Contact).With("Allow", script.Allow);
        if (script.Supported.Length > 0)
            response.With("Supported", script.Supported);
        if (response.Status == 200 && script.Supported.Contains("timer", StringComparison.Ordinal) && request.Has("Session-Expires"))
            response.With("Require", "timer").With("Session-Expires", request["Session-Expires"].Split(';')[0] + ";refresher=uac");
        return response;
    }

    /// <summary>ACK for a failure or CANCEL: of one hop, with the Via of the INVITE.</summary>
    public static WireMessage HopRequest(string method, WireMessage invite, string to) =>
        new WireMessage($"{method} {invite.RequestUri} SIP/2.0").With("Via", invite["Via"]).With("Max-Forwards", "70")
            .With("From", invite["From"]).With("To", to).With("Call-ID", invite.CallId).With("CSeq", $"{invite.CSeq} {method}");
}
