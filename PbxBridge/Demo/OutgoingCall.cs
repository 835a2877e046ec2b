using System.Text;
using PbxBridge.Sip.Digest;
using PbxBridge.Sip.Messages;

namespace PbxBridge.Demo;

/// <summary>A call that one of the demo's phones places through the bridge.</summary>
internal sealed class OutgoingCall : IDemoCall
{
    private readonly string _uri;
    private readonly string? _asserted;
    private readonly DigestClient? _credentials;
    private readonly DemoDialog _dialog;
    private readonly string _to;
    private readonly TaskCompletionSource<int> _final = new();
    private string _branch = "";
    private uint _sequence;

    /// <param name="asserted">Number that the network vouches for; null for a softphone.</param>
    /// <param name="credentials">For the bridge's challenge; null for a trunk.</param>
    public OutgoingCall(DemoPeer peer, string from, string? asserted, string dialled, DigestClient? credentials)
    {
        _uri = $"sip:{dialled}@{peer.Bridge}";
        _to = $"<{_uri}>";
        _asserted = asserted;
        _credentials = credentials;
        _dialog = new DemoDialog(peer, $"{DemoPeer.Token()}@{peer.Name}.demo", $"<{from}>;tag={DemoPeer.Token()}") { Remote = _to, Target = _uri };
        peer.Add(_dialog.CallId, this);
    }

    public string CallId => _dialog.CallId;

    /// <summary>Where the network says that the caller is (P-Access-Network-Info); null: it says nothing.</summary>
    public string? AccessNetwork { get; init; }

    public DemoSound Sound => _dialog.Sound;

    /// <summary>18x that came, in order.</summary>
    public List<int> Provisionals { get; } = [];

    /// <summary>Status of the final response.</summary>
    public Task<int> Final => _final.Task;

    public Task Ended => _dialog.Ended;

    private DemoPeer Peer => _dialog.Peer;

    public void Start() => SendInvite(null, proxy: false);

    public void Cancel()
    {
        var branch = _branch;
        Peer.Begin(SipMethod.Cancel, _uri, branch, _dialog.Local, _to, CallId, _sequence);
        Peer.Writer.Finish();
        // Its 200 has the branch of the INVITE: nothing waits for it.
        Peer.Send(Peer.Writer.Written);
    }

    public Task<int> HangUpAsync(CancellationToken cancellation) => _dialog.HangUpAsync(cancellation);

    /// <summary>Ends the call wherever it is, without waiting: something went wrong.</summary>
    public void Abandon()
    {
        if (!_final.Task.IsCompleted)
            Cancel();
        else if (!_dialog.Ended.IsCompleted)
            _ = _dialog.HangUpAsync(CancellationToken.None).ContinueWith(bye => bye.Exception, TaskScheduler.Default);
    }

    public void Take(SipMessage request) => _dialog.Take(request);

    private void SendInvite(string? authorization, bool proxy)
    {
        var branch = _branch = DemoRequest.NewBranch();
        var sequence = _sequence = _dialog.NextSequence();
        Peer.Begin(SipMethod.Invite, _uri, branch, _dialog.Local, _to, CallId, sequence);
        Peer.Writer.Header(HeaderId.Contact, Peer.Contact);
        if (_asserted is not null)
            Peer.Writer.Header(HeaderId.PAssertedIdentity, $"<sip:{_asserted}@{Peer.Local}>");
        if (AccessNetwork is not null)
            Peer.Writer.Header(HeaderId.PAccessNetworkInfo, AccessNetwork);
        if (authorization is not null)
            Peer.Writer.Header(proxy ? HeaderId.ProxyAuthorization : HeaderId.Authorization, authorization);
        Peer.Writer.Header(HeaderId.Allow, "INVITE, ACK, CANCEL, BYE, OPTIONS");
        Peer.Writer.Finish("application/sdp"u8, _dialog.Sound.Describe());
        DemoRequest.Start(Peer, branch, response => TakeResponse(response, sequence, branch));
    }

    private void TakeResponse(SipMessage response, uint sequence, string branch)
    {
        if (response.Method != SipMethod.Invite || response.StatusCode == 100)
            return;
        if (response.StatusCode < 300)
        {
            _dialog.Remote = Encoding.UTF8.GetString(response[HeaderId.To]);
            _dialog.Learn(response);
        }

        switch (response.StatusCode)
        {
            case < 200:
                Provisionals.Add(response.StatusCode);
                break;
            case < 300:
                _dialog.Acknowledge(sequence);
                _final.TrySetResult(response.StatusCode);
                break;
            default:
                AcknowledgeRefusal(response, sequence, branch);
                if (sequence == _sequence && !_final.Task.IsCompleted && !TryAgain(response))
                    Refused(response.StatusCode);
                break;
        }
    }

    private bool TryAgain(SipMessage response)
    {
        if (response.StatusCode is not (401 or 407) || _credentials is null
            || !_credentials.TryAnswer(response, SipMethod.Invite, Encoding.UTF8.GetBytes(_uri), out var value, out var proxy))
            return false;
        SendInvite(value, proxy);
        return true;
    }

    private void Refused(int status)
    {
        _dialog.Sound.Dispose();
        _dialog.Over();
        _final.TrySetResult(status);
    }

    // The ACK of a refusal belongs to the INVITE's transaction (RFC 3261 §17.1.1.3).
    private void AcknowledgeRefusal(SipMessage response, uint sequence, string branch)
    {
        Peer.Begin(SipMethod.Ack, _uri, branch, _dialog.Local, Encoding.UTF8.GetString(response[HeaderId.To]), CallId, sequence);
        Peer.Writer.Finish();
        Peer.Send(Peer.Writer.Written);
    }
}
