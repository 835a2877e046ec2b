using PbxBridge.Media.Sdp;
using PbxBridge.Routing.Companies;
using PbxBridge.Routing.Plans;
using PbxBridge.Sip.Dialogs;
using PbxBridge.Sip.Messages;
using PbxBridge.Trunks;

namespace PbxBridge.Calls.Transfer;

/// <summary>Every INVITE with Replaces: which place it names, and may its sender take it (RFC 3891 §3)?</summary>
/// <remarks>Loop thread only.</remarks>
internal sealed class Replacing(Switchboard board)
{
    /// <param name="directory">That counts for who belongs to whom.</param>
    public void Receive(CompanyDirectory directory, InviteUas uas, SipMessage invite, CallRequest request, CallPlan plan, Trunk? trunk, DialogReference named)
    {
        var found = board.Core.Find(named);
        var party = new CallParty(request.Source, plan.Caller, plan.IsCallerAsserted, request.DisplayName, request.Private);
        var status = StatusOf(found, named);
        if (status == 0)
            status = Judge(directory, found, party, invite);
        if (status == 0 && trunk is { HasRoom: false })
            status = 503;
        SessionDescription? offer = null;
        if (status == 0 && !InboundCalls.TryReadOffer(invite, board.MayOfferKeys(uas.From), out offer))
            status = 488;
        if (status != 0)
        {
            uas.Reject(status);
            return;
        }
        var comer = new Comer(uas, invite, party, trunk, offer, invite.Sdp.ToArray());
        if (found.Session?.User is CallSide leaver && leaver.Call.Conversation.OtherThan(leaver) is { } partner)
            Replacement.Begin(board, comer, leaver, partner);
        else if (found.Uac?.User is LegBranch branch)
            PickUp.Do(board, comer, branch);
    }

    private static int StatusOf(in FoundDialog found, DialogReference named) => found.Match switch
    {
        DialogMatch.Confirmed when named.EarlyOnly => 486,
        DialogMatch.Confirmed when found.Session?.User is CallSide => 0,
        DialogMatch.EarlyOfOurs when found.Uac?.User is LegBranch { Leg.IsOpen: true } => 0,
        DialogMatch.Confirmed or DialogMatch.EarlyOfOurs or DialogMatch.Ended => 603,
        _ => 481,
    };

    private static int Judge(CompanyDirectory directory, in FoundDialog found, CallParty comer, SipMessage invite)
    {
        var (call, replaced, hasPartner) = found switch
        {
            { Session.User: CallSide side } => (side.Call, side.Call.Seats.PartyOf(side), side.Call.Conversation.OtherThan(side) is { Session.IsOver: false }),
            { Uac.User: LegBranch branch } => (branch.Side.Call, CallSeats.PartyOf(branch.Leg), true),
            _ => (null, null, false),
        };
        if (call is null || replaced is null || !hasPartner)
            return 603;
        if (call.Plan.IsEmergency || !MayTake(directory, comer, replaced, invite))
            return 403;
        return call.Transfer is null ? 0 : 491;
    }

    // The same person, a colleague of his, or the same PBX; in the mobile network whom he himself has sent (RFC 3892).
    private static bool MayTake(CompanyDirectory directory, CallParty comer, CallParty replaced, SipMessage invite)
    {
        if (comer.CompanyIn(directory) is { } company && company == replaced.CompanyIn(directory))
            return true;
        return (comer.Source, replaced.Source) switch
        {
            (CallSource.FromPbx one, CallSource.FromPbx other) => one == other,
            (CallSource.FromMobileNetwork one, CallSource.FromMobileNetwork other) =>
                one == other && replaced.Number is { } number && CallerReader.NumberOf(invite[HeaderId.ReferredBy]) == number,
            _ => false,
        };
    }
}
