using System.Collections.Immutable;
using System.Globalization;
using PbxBridge.Routing.Companies;
using PbxBridge.Routing.Numbering;
using PbxBridge.Routing.PrivateCalls;

namespace PbxBridge.Routing.Terms;

/// <summary>What a company may switch on (P7–P11, N3, N10, C11, M11, D10, D11). For an import and for every save, not for loading: what runs is never lost because the
/// operator's terms, or the owner of a ported number, have changed since.</summary>
public static class Eligibility
{
    /// <summary>Compares a company with what the directory has of it.</summary>
    /// <param name="today">In Polish time.</param>
    public static EligibilityOutcome Judge(CompanyDirectory directory, CompanySnapshot company, DateOnly today)
    {
        var before = directory.Company(company.Id);
        var faults = new FileFaults();
        var warnings = new FileFaults();
        CheckCompany(company, before, directory.Settings.Terms, faults);
        CheckSims(company, before, directory.Settings.Terms, faults);
        CheckPartners(directory, company, before, faults);
        var gated = Gated(company).ToList();
        if (company.ActiveSims > directory.Settings.Terms.SimsOfSmallCompany || gated.Count == 0)
            return new(company with { GatedFrom = null }, faults.ToImmutable(), []);

        var (has, sims) = Count(company);
        var running = before is null ? company.GatedFrom is null ? [] : gated.Select(g => g.Key).ToHashSet() : Gated(before).Select(g => g.Key).ToHashSet();
        foreach (var (key, path, rule, polish, english) in gated)
        {
            var (pl, en) = ($"{polish}: tylko dla firm, które mają więcej niż {directory.Settings.Terms.SimsOfSmallCompany} aktywnych kart SIM ({has})",
                $"{english}: only for companies with more than {directory.Settings.Terms.SimsOfSmallCompany} active SIM cards ({sims})");
            (running.Contains(key) ? warnings : faults).Add(path, rule, pl, en);
        }

        // An unknown number opens nothing, but does not say either that there are too few now.
        if (company.ActiveSims is null)
            return new(company with { GatedFrom = before?.GatedFrom ?? company.GatedFrom }, faults.ToImmutable(), warnings.ToImmutable());
        var from = before?.GatedFrom ?? company.GatedFrom ?? company.Cycles.On(today).Next;
        return new(company with { GatedFrom = from }, faults.ToImmutable(), warnings.ToImmutable());
    }

    private static void CheckCompany(CompanySnapshot company, CompanySnapshot? before, OperatorTerms terms, FileFaults faults)
    {
        var starts = company.State == CompanyState.Active && before?.State != CompanyState.Active;
        if (starts && !(company.ActiveSims >= terms.FewestSims))
        {
            var (has, sims) = Count(company);
            faults.Add(
                "$.activeSims", "P7", $"Sieć firmowa wymaga co najmniej {terms.FewestSims} aktywnych kart SIM ({has})",
                $"a company network needs at least {terms.FewestSims} active SIM cards ({sims})");
        }

        // A company that came before this was asked may go on; to have none any more is a fault.
        if (company is { TaxId: null, Regon: null } && (company.Activation is not null || before is not { TaxId: null, Regon: null }))
        {
            faults.Add(
                "$.taxId", "P11", "klientem jest firma: podaj NIP albo REGON", "the customer is a business: give its tax id (NIP) or its register number (REGON)");
        }
    }

    private static void CheckSims(CompanySnapshot company, CompanySnapshot? before, OperatorTerms terms, FileFaults faults)
    {
        for (var i = 0; i < company.Employees.Length; i++)
        {
            var employee = company.Employees[i];
            if (employee.Sim is not { } sim)
                continue;
            for (var j = 0; j < sim.Services.Length; j++)
            {
                if (terms.ExcludedServices.Contains(sim.Services[j], StringComparer.OrdinalIgnoreCase))
                {
                    faults.Add(
                        Place($"$.employees[{i}].sim.services[{j}]"), "P9", $"karta {employee.Mobile} ({employee.Name}) ma usługę „{sim.Services[j]}”, której w Sieci firmowej mieć nie może",
                        $"the card {employee.Mobile} ({employee.Name}) has the service \"{sim.Services[j]}\", which excludes a company network");
                }
            }

            if (sim.Subscription is { } plan && !terms.SubscriptionPlans.Contains(plan, StringComparer.OrdinalIgnoreCase)
                && before?.EmployeeWith(employee.Mobile)?.Sim?.Subscription != plan)
            {
                faults.Add(
                    Place($"$.employees[{i}].sim.subscription"), "P10", $"abonamentu „{plan}” ({employee.Mobile}) nie obejmuje Sieć firmowa",
                    $"the plan \"{plan}\" ({employee.Mobile}) cannot be in a company network");
            }
        }
    }

    // N3: a mobile number of the operator, or a fixed line.
    private static void CheckPartners(CompanyDirectory directory, CompanySnapshot company, CompanySnapshot? before, FileFaults faults)
    {
        for (var i = 0; i < company.PartnerNumbers.Length; i++)
        {
            var number = company.PartnerNumbers[i].Number;
            var (_, kind) = directory.Ported(number, directory.Numbering.ClassOf(number));
            if (kind is not (NumberClass.MobileOwnOperator or NumberClass.FixedNational or NumberClass.FixedLocal) && before?.PartnerWith(number) is null)
            {
                var (polish, english) = NumberClassName.Of(kind);
                faults.Add(
                    Place($"$.partnerNumbers[{i}].number"), "N3", $"numerem partnerskim może być numer komórkowy operatora albo stacjonarny; {number} to {polish}",
                    $"a partner number is a mobile number of the operator or a fixed line; {number} is {english}");
            }
        }
    }

    /// <summary>What of this company only large companies may have.</summary>
    private static IEnumerable<(string Key, string Path, string Rule, string Polish, string English)> Gated(CompanySnapshot company)
    {
        for (var i = 0; i < company.PbxRanges.Length; i++)
        {
            var range = company.PbxRanges[i];
            yield return ($"range {range.From}-{range.To}", Place($"$.pbxRanges[{i}]"), "N10", "zakres numeracji centrali", "a PBX range");
        }

        for (var i = 0; i < company.PartnerNumbers.Length; i++)
        {
            if (company.PartnerNumbers[i] is { } partner && company.IsGated(partner))
            {
                yield return ($"partner {partner.Number}", Place($"$.partnerNumbers[{i}].pbxMain"), "N10",
                    "główny numer centrali jako numer partnerski", "the main number of the PBX as partner number");
            }
        }

        for (var i = 0; i < company.Employees.Length; i++)
        {
            if (company.Employees[i].PrivateMode != PrivateMode.Off)
                yield return ($"private {company.Employees[i].Mobile}", Place($"$.employees[{i}].privateMode"), "C11", "połączenia prywatne", "private calls");
        }

        for (var i = 0; i < company.Logins.Length; i++)
        {
            var login = company.Logins[i];
            if (login.Services is not null)
                yield return ($"services {login.Name}", Place($"$.logins[{i}].services"), "M11", "administrator serwisów", "a service administrator");
            if (login.Billing is not null)
                yield return ($"billing {login.Name}", Place($"$.logins[{i}].billing"), "M11", "administrator rozliczeń", "a billing administrator");
        }
    }

    private static (string Polish, string English) Count(CompanySnapshot company) =>
        company.ActiveSims is { } sims ? (Place($"jest {sims}"), Place($"there are {sims}")) : ("liczby nie podano", "their number is not given");

    private static string Place(FormattableString path) => path.ToString(CultureInfo.InvariantCulture);
}

/// <summary>What the operator's terms make of a company.</summary>
/// <param name="Company">As it may be saved: with the day on which the services of large companies are suspended, or without one.</param>
/// <param name="Faults">Why it may not be saved; empty when it may.</param>
/// <param name="Warnings">What runs on until then although it could not be switched on now (D10).</param>
public sealed record EligibilityOutcome(CompanySnapshot Company, ImmutableArray<Fault> Faults, ImmutableArray<Fault> Warnings);
