using PbxBridge.Testing;
using PbxBridge.Tests.Office;

namespace PbxBridge.Tests.Voicemail;

/// <summary>A phone's message lamp: subscribes, answers challenges and NOTIFYs, and keeps what it is told.</summary>
internal sealed class Lamp
{
    private readonly TestOffice _office;
    private readonly SipPhone _phone;
    private readonly PhoneDigest? _credentials;
    private readonly string _uri;
    private readonly string _callId;
    private uint _sequence;
    private string _remoteTag = "";
    private string _target;

    public Lamp(TestOffice office, SipPhone phone, string user, PhoneDigest? credentials)
    {
        (_office, _phone, _credentials) = (office, phone, credentials);
        _callId = "lamp-" + phone.Name;
        _uri = _target = $"sip:{user}@{TestOffice.BridgeHost}";
        phone.Intercept = Take;
    }

    public List<WireMessage> Notifies { get; } = [];

    public List<TimeSpan> At { get; } = [];

    public List<WireMessage> Answers { get; } = [];

    /// <summary>Status with which NOTIFYs are answered; 0 for not at all.</summary>
    public int NotifyStatus { get; set; } = 200;

    public WireMessage Answer => Answers[^1];

    public WireMessage Notify => Notifies[^1];

    /// <summary>Sends a SUBSCRIBE, with credentials after a challenge, and lets the rest follow.</summary>
    public Lamp Subscribe(int? expires = null, params (string Name, string? Value)[] headers)
    {
        Send(expires, headers, null);
        if (Answer.Status == 401 && _credentials is not null)
            Send(expires, headers, _credentials.Answer(Answer["WWW-Authenticate"], "SUBSCRIBE", _target));
        return this;
    }

    private void Send(int? expires, (string Name, string? Value)[] headers, string? credentials)
    {
        var to = $"<{_uri}>" + (_remoteTag.Length > 0 ? $";tag={_remoteTag}" : "");
        var request = _phone.NewRequest("SUBSCRIBE", _target, $"<{_uri}>;tag=lamp", to, _callId, ++_sequence)
            .With("Contact", _phone.Contact).With("Event", "message-summary").With("Accept", "application/simple-message-summary");
        if (expires is { } seconds)
            request.With("Expires", $"{seconds}");
        if (credentials is not null)
            request.With("Authorization", credentials);
        foreach (var (name, value) in headers)
            request.Set(name, value);
        _phone.Send(request);
        _office.Pump.Settle();
    }

    private bool Take(WireMessage message)
    {
        if (message.CallId != _callId)
            return false;
        if (!message.IsRequest)
        {
            Answers.Add(message);
            if (message.Status < 300)
                (_remoteTag, _target) = (message.ToTag, WireMessage.Uri(message["Contact"]));
            return true;
        }
        Notifies.Add(message);
        At.Add(_office.Time.Elapsed);
        if (NotifyStatus != 0)
            _phone.Answer(message, _phone.NewResponse(message, NotifyStatus, ""));
        return true;
    }
}
