using PbxBridge.Manager.Pages;
using PbxBridge.Routing.Companies;
using PbxBridge.Routing.Plans;
using PbxBridge.Storage.Calls;
using PbxBridge.Storage.Charges;

namespace PbxBridge.Manager.Support;

/// <summary>What support sees of a call beside what its company sees.</summary>
internal static class SupportFacts
{
    /// <summary>What may not be told to everybody who asks.</summary>
    public static IEnumerable<Sentence> Notes(CallRecord call)
    {
        if (WithheldCaller.Is(call))
            yield return new("Dzwoniący zastrzegł swój numer: nie podawaj go temu, do kogo dzwonił, ani jego firmie.", "The caller withheld his number: tell it neither to whom he called nor to that company.");
        if (call.Billing is Billing.PrivateFlagged or Billing.PrivatePrepaid)
        {
            yield return call.Billing == Billing.PrivateFlagged
                ? new("Połączenie prywatne na rachunku firmy: numery są zasłonięte także tutaj.", "A private call on the company's bill: its numbers are masked here, too.")
                : new("Połączenie prywatne z konta pracownika: jego firma go nie widzi, numery są zasłonięte także tutaj.", "A private call from the employee's own account: his company does not see it, and its numbers are masked here, too.");
        }
    }

    public static IEnumerable<(string Term, string Value)> Of(Visit at, CallRecord call, CompanyDirectory directory)
    {
        yield return (at.T("Firma", "Company"), CompanyOf(at, call.Company, directory));
    }

    /// <summary>The name of a company; its id when it is gone.</summary>
    public static string CompanyOf(Visit at, string? id, CompanyDirectory directory) => id is null ? at.T("żadna", "none") : directory.Company(id)?.Name ?? id;
}
