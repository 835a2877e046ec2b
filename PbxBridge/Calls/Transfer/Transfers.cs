using System.Text;
using PbxBridge.Routing.Plans;
using PbxBridge.Sip.Dialogs;
using PbxBridge.Sip.Messages;
using PbxBridge.Storage.Calls;
using PbxBridge.Trunks;

namespace PbxBridge.Calls.Transfer;

/// <summary>Every REFER within a call: may this one transfer, what for, and the transfer that follows (RFC 3515, RFC 5359 §2.4, §2.5; HIDE-1, TRF-1).</summary>
/// <remarks>Loop thread only.</remarks>
/// <param name="inbound">Whose directory, closing hours and room for new calls count for transfers, too.</param>
internal sealed class Transfers(Switchboard board, InboundCalls inbound, CallIdSource ids) : ITransfers
{
    private readonly Presence _presence = new(board);
    private readonly Replacing _replacing = new(board);

    public void Refer(CallSide side, ReferRequest refer)
    {
        if (side.Call.Conversation.OtherThan(side) is not { Session.IsOver: false } talker || side.Call.Seats.PartyOf(side) is not { } party
            || talker.Call.Seats.PartyOf(talker) is not { } talkerParty)
        {
            refer.Refuse(403, "There is nobody to transfer"u8);
            return;
        }
        if (side.Call.Transfer is not null || talker.Call.Transfer is not null)
        {
            refer.Refuse(491);
            return;
        }
        if (side.Call.Plan.IsEmergency || talker.Call.Plan.IsEmergency || !MayTransfer(side, party, refer))
        {
            refer.Refuse(403);
            return;
        }
        if (refer.Target.Replaces is { } named && board.Core.Find(named) is { Match: not DialogMatch.None } found)
            Attend(new TransferRequest(side, party, talker, talkerParty, refer), found, named);
        else
            Send(new TransferRequest(side, party, talker, talkerParty, refer));
    }

    public void Replace(InviteUas uas, SipMessage invite, CallRequest request, Trunk? trunk, DialogReference named) =>
        _replacing.Receive(inbound.Directory, uas, invite, request, CallPlanner.Plan(inbound.Directory, request, _presence, inbound.Accounts), trunk, named);

    // Of a call from the mobile network only our own people may transfer, and nobody from an address that is not that of his call.
    private bool MayTransfer(CallSide side, CallParty party, ReferRequest refer) => party.Source switch
    {
        CallSource.FromSoftphone => side.Media.SignallingSource is not { } address || address.Equals(refer.From.Remote.ToIPAddress()),
        CallSource.FromPbx pbx => board.Trunks.Identify(refer.Message, refer.From)?.Id == pbx.Trunk,
        CallSource.FromMobileNetwork mobile => board.Trunks.Identify(refer.Message, refer.From)?.Id == mobile.Trunk && party.CompanyIn(inbound.Directory) is not null,
        _ => false,
    };

    // ---- to somebody who is called for it

    private void Send(TransferRequest request)
    {
        var refer = request.Refer;
        var hops = Math.Min(refer.MaxForwards, request.Side.Call.Origin.Passed.MaxForwards - 1);
        if (hops <= 0)
        {
            refer.Refuse(483);
            return;
        }
        var dialled = Encoding.UTF8.GetString(refer.Target.Uri);
        var plan = CallPlanner.Plan(inbound.Directory, Question(request, dialled), _presence, inbound.Accounts);
        if ((inbound.IsClosed || !inbound.HasRoom()) && !plan.IsEmergency)
        {
            refer.Refuse(503);
            return;
        }
        var by = new Transferrer(board, request.Side, request.Party, refer.Accept());
        var transfer = new BlindTransfer(board, by, request.Talker);
        var call = new Call(board, Origin(request, dialled, plan, hops), plan, opened => (transfer, Conversation.Between(null, null)));
        call.Journal.AddFirst(refer.Message.Raw);
        TransferNotes.Begins(request.Party, request.TalkerParty, request.Side.Call, plan.Called?.Value ?? dialled, call.Origin.Id);
        transfer.Begin(call);
        CallsLog.Begins(board.Log, call.Origin, plan);
        call.Start();
    }

    private CallRequest Question(TransferRequest request, string dialled)
    {
        var (by, talker) = (request.Party, request.TalkerParty);
        return new CallRequest
        {
            Source = by.Source,
            Dialled = dialled,
            Asserted = by.IsAsserted ? by.Number?.Value : null,
            From = by.Number?.Value,
            DisplayName = by.Name,
            Private = by.IsPrivate,
            Transferee = new Transferee(talker.Source, talker.IsAsserted ? talker.Number?.Value : null, talker.Number?.Value, talker.Name, talker.IsPrivate),
            At = board.WallClock,
            Seed = board.Random.Next(),
        };
    }

    private CallOrigin Origin(TransferRequest request, string dialled, CallPlan plan, int hops) => new()
    {
        Id = ids.Next(),
        Parent = request.Side.Call.Origin.Id,
        Talker = request.TalkerParty,
        StartedAt = board.WallClock,
        Source = request.Party.Source,
        Number = plan.Caller,
        IsAsserted = plan.IsCallerAsserted,
        Name = request.Party.Name,
        Private = request.Party.IsPrivate,
        Dialled = dialled,
        Direction = CallDirections.Of(inbound.Directory, plan),
        Flow = request.Refer.From,
        Peer = request.Refer.From.Remote.ToString(),
        CallId = [],
        Profile = new PeerProfile(Trusted: false),
        Passed = new PassedHeaders { MaxForwards = hops },
    };

    // ---- to somebody with whom the transferrer talks already

    private void Attend(TransferRequest request, FoundDialog found, DialogReference named)
    {
        var by = new Transferrer(board, request.Side, request.Party, request.Refer.Accept());
        var status = Judge(request, found, named, out var consulted);
        if (status != 0 || consulted is null)
        {
            TransferNotes.Failed(by, request.Side.Call, status);
            by.Fail(status, 0);
            return;
        }
        if (consulted.Call.Conversation.OtherThan(consulted) is { } target)
            new AttendedTransfer(board, by, request.Talker, consulted, target).Begin();
        else
            TakeOver(request, by, consulted);
    }

    // The one he calls has not answered yet: he is called for the other one from now on.
    private void TakeOver(TransferRequest request, Transferrer by, CallSide consulted)
    {
        var call = consulted.Call;
        var transfer = new BlindTransfer(board, by, request.Talker);
        TransferNotes.Begins(request.Party, request.TalkerParty, request.Side.Call, call.Plan.Called?.Value ?? call.Origin.Dialled, call.Origin.Id);
        call.HandOver(consulted, transfer);
        transfer.Begin(call);
    }

    // What the phone behind the dialog would answer to an INVITE with Replaces (RFC 3891 §3).
    private int Judge(TransferRequest request, FoundDialog found, DialogReference named, out CallSide? consulted)
    {
        consulted = found.Session?.User as CallSide;
        if (found.Match == DialogMatch.Ended || (found.Match == DialogMatch.Confirmed && consulted is null))
            return 603;
        if (consulted is null)
            return 481;
        var call = consulted.Call;
        if (found.Match == DialogMatch.Confirmed && named.EarlyOnly)
            return 486;
        if (call.Transfer is not null)
            return 491;
        if (call.Plan.IsEmergency || consulted == request.Side || consulted == request.Talker)
            return 403;
        if (found.Match == DialogMatch.Confirmed && call.Conversation.OtherThan(consulted) is not { Session.IsOver: false })
            return 403;
        return call.Seats.PartyOf(consulted) is { } party && party.CompanyIn(inbound.Directory) is { } company && company == request.Party.CompanyIn(inbound.Directory) ? 0 : 403;
    }
}
