using PbxBridge.Charging.Amounts;
using PbxBridge.Routing.Numbering;

namespace PbxBridge.Routing.Plans;

/// <summary>Step 7: what the operator bars for everybody, and no star lifts (BAR-1 step 2).</summary>
internal static class OperatorBars
{
    public static Denial? Check(LegCase leg, DecisionLog log)
    {
        var called = leg.Called;
        if (NumberClassSet.OperatorBarred.Contains(called.Class))
        {
            var (polish, english) = NumberClassName.Of(called.Class);
            return Barred(leg, log, DenialReason.System, "BAR-1", new($"Operator nie łączy: {polish}.", $"Barred by the operator: {english}."));
        }

        if (leg.Directory.Settings.BarredNumbers.Longest(called.Number) is { } entry)
        {
            return Barred(leg, log, DenialReason.System, "BAR-1", new($"Operator nie łączy z numerami {entry.Pattern}.", $"The operator bars the numbers {entry.Pattern}."));
        }

        if (called.Class == NumberClass.Premium && leg.Subscriber is { } employee && leg.Company.PremiumOf(employee) is var threshold
            && leg.Accounts.PremiumOf(leg.Company.Id, employee.Id) is var used
            && (threshold.IsReached(used) || leg.Accounts.PremiumClosedAt(leg.Company.Id, employee.Id) >= threshold.Amount))
        {
            return Barred(leg, log, DenialReason.PremiumThreshold, "§6.6", new(
                $"Próg usług o podwyższonej opłacie został osiągnięty: {used.Shown().Polish} z {threshold.Amount.Shown().Polish}.",
                $"The threshold of premium rate services is reached: {used.Shown().English} of {threshold.Amount.Shown().English}."));
        }

        log.Add("operator-bars", called.Number.Value, "BAR-1", "none", "Operator nie blokuje tego połączenia.", "The operator does not bar this call.");
        return null;
    }

    private static Denial Barred(LegCase leg, DecisionLog log, DenialReason reason, string rule, Sentence sentence)
    {
        log.Add("operator-bars", leg.Called.Number.Value, rule, reason == DenialReason.PremiumThreshold ? "PremiumThreshold" : "SystemBarred", sentence);
        return new(reason, leg.Called.Class, rule);
    }
}
