using PbxBridge.Media.Sdp;
using PbxBridge.Sip.Dialogs;
using PbxBridge.Sip.Messages;
using PbxBridge.Trunks;

namespace PbxBridge.Calls.Transfer;

/// <summary>Who has sent an INVITE with Replaces (RFC 3891), and may take the place that it names.</summary>
/// <param name="Trunk">That he comes by; null for a softphone.</param>
/// <param name="Offer">Null: his INVITE had none.</param>
internal sealed record Comer(InviteUas Uas, SipMessage Invite, CallParty Party, Trunk? Trunk, SessionDescription? Offer, byte[] OfferText)
{
    /// <summary>His side of the call that he comes into; null, and he has been refused, when there is no port for his sound.</summary>
    public CallSide? Open(Switchboard board, Call call)
    {
        var port = board.Media?.Open();
        if (port is null && board.Media is not null)
        {
            Uas.Reject(503, default, new FinalHeaders(34, 5));
            return null;
        }
        call.Legs.Watch(port);
        var peer = Uas.From.Remote;
        var side = new CallSide(call, call.Seats.NewName(), new SideMedia(port, board.Random.Next() >> 2, port is null ? null : peer.ToIPAddress(), Uas.From.Transport == Sip.Transport.TransportKind.Tls))
        {
            CarriesFax = Trunk?.CarriesFax != false,
        };
        if (Offer is not null)
            side.Media.Takes(Offer);
        call.Journal.Watch(Invite.CallId.ToArray(), side.Name, peer.ToString());
        call.Journal.Add(side.Name, peer.ToString(), Invite.Raw);
        Uas.Trying();
        return side;
    }

    public void Refuse(int status, int q850 = 0) => Uas.Reject(status, default, new FinalHeaders(q850, 0));
}
