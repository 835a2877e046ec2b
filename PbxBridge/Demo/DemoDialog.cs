using System.Text;
using PbxBridge.Media.Sdp;
using PbxBridge.Sip.Messages;

namespace PbxBridge.Demo;

/// <summary>What both ends of a call have in common once it exists: who and where the other side is, sound, and the end.</summary>
internal sealed class DemoDialog(DemoPeer peer, string callId, string local)
{
    private static readonly TimeSpan ByeLimit = TimeSpan.FromSeconds(5);

    private readonly TaskCompletionSource _ended = new();
    private uint _sequence;

    public DemoPeer Peer => peer;

    public string CallId => callId;

    /// <summary>Value of our From (or To), with tag.</summary>
    public string Local => local;

    /// <summary>Value of the other side, with tag when it is known.</summary>
    public string Remote { get; set; } = "";

    /// <summary>Request-URI of what we send within the dialog.</summary>
    public string Target { get; set; } = "";

    public DemoSound Sound { get; } = new(peer.Time);

    /// <summary>Completes when the other side hung up, or we did.</summary>
    public Task Ended => _ended.Task;

    public uint NextSequence() => ++_sequence;

    /// <summary>Learns from the message that made the dialog: contact and sound of the other side.</summary>
    public void Learn(SipMessage message)
    {
        foreach (var contact in message.Values(HeaderId.Contact))
        {
            if (NameAddrView.TryParse(contact, out var address))
                Target = Encoding.UTF8.GetString(address.Uri);
        }

        if (SessionDescription.TryParse(message.Sdp, out var sdp, out _) && sdp.Audio?.Rtp is { } remote)
            Sound.Remote = remote;
    }

    public void Acknowledge(uint sequence)
    {
        peer.Begin(SipMethod.Ack, Target, DemoRequest.NewBranch(), local, Remote, callId, sequence);
        peer.Writer.Finish();
        peer.Send(peer.Writer.Written);
    }

    /// <summary>BYE, and the answer to it.</summary>
    public async Task<int> HangUpAsync(CancellationToken cancellation)
    {
        Sound.Dispose();
        _ended.TrySetResult();
        var branch = DemoRequest.NewBranch();
        peer.Begin(SipMethod.Bye, Target, branch, local, Remote, callId, NextSequence());
        peer.Writer.Finish();
        return (await DemoRequest.AskAsync(peer, branch, ByeLimit, cancellation)).StatusCode;
    }

    /// <summary>A request within the dialog that is the same for both ends.</summary>
    public void Take(SipMessage request)
    {
        switch (request.Method)
        {
            case SipMethod.Bye:
                Sound.Dispose();
                peer.Respond(request, 200);
                _ended.TrySetResult();
                break;
            case SipMethod.Ack:
                break;
            default:
                // The demo's phones keep to what they agreed on.
                peer.Respond(request, request.Method is SipMethod.Invite or SipMethod.Update ? 488 : 200);
                break;
        }
    }

    public void Over() => _ended.TrySetResult();
}
