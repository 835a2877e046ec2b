using PbxBridge.Routing.Companies;

namespace PbxBridge.Routing.Plans;

/// <summary>A call that was allowed, and for which nothing could be reserved then (step 13, §5.5): another call was faster, or the store is silent.</summary>
public static class ReservationRefusal
{
    /// <param name="listens">The caller can be told something.</param>
    /// <param name="outcome">What the store said, in a word.</param>
    /// <returns>The plan that refuses it, and the step to be noted.</returns>
    public static (CallPlan Plan, DecisionStep Step) Of(CompanyDirectory directory, CallPlan plan, CallSource source, bool listens, DenialReason reason, string outcome)
    {
        var (cause, announcement) = Denials.Of(reason, starHelps: false);
        var hears = listens && source.Hears(directory);
        var step = new DecisionStep(
            "reservation", plan.Called?.Value ?? "–", "OCS-1", outcome, new Sentence("Nie udało się zarezerwować kosztu połączenia.", "The cost of the call could not be reserved."));
        return (plan with
        {
            Steps = hears ? [new PlanStep.Announce(new(announcement), cause)] : [new PlanStep.Reject(cause)],
            Denial = new Denial(reason, plan.Class, "OCS-1"),
            Quote = null,
        }, step);
    }
}
