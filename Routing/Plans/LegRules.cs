using PbxBridge.Routing.Numbering;

namespace PbxBridge.Routing.Plans;

/// <summary>Steps 7 to 13 for one leg that a user of a company causes (BAR-1, BAR-4): may he, who pays, what does it cost.</summary>
internal static class LegRules
{
    public static LegOutcome Judge(LegCase leg, DecisionLog log)
    {
        // Step 0 of BAR-1: nothing else is asked, whatever state the account is in.
        if (leg.Called.Class is NumberClass.Emergency or NumberClass.Harmonised)
        {
            log.Add("payer", leg.Called.Number.Value, "BAR-1", "free",
                "Zawsze dozwolone i bezpłatne: nic więcej nie jest sprawdzane.", "Always allowed and free: nothing else is checked.");
            return LegOutcome.Free(Payer.Nobody);
        }

        if ((Account(leg, log) ?? OperatorBars.Check(leg, log)) is { } barred)
            return LegOutcome.Denied(barred, leg.Starred);
        var call = PrivateStep.Decide(leg, log);
        if (call.Denial is { } off)
            return LegOutcome.Denied(off, true);
        if (ProfileStep.Check(leg, call, log, out var seconds, out var limitFree) is { } denial)
        {
            var starHelps = !call.IsPrivate && StarHelps(leg);
            ProfileStep.Note(leg, denial, starHelps, log);
            return LegOutcome.Denied(denial, call.IsPrivate, starHelps);
        }

        var payer = PayerStep.Decide(leg, call.IsPrivate, log);
        var quote = new Quote { Payer = payer };
        if ((CreditStep.Check(leg, payer, log) ?? PriceStep.Decide(leg, payer, limitFree, log, ref quote) ?? ReservationStep.Check(leg, quote, log)) is { } unpaid)
            return LegOutcome.Denied(unpaid, call.IsPrivate);
        return new() { Quote = quote, IsPrivate = call.IsPrivate, MaxDuration = seconds };
    }

    /// <summary>Why a leg that costs nothing may not be made all the same, like the second number of a personal line; null: it may (R10).</summary>
    public static Denial? Bars(LegCase leg)
    {
        var unsaid = new DecisionLog();
        return Account(leg, unsaid) ?? OperatorBars.Check(leg, unsaid) ?? ProfileStep.Check(leg with { IsFree = true }, default, unsaid, out _, out _);
    }

    private static Denial? Account(LegCase leg, DecisionLog log) => AccountStep.Check(leg.Company, leg.Employee, leg.Trunk, leg.Called.Class, leg.Day, log);

    // The same question with the star, so that the answer cannot differ from the call that follows. Whose own account is empty is told of the star all the same (§5.5): he can top it up.
    private static bool StarHelps(LegCase leg) =>
        !leg.Starred && leg.PrivateMode != PrivateCalls.PrivateMode.Off && Judge(leg with { Starred = true }, new DecisionLog()).Denial is null or { Reason: DenialReason.NoFunds };
}
