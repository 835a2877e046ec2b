using PbxBridge.Routing.Plans;
using PbxBridge.Storage.Charges;

namespace PbxBridge.Manager.Telemonitor;

/// <summary>What there is to say of a charged call beside its numbers, in a few words each.</summary>
internal static class CallMarks
{
    private static readonly Sentence s_private = new("prywatne", "private"), s_sentOn = new("przekierowane", "sent on"), s_goesOn = new("ciąg dalszy", "continued"),
        s_late = new("z wcześniejszego cyklu", "of an earlier cycle"), s_area = new("w obszarze firmowym", "in the company area"), s_limit = new("przerwane: limit", "cut: limit"),
        s_empty = new("przerwane: brak środków", "cut: nothing left");

    public static IEnumerable<Sentence> Of(ChargedCall call)
    {
        if (call.Billing is Billing.PrivateFlagged or Billing.PrivatePrepaid)
            yield return s_private;
        if (call.Leg > 0)
            yield return s_sentOn;
        if (call.Part > 0)
            yield return s_goesOn;
        if (call.Cycle != call.BookedCycle)
            yield return s_late;
        if (call.InArea)
            yield return s_area;
        if (call.Closing is Closing.LimitCut or Closing.QuotaExhausted)
            yield return call.Closing == Closing.LimitCut ? s_limit : s_empty;
    }
}
