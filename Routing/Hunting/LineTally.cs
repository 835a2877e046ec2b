using PbxBridge.Routing.Plans;

namespace PbxBridge.Routing.Hunting;

/// <summary>Adds the outcomes of a line's members up to the one cause that the caller is told (HUNT-6).</summary>
internal sealed class LineTally
{
    private OutcomeSet _seen;
    private CallCause? _only;
    private bool _mixed;

    public void Add(CallCause cause)
    {
        _seen |= Outcome.Of(cause);
        _mixed |= _only is { } only && only != cause;
        _only = cause;
    }

    public CallCause Cause =>
        Has(OutcomeSet.NoAnswer) ? CallCause.NoAnswer
        : Has(OutcomeSet.Busy) ? CallCause.Busy
        : Has(OutcomeSet.Declined) ? CallCause.Declined
        : Has(OutcomeSet.Unreachable) ? CallCause.Unreachable
        : !_mixed && _only is CallCause.Media or CallCause.Loop ? _only.Value
        : CallCause.NobodyToRing;

    private bool Has(OutcomeSet outcome) => (_seen & outcome) != 0;
}
