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
    private readonly PhoneDialog _dialog;
    private readonly string _localTag;
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
        _dialog = new PhoneDialog(phone, callId, script);
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

    /// <summary>A request of this dialog with the next CSeq number.</summary>
    public WireMessage NewRequest(string method, uint? sequence = null) => _dialog.NewRequest(method, sequence);

    /// <summary>What it does with this call.</summary>
    private PhoneScript Script => _script ?? _phone.Script;

    internal static PhoneCall Outgoing(SipPhone phone, string uri, DialOptions options)
    {
        var call = new PhoneCall(phone, options, options.CallId ?? phone.Token() + "@" + phone.Name, null) { IsOutgoing = true };
        call._dialog.Local = (options.From ?? $"<{phone.Aor}>") + ";tag=" + call._localTag;
        call._dialog.Remote = $"<{uri}>";
        call._dialog.Target = uri;
        return call;
    }

    internal static PhoneCall Incoming(SipPhone phone, WireMessage invite)
    {
        var call = new PhoneCall(phone, new DialOptions(), invite.CallId, phone.ScriptOf?.Invoke(invite)) { _invite = invite };
        call._dialog.Local = invite["To"] + ";tag=" + call._localTag;
        call._dialog.Remote = invite["From"];
        call._dialog.Target = WireMessage.Uri(invite["Contact"]);
        call._dialog.Routes = [.. invite.All("Record-Route")];
        return call;
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

    /// <summary>Sends the peer to somebody else.</summary>
    /// <param name="target">Value of Refer-To.</param>
    public void Refer(string target, params (string Name, string Value)[] headers)
    {
        var request = NewRequest("REFER").With("Contact", _phone.Contact).With("Refer-To", target);
        foreach (var (name, value) in headers)
            request.With(name, value);
        Send(request);
    }

    /// <summary>Value of Replaces with which somebody takes this phone's place: the peer's tag is its to-tag.</summary>
    public string DialogId => $"{CallId};to-tag={WireMessage.Parameter(_dialog.Remote, "tag")};from-tag={_localTag}";

    /// <summary>What the NOTIFYs told of a transfer: the status and the subscription's state of each, <c>100 active</c>.</summary>
    public IEnumerable<string> Notified => Requests.Where(request => request.Method == "NOTIFY")
        .Select(request => $"{request.Body[8..11]} {request["Subscription-State"].Split(';')[0]}");

    public void Cancel() =>
        _phone.Start(PhoneDialog.HopRequest("CANCEL", Invite, Invite["To"]), response => CancelStatus = response?.Status ?? 408);

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
            RepeatedResponse.Start(_phone, Invite, response, () => _prackPending && FinalStatus == 0, cap: false);
            return;
        }
        _phone.Answer(Invite, response);
    }

    /// <summary>200; held back until a PRACK came that is still missing.</summary>
    public void Answer(string? sdp = null, string type = "application/sdp")
    {
        if (FinalStatus != 0)
            return;
        if (_prackPending)
        {
            _afterPrack = () => Answer(sdp, type);
            return;
        }
        FinalStatus = 200;
        State = PhoneCallState.Answered;
        SendFinal(Invite, NewInviteResponse(200, _localTag).WithBody(type, sdp ?? _phone.Sdp));
        for (var fork = 1; fork < Script.Forks; fork++)
            SendFinal(Invite, NewInviteResponse(200, $"fork{fork}{_localTag}").WithBody(type, sdp ?? _phone.Sdp));
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
        SendFinal(Invite, status == 401 ? response.With("WWW-Authenticate", PhoneDigest.Challenge) : response);
    }

    internal void SendInvite(string? authorization = null, bool proxy = false)
    {
        var invite = NewRequest("INVITE");
        foreach (var (name, value) in _options.Headers)
            invite.Set(name, value);
        if (authorization is not null)
            invite.With(proxy ? "Proxy-Authorization" : "Authorization", authorization);
        _invite = invite.WithBody(_options.BodyType, _options.Sdp ?? _phone.Sdp);
        _phone.Start(invite, response => TakeInviteResponse(invite, response, authorization is not null));
    }

    /// <summary>Does what the script says to an incoming call.</summary>
    internal void Play()
    {
        var script = Script;
        if (script.IsDead)
            return;
        if (script.Challenges is { } digest && !digest.Accepts(Invite["Authorization"], "INVITE", PhoneDigest.Nonce))
        {
            Decline(401);
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
            case "INVITE" when Script.AnswersAgain is { } answers:
                SendFinal(request, answers(request.Body) is { } answer
                    ? PhoneDialog.AddSession(_phone, Script, request, _phone.NewResponse(request, 200, _localTag)).WithBody("application/sdp", answer)
                    : _phone.NewResponse(request, 488, _localTag));
                break;
            case "INVITE":
                SendFinal(request, PhoneDialog.AddSession(_phone, Script, request, _phone.NewResponse(request, 200, _localTag)).WithBody("application/sdp", _phone.Sdp));
                break;
            case "UPDATE":
                _phone.Answer(request, PhoneDialog.AddSession(_phone, Script, request, _phone.NewResponse(request, 200, _localTag))
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
        var response = PhoneDialog.AddSession(_phone, Script, Invite, _phone.NewResponse(Invite, status, tag));
        response.Headers.AddRange(Script.Headers);
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
        if (response.Status < 200 && FinalStatus != 0)
            return;
        if (response.Status > 100 && response.ToTag.Length > 0)
            _dialog.Take(response);
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
            _dialog.Remote = invite["To"];
            _dialog.Target = invite.RequestUri;
            var challenge = response[response.Status == 401 ? "WWW-Authenticate" : "Proxy-Authenticate"];
            SendInvite(credentials.Answer(challenge, "INVITE", invite.RequestUri), response.Status == 407);
            return;
        }
        FinalStatus = response.Status;
        State = response.Status < 300 ? PhoneCallState.Answered : PhoneCallState.Ended;
        if (response.Status < 300 && Script.HangsUpAfter is { } after)
            _phone.Agenda.After(after, HangUp);
    }

    private void Prack(WireMessage response)
    {
        if (Responses.Count(r => r["RSeq"] == response["RSeq"] && r.ToTag == response.ToTag) == 1)
        {
            var answer = Invite.Body.Length == 0 && response.Body.Length > 0 && Script.AnswersInPrack ? _phone.Sdp : "";
            Send(NewRequest("PRACK").With("RAck", $"{response["RSeq"]} {response["CSeq"]}").WithBody("application/sdp", answer));
        }
    }

    // A failure is acknowledged hop by hop with the branch of the INVITE, a 2xx end to end.
    private void Acknowledge(WireMessage invite, WireMessage response)
    {
        if (response.Status >= 300)
        {
            _phone.Send(PhoneDialog.HopRequest("ACK", invite, response["To"]));
            return;
        }
        if (!Script.Acknowledges)
            return;
        if (!_acks.TryGetValue(invite.CSeq, out var ack))
        {
            var answer = invite.Body.Length == 0 && response.Body.Length > 0 ? _phone.Sdp : "";
            _acks[invite.CSeq] = ack = NewRequest("ACK", invite.CSeq).WithBody("application/sdp", answer).ToBytes();
        }
        _phone.SendBytes(ack, _phone.Server);
    }

    private void SendFinal(WireMessage invite, WireMessage response)
    {
        var key = (invite.CSeq, response.ToTag);
        _unacknowledged.Add(key);
        RepeatedResponse.Start(_phone, invite, response, () => _unacknowledged.Contains(key), cap: true);
    }
}
