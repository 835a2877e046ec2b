using PbxBridge.Media.Sdp;

namespace PbxBridge.Calls.Transfer;

/// <summary>Somebody takes a call that still rings at another phone (RFC 3891 §3): his INVITE stands for that phone's answer, and the phone is cancelled as one whose call
/// was completed elsewhere.</summary>
internal static class PickUp
{
    /// <param name="ringing">Where it rings.</param>
    public static void Do(Switchboard board, Comer comer, LegBranch ringing)
    {
        var (leg, call) = (ringing.Leg, ringing.Side.Call);
        if (comer.Open(board, call) is not { } side)
            return;
        // Both have offered already: each is answered with what they have in common, under the caller's payload numbers.
        if (comer.Offer is not { } offer || call.Caller.Offer is not { } wanted
            || side.Media.AnswerAgain(offer, wanted, call.Caller.Direction, comer.OfferText, mayChange: true) is not { } agreed)
        {
            comer.Refuse(488, 88);
            side.Dispose();
            return;
        }
        var rung = CallSeats.PartyOf(leg);
        side.Session = comer.Uas.Open(side, symmetric: comer.Trunk is null);
        comer.Uas.Accept(agreed);
        leg.PickUp(new LegBranch(leg, comer.Uas.From.Remote.ToString()) { Side = side, MaxBreadth = ringing.MaxBreadth, PickedUpWith = agreed }, comer.Invite);
        if (call.Ending.IsOver || call.Conversation.Callee != side)
            return;
        call.Seats.Name(comer.Party, comer.Trunk);
        call.Journal.AnsweredBy = comer.Party.Text;
        TransferNotes.Replaced(call, rung.Text, comer.Party.Text);
    }
}
