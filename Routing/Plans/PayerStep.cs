using PbxBridge.Routing.PrivateCalls;

namespace PbxBridge.Routing.Plans;

/// <summary>Step 10: on whose account the leg goes.</summary>
internal static class PayerStep
{
    public static Payer Decide(LegCase leg, bool isPrivate, DecisionLog log)
    {
        var company = leg.Company;
        var (payer, rule, sentence) = leg switch
        {
            { Line: { } line } => (new Payer(PayerKind.Line, company.Id, line.Number), "HUNT-9", new Sentence(
                $"Płaci firma {company.Name}, koszt Linii firmowej {line.Name}.", $"{company.Name} pays, as a cost of the company line {line.Name}.")),
            { Employee: { } own } when isPrivate && leg.PrivateMode == PrivateMode.Flagged => (new(PayerKind.PrivateFlagged, company.Id, own.Mobile, Employee: own.Id), "PRV-4", new(
                $"Płaci firma {company.Name}, z oznaczeniem: połączenie prywatne, {own.Name}.", $"{company.Name} pays, marked as a private call of {own.Name}.")),
            { Employee: { } own } when isPrivate => (new(PayerKind.PrivatePrepaid, company.Id, own.Mobile, own.AccountOwner, own.Id), "PRV-5", new(
                $"Płaci {own.Name} z własnego konta przedpłaconego.", $"{own.Name} pays from the own prepaid account.")),
            { Subscriber: { } own } => (new(PayerKind.Employee, company.Id, own.Mobile, Employee: own.Id), "LIM-2", new(
                $"Płaci firma {company.Name}, koszt pracownika: {own.Name}.", $"{company.Name} pays, as a cost of {own.Name}.")),
            _ => (new(PayerKind.Company, company.Id), "D12", new($"Płaci firma {company.Name}, koszt centrali.", $"{company.Name} pays, as a cost of its PBX.")),
        };
        log.Add("payer", leg.Called.Number.Value, rule, payer.Kind.ToString(), sentence);
        return payer;
    }

    /// <summary>Nobody of a company causes the call.</summary>
    public static void NoteOutside(CallCase call) => call.Log.Add("payer", call.Caller.Number?.Value ?? "–", "HUNT-9", "Free",
        "Dzwoniący płaci swojemu operatorowi; firma nie płaci.", "The caller pays his own operator; the company does not pay.");
}
