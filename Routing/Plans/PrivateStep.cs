using PbxBridge.Routing.Numbering;
using PbxBridge.Routing.PrivateCalls;

namespace PbxBridge.Routing.Plans;

/// <summary>Step 8: is the call private, and may it be (PRV-1…6, C2, C3, C10, D4)?</summary>
internal static class PrivateStep
{
    public static PrivateDecision Decide(LegCase leg, DecisionLog log)
    {
        var (called, options, mode) = (leg.Called, leg.Company.PrivateCalls, leg.PrivateMode);
        if (leg.Starred && !options.OnNet && NumberClassSet.Inside.Contains(called.Class))
        {
            log.Add("private", called.Number.Value, "PRV-6", "no",
                "Gwiazdka pominięta: w Sieci firmowej połączenia nie są prywatne.", "The star is dropped: calls within the network are not private.");
            return default;
        }

        if (!leg.Starred)
            return mode == PrivateMode.Off || RuleOf(leg) is not { } rule ? default : Private(leg, mode, rule, log);
        if (mode != PrivateMode.Off)
            return Private(leg, mode, null, log);
        log.Add("private", called.Number.Value, "C10", "PrivateOff",
            "Połączenia prywatne nie są włączone dla tej osoby.", "Private calls are not switched on for this person.");
        return new(false, false, new(DenialReason.PrivateOff, called.Class, "C10"));
    }

    private static PrivateRule? RuleOf(LegCase leg)
    {
        var rules = leg.Company.PrivateCalls.Rules;
        if (rules.IsEmpty)
            return null;
        var local = leg.Local;
        foreach (var rule in rules)
        {
            if (rule.Matches(leg.Called.Number, leg.Called.Class, local))
                return rule;
        }

        return null;
    }

    private static PrivateDecision Private(LegCase leg, PrivateMode mode, PrivateRule? by, DecisionLog log)
    {
        // §5.3: premium numbers stay with the profile unless the company opened them.
        var lifts = leg.Called.Class != NumberClass.Premium || leg.Company.PrivateCalls.Premium;
        var rule = by is not null ? "C3" : mode == PrivateMode.Flagged ? "PRV-4" : "PRV-5";
        var (still, though) = lifts ? ("", "") : ("; numery o podwyższonej opłacie nadal podlegają profilowi", "; premium numbers still follow the profile");
        var (why, because) = by is null ? ("gwiazdka", "the star") : ($"reguła firmy „{by.Name}”", $"the company's rule \"{by.Name}\"");
        Sentence sentence = mode == PrivateMode.Flagged
            ? new($"Połączenie prywatne ({why}): oznaczone na rachunku firmy{still}.", $"A private call ({because}): marked on the company's bill{though}.")
            : new($"Połączenie prywatne ({why}): z własnego konta przedpłaconego{still}.", $"A private call ({because}): from the own prepaid account{though}.");
        log.Add("private", leg.Called.Number.Value, rule, mode.ToString(), sentence);
        return new(true, lifts, null);
    }
}

/// <summary>What became of the question whether a call is private.</summary>
/// <param name="LiftsProfile">Deny list, limit and class rules are skipped.</param>
internal readonly record struct PrivateDecision(bool IsPrivate, bool LiftsProfile, Denial? Denial);
