namespace PbxBridge.Testing;

/// <summary>One call of a <see cref="SipPhone"/>, in either direction.</summary>
public sealed class PhoneCall
{
    private readonly SipPhone _phone;
    private readonly DialOptions _options;
    private readonly PhoneScript? _script;
    private readonly Dictionary<uint, byte[]> _acks = [];
    private readonly HashSet<(uint CSeq, string Tag)> _unacknowledged = [];
    private WireMessage? _invite;
    private string _local = "";
    private string _remote = "";
    private string _target = "";
    private string _localTag;
    private List<string> _routes = [];
    private uint _sequence;
    private uint _rseq;
    private bool _prackPending;
    private Action? _afterPrack;

    private PhoneCall(SipPhone phone, DialOptions options, string callId, PhoneScript? script)
    {
        _phone = phone;
        _options = options;
        _script = script;
        CallId = callId;
        _localTag = phone.Token();
    }

    public string CallId { get; }

    public bool IsOutgoing { get; private init; }

    public PhoneCallState State { get; private set; }

    /// <summary>The final status of the first INVITE; 408 when none came; 0 before.</summary>
    public int FinalStatus { get; private set; }

    public int CancelStatus { get; private set; }

    public bool WasHungUpByPeer { get; private set; }

    /// <summary>The first INVITE as sent or received.</summary>
    public WireMessage Invite => _invite ?? throw new InvalidOperationException("No INVITE yet.");

    /// <summary>Every response to requests of this call.</summary>
    public List<WireMessage> Responses { get; } = [];

    /// <summary>Requests that came in the dialog, the ACKs too.</summary>
    public List<WireMessage> Requests { get; } = [];

    /// <summary>What it does with this call.</summary>
    private PhoneScript Script => _script ?? _phone.Script;

    public uint Sequence
    {
        get => _sequence;
        set => _sequence = value;
    }

    internal static PhoneCall Outgoing(SipPhone phone, string uri, DialOptions options)
    {
        var call = new PhoneCall(phone, options, options.CallId ?? phone.Token() + "@" + phone.Name, null) { IsOutgoing = true };
        call._local = (options.From ?? $"<{phone.Aor}>") + ";tag=" + call._localTag;
        call._remote = $"<{uri}>";
        call._target = uri;
        return call;
    }

    internal static PhoneCall Incoming(SipPhone phone, WireMessage invite)
    {
        var call = new PhoneCall(phone, new DialOptions(), invite.CallId, phone.ScriptOf?.Invoke(invite)) { _invite = invite };
        call._local = invite["To"] + ";tag=" + call._localTag;
        call._remote = invite["From"];
        call._target = WireMessage.Uri(invite["Contact"]);
        call._routes = [.. invite.All("Record-Route")];
        return call;
    }

    /// <summary>A request of this dialog with the next CSeq number.</summary>
    public WireMessage NewRequest(string method, uint? sequence = null)
    {
        var request = _phone.NewRequest(method, _target, _local, _remote, CallId, sequence ?? ++_sequence);
        foreach (var route in _routes)
            request.With("Route", route);
        if (method is "INVITE" or "UPDATE")
            request.With("Contact", _phone.Contact).With("Allow", Script.Allow).With("Supported", Script.Supported);
        return request;
    }

    /// <summary>Sends a request of this dialog; responses are kept.</summary>
    public void Send(WireMessage request, Action<WireMessage>? done = null) => _phone.Start(request, response =>
    {
        if (response is null)
            return;
        Responses.Add(response);
        done?.Invoke(response);
    });

    public void HangUp()
    {
        if (State == PhoneCallState.Ended)
            return;
        State = PhoneCallState.Ended;
        Send(NewRequest("BYE"));
    }

    /// <summary>A re-INVITE; null sends the phone's own description, empty none. 2xx are acknowledged.</summary>
    public void Reinvite(string? sdp = null, params (string Name, string Value)[] headers) => SendOffer("INVITE", sdp ?? _phone.Sdp, headers);

    public void Update(string? sdp = null, params (string Name, string Value)[] headers) => SendOffer("UPDATE", sdp ?? "", headers);

    public void Cancel()
    {
        var cancel = new WireMessage($"CANCEL {Invite.RequestUri} SIP/2.0").With("Via", Invite["Via"]).With("Max-Forwards", "70")
            .With("From", Invite["From"]).With("To", Invite["To"]).With("Call-ID", CallId).With("CSeq", $"{Invite.CSeq} CANCEL");
        _phone.Start(cancel, response => CancelStatus = response?.Status ?? 408);
    }

    /// <summary>A provisional response to the INVITE, with Require: 100rel when the script wants it and the caller can.</summary>
    public void Ring(int status = 180, string sdp = "")
    {
        if (FinalStatus != 0)
            return;
        var response = NewInviteResponse(status, _localTag).WithBody("application/sdp", sdp);
        if (Script.IsReliable && Invite.All("Supported").Any(value => value.Contains("100rel", StringComparison.Ordinal)))
        {
            _rseq = _rseq == 0 ? 100 : _rseq + 1;
            response.With("Require", "100rel").With("RSeq", $"{_rseq}");
            _prackPending = true;
            Repeat(response, () => _prackPending && FinalStatus == 0, cap: false);
            return;
        }
        _phone.Answer(Invite, response);
    }

    /// <summary>200; held back until a PRACK came that is still missing.</summary>
    public void Answer(string? sdp = null)
    {
        if (FinalStatus != 0)
            return;
        if (_prackPending)
        {
            _afterPrack = () => Answer(sdp);
            return;
        }
        FinalStatus = 200;
        State = PhoneCallState.Answered;
        SendFinal(Invite, NewInviteResponse(200, _localTag).WithBody("application/sdp", sdp ?? _phone.Sdp));
        for (var fork = 1; fork < Script.Forks; fork++)
            SendFinal(Invite, NewInviteResponse(200, $"fork{fork}{_localTag}").WithBody("application/sdp", sdp ?? _phone.Sdp));
        if (Script.HangsUpAfter is { } after)
            _phone.Agenda.After(after, HangUp);
    }

    public void Decline(int status = 603)
    {
        if (FinalStatus != 0)
            return;
        FinalStatus = status;
        State = PhoneCallState.Ended;
        var response = _phone.NewResponse(Invite, status, _localTag);
        response.Headers.AddRange(Script.Headers);
        SendFinal(Invite, response);
    }

    internal void SendInvite(string? authorization = null, bool proxy = false)
    {
        var invite = NewRequest("INVITE");
        foreach (var (name, value) in _options.Headers)
            invite.Set(name, value);
        if (authorization is not null)
            invite.With(proxy ? "Proxy-Authorization" : "Authorization", authorization);
        _invite = invite.WithBody("application/sdp", _options.Sdp ?? _phone.Sdp);
        _phone.Start(invite, response => TakeInviteResponse(invite, response, authorization is not null));
    }

    /// <summary>Does what the script says to an incoming call.</summary>
    internal void Play()
    {
        var script = Script;
        if (script.IsDead)
            return;
        if (script.Challenges is { } digest && !digest.Accepts(Invite["Authorization"] is { Length: > 0 } given ? given : "Digest x=y", "INVITE", "nonce-of-the-phone"))
        {
            FinalStatus = 401;
            State = PhoneCallState.Ended;
            SendFinal(Invite, _phone.NewResponse(Invite, 401, _localTag)
                .With("WWW-Authenticate", "Digest realm=\"phone\", nonce=\"nonce-of-the-phone\", qop=\"auth\", algorithm=SHA-256"));
            return;
        }
        if (script.Tries)
            _phone.Answer(Invite, _phone.NewResponse(Invite, 100, ""));
        if (script.RingsAfter is { } rings)
            After(rings, () => Ring());
        if (script.DeclinesWith != 0)
            After(script.DeclinesAfter, () => Decline(script.DeclinesWith));
        else if (script.AnswersAfter is { } answers)
            After(answers, () => Answer());
    }

    internal void TakeAck(WireMessage ack)
    {
        Requests.Add(ack);
        _unacknowledged.Remove((ack.CSeq, ack.ToTag));
    }

    internal void TakeRequest(WireMessage request)
    {
        Requests.Add(request);
        if (Script.IsDead)
            return;
        switch (request.Method)
        {
            case "CANCEL":
                _phone.Answer(request, _phone.NewResponse(request, 200, _localTag));
                if (Script.AnswersInSpiteOfCancel)
                    Answer();
                else
                    Decline(487);
                break;
            case "BYE":
                _phone.Answer(request, _phone.NewResponse(request, 200, _localTag));
                // The forks of one phone are hung up one by one; the call ends with its own tag.
                if (request.ToTag != _localTag)
                    break;
                WasHungUpByPeer = true;
                State = PhoneCallState.Ended;
                break;
            case "PRACK":
                _phone.Answer(request, _phone.NewResponse(request, _prackPending ? 200 : 481, _localTag));
                _prackPending = false;
                var waiting = _afterPrack;
                _afterPrack = null;
                waiting?.Invoke();
                break;
            case "INVITE":
                SendFinal(request, AddSession(request, _phone.NewResponse(request, 200, _localTag)).WithBody("application/sdp", _phone.Sdp));
                break;
            case "UPDATE":
                _phone.Answer(request, AddSession(request, _phone.NewResponse(request, 200, _localTag))
                    .WithBody("application/sdp", request.Body.Length > 0 ? _phone.Sdp : ""));
                break;
            default:
                _phone.Answer(request, _phone.NewResponse(request, 200, _localTag));
                break;
        }
    }

    private void After(TimeSpan delay, Action work) => _phone.Agenda.After(delay, () =>
    {
        if (FinalStatus == 0)
            work();
    });

    private WireMessage NewInviteResponse(int status, string tag)
    {
        var response = AddSession(Invite, _phone.NewResponse(Invite, status, tag));
        response.Headers.AddRange(Script.Headers);
        return response;
    }

    private WireMessage AddSession(WireMessage request, WireMessage response)
    {
        response.With("Contact", _phone.Contact).With("Allow", Script.Allow);
        if (Script.Supported.Length > 0)
            response.With("Supported", Script.Supported);
        // The bridge refreshes: the phone never sends refreshes of its own accord.
        if (response.Status == 200 && Script.Supported.Contains("timer", StringComparison.Ordinal) && request.Has("Session-Expires"))
            response.With("Require", "timer").With("Session-Expires", request["Session-Expires"].Split(';')[0] + ";refresher=uac");
        return response;
    }

    private void SendOffer(string method, string sdp, (string Name, string Value)[] headers)
    {
        var request = NewRequest(method).WithBody("application/sdp", sdp);
        foreach (var (name, value) in headers)
            request.Set(name, value);
        Send(request, response =>
        {
            if (method == "INVITE" && response.Status >= 200)
                Acknowledge(request, response);
        });
    }

    private void TakeInviteResponse(WireMessage invite, WireMessage? response, bool answeredChallenge)
    {
        if (invite != _invite)
        {
            // A repetition of the challenge that has been answered with another INVITE.
            if (response?.Status >= 200)
                Acknowledge(invite, response);
            return;
        }
        if (response is null)
        {
            FinalStatus = 408;
            State = PhoneCallState.Ended;
            return;
        }
        Responses.Add(response);
        if (response.Status > 100 && response.ToTag.Length > 0)
            TakeDialog(response);
        if (response.Status < 200)
        {
            if (response.Status > 100)
                State = PhoneCallState.Ringing;
            if (response["Require"] == "100rel" && Script.Pracks)
                Prack(response);
            return;
        }
        Acknowledge(invite, response);
        if (FinalStatus != 0)
            return;
        if (response.Status is 401 or 407 && _options.Credentials is { } credentials && !answeredChallenge)
        {
            _remote = invite["To"];
            _target = invite.RequestUri;
            var challenge = response[response.Status == 401 ? "WWW-Authenticate" : "Proxy-Authenticate"];
            SendInvite(credentials.Answer(challenge, "INVITE", invite.RequestUri), response.Status == 407);
            return;
        }
        FinalStatus = response.Status;
        State = response.Status < 300 ? PhoneCallState.Answered : PhoneCallState.Ended;
        if (response.Status < 300 && Script.HangsUpAfter is { } after)
            _phone.Agenda.After(after, HangUp);
    }

    private void TakeDialog(WireMessage response)
    {
        _remote = response["To"];
        if (response["Contact"].Length > 0)
            _target = WireMessage.Uri(response["Contact"]);
        _routes = [.. response.All("Record-Route").Reverse()];
    }

    private void Prack(WireMessage response)
    {
        if (Responses.Count(r => r["RSeq"] == response["RSeq"] && r.ToTag == response.ToTag) == 1)
            Send(NewRequest("PRACK").With("RAck", $"{response["RSeq"]} {response["CSeq"]}"));
    }

    // A failure is acknowledged hop by hop with the branch of the INVITE, a 2xx end to end.
    private void Acknowledge(WireMessage invite, WireMessage response)
    {
        if (response.Status >= 300)
        {
            _phone.Send(new WireMessage($"ACK {invite.RequestUri} SIP/2.0").With("Via", invite["Via"]).With("Max-Forwards", "70")
                .With("From", invite["From"]).With("To", response["To"]).With("Call-ID", CallId).With("CSeq", $"{invite.CSeq} ACK"));
            return;
        }
        if (!Script.Acknowledges)
            return;
        if (!_acks.TryGetValue(invite.CSeq, out var ack))
        {
            var answer = invite.Body.Length == 0 ? _phone.Sdp : "";
            _acks[invite.CSeq] = ack = NewRequest("ACK", invite.CSeq).WithBody("application/sdp", answer).ToBytes();
        }
        _phone.SendBytes(ack, _phone.Server);
    }

    private void SendFinal(WireMessage invite, WireMessage response)
    {
        var key = (invite.CSeq, response.ToTag);
        _unacknowledged.Add(key);
        Repeat(response, () => _unacknowledged.Contains(key), cap: true, invite);
    }

    // Repeated from 500 ms on, doubling, until it is acknowledged or 32 s passed.
    private void Repeat(WireMessage response, Func<bool> isWanted, bool cap, WireMessage? request = null)
    {
        _phone.Answer(request ?? Invite, response);
        var bytes = response.ToBytes();
        void Again(TimeSpan interval, TimeSpan left) => _phone.Agenda.After(interval, () =>
        {
            if (!isWanted() || left < interval)
                return;
            _phone.SendBytes(bytes, _phone.Server);
            Again(cap && interval * 2 > TimeSpan.FromSeconds(4) ? TimeSpan.FromSeconds(4) : interval * 2, left - interval);
        });
        Again(TimeSpan.FromMilliseconds(500), TimeSpan.FromSeconds(32));
    }
}
