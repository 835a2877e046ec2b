using PbxBridge.Sip.Messages;

namespace PbxBridge.Calls;

/// <summary>The two sides of an answered call and what passes between them inside their dialogs.</summary>
/// <param name="mediaKnown">The caller's answer to a late offer came.</param>
internal sealed class Conversation(Negotiation negotiation, Action mediaKnown)
{
    public CallSide? Caller { get; set; }

    /// <summary>Null when the bridge itself is the other side (voicemail), and before the answer.</summary>
    public CallSide? Callee { get; set; }

    /// <summary>A key that came by INFO while the bridge itself listens.</summary>
    public Action<char>? KeyPressed { get; set; }

    /// <summary>A key that the caller pressed by INFO, which goes on to the other side all the same.</summary>
    public Action<char>? CallerPressed { get; set; }

    /// <summary>The two are about to change: until then offers are refused with 491, so that they come again.</summary>
    public bool IsFrozen { get; set; }

    /// <summary>Of two who have been joined by a transfer.</summary>
    public static Conversation Between(CallSide? caller, CallSide? callee) => new(new Negotiation(), static () => { }) { Caller = caller, Callee = callee };

    public bool Has(CallSide side) => side == Caller || side == Callee;

    public CallSide? OtherThan(CallSide side) => side == Caller ? Callee : Caller;

    /// <summary>The side is no part of it any more; what the other one has offered it is refused.</summary>
    public void Remove(CallSide side)
    {
        negotiation.Refused(491);
        if (side == Caller)
            Caller = null;
        else
            Callee = null;
    }

    public void ReinviteReceived(CallSide side, SipMessage request)
    {
        if (IsFrozen)
            side.Session?.RefuseReinvite(491);
        else
            negotiation.Offer(side, OtherThan(side), request, byUpdate: false);
    }

    public void UpdateReceived(CallSide side, SipMessage request)
    {
        if (IsFrozen)
            side.Session?.RefuseUpdate(491);
        else
            negotiation.Offer(side, OtherThan(side), request, byUpdate: true);
    }

    public void OfferAnswered(CallSide side, SipMessage response) => negotiation.Answered(side, response);

    public void OfferRefused(int status) => negotiation.Refused(status);

    public void AckReceived(CallSide side, SipMessage ack)
    {
        if (negotiation.Acknowledged(side, OtherThan(side), ack))
            mediaKnown();
    }

    public void InfoReceived(CallSide side, SipMessage request)
    {
        if (CallerPressed is { } pressed && side == Caller && InfoKey.Of(request) is { } seen)
            pressed(seen);
        if (OtherThan(side)?.Session is { IsOver: false } other)
        {
            other.Info(request);
            return;
        }
        side.Session?.AnswerInfo(200);
        if (InfoKey.Of(request) is { } key)
            KeyPressed?.Invoke(key);
    }

    public void InfoAnswered(CallSide side, int status) => OtherThan(side)?.Session?.AnswerInfo(PassedRefusal.OfInfo(status));

    /// <summary>Asks both peers whether they still know the call.</summary>
    public void Probe()
    {
        Caller?.Session?.Probe();
        Callee?.Session?.Probe();
    }
}
