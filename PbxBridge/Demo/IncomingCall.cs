using System.Text;
using PbxBridge.Sip.Messages;

namespace PbxBridge.Demo;

/// <summary>A call that the bridge sent to one of the demo's phones.</summary>
internal sealed class IncomingCall : IDemoCall
{
    private static readonly TimeSpan Again = TimeSpan.FromMilliseconds(500);

    private readonly SipMessage _invite;
    private readonly string _tag = DemoPeer.Token();
    private readonly TaskCompletionSource<string> _cancelled = new();
    private readonly DemoDialog _dialog;
    private byte[] _last = [];
    private bool _final;
    private bool _acknowledged;

    public IncomingCall(DemoPeer peer, SipMessage invite)
    {
        _invite = invite;
        var to = Encoding.UTF8.GetString(invite[HeaderId.To]);
        _dialog = new DemoDialog(peer, Encoding.UTF8.GetString(invite.CallId), $"{to};tag={_tag}") { Remote = Encoding.UTF8.GetString(invite[HeaderId.From]) };
        _dialog.Learn(invite);
        Called = peer.Owner ?? UserOf(invite.RequestUri);
        Caller = UserOf(invite.From.Uri);
        peer.Add(_dialog.CallId, this);
        Respond(100);
    }

    public DemoPeer Peer => _dialog.Peer;

    /// <summary>Full number of the phone's owner.</summary>
    public string Called { get; }

    /// <summary>What the phone shows: a short number of the company, or a full one.</summary>
    public string Caller { get; }

    public DemoSound Sound => _dialog.Sound;

    /// <summary>Completes with the Reason header when the bridge cancels the call; empty when it gave none.</summary>
    public Task<string> Cancelled => _cancelled.Task;

    /// <summary>Completes when the other side hung up.</summary>
    public Task Ended => _dialog.Ended;

    public void Ring() => Respond(180);

    public void Refuse(int status) => Respond(status);

    public async Task AnswerAsync(CancellationToken cancellation)
    {
        Respond(200);
        // A 2xx is repeated until its ACK comes (RFC 3261 §13.3.1.4).
        for (var tries = 0; tries < 6 && !_acknowledged; tries++)
        {
            if (!await Pause.UntilAsync(() => _acknowledged, Again, Peer.Time, cancellation))
                Peer.Send(_last);
        }
    }

    public Task<int> HangUpAsync(CancellationToken cancellation) => _dialog.HangUpAsync(cancellation);

    public void Take(SipMessage request)
    {
        switch (request.Method)
        {
            case SipMethod.Invite when request.ToTag.IsEmpty:
                Peer.Send(_last);
                break;
            case SipMethod.Ack:
                _acknowledged = true;
                break;
            case SipMethod.Cancel:
                Peer.Respond(request, 200, _tag);
                if (_final)
                    break;
                Respond(487);
                _dialog.Sound.Dispose();
                _cancelled.TrySetResult(Encoding.UTF8.GetString(request[HeaderId.Reason]));
                break;
            default:
                _dialog.Take(request);
                break;
        }
    }

    private static string UserOf(ReadOnlySpan<byte> uri)
    {
        if (!SipUriView.TryParse(uri, out var view))
            return "";
        var user = SipUriView.Unescape(view.User);
        var end = user.IndexOf(';', StringComparison.Ordinal);
        return end < 0 ? user : user[..end];
    }

    private void Respond(int status)
    {
        if (_final)
            return;
        _final = status >= 200;
        Peer.BeginResponse(_invite, status, status == 100 ? null : _tag);
        if (status > 100)
            Peer.Writer.Header(HeaderId.Contact, Peer.Contact);
        if (status == 200)
            Peer.Writer.Finish("application/sdp"u8, _dialog.Sound.Describe());
        else
            Peer.Writer.Finish();
        _last = Peer.Writer.ToArray();
        Peer.Send(_last);
    }
}
