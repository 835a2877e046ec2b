using System.Globalization;
using PbxBridge.Charging.Cycles;
using PbxBridge.Charging.Limits;
using PbxBridge.Routing.Numbering;
using PbxBridge.Routing.Terms;

namespace PbxBridge.Routing.Companies;

/// <summary>Identity, contract, services, activation, limits and notices of one company (P11–P14, LIM-3, D1).</summary>
internal static class TermsRules
{
    private static readonly int[] RegonWeights = [8, 9, 2, 3, 4, 5, 6, 7];
    private static readonly int[] LongRegonWeights = [2, 4, 8, 5, 0, 9, 7, 3, 6, 1, 2, 4, 8];

    public static void Find(CompanySnapshot company, NumberingData numbering, FileFaults faults)
    {
        if (company.Regon is { Length: 9 or 14 } regon && !IsRegon(regon))
        {
            faults.Add("$.regon", "P11", "zła suma kontrolna REGON", "wrong check digit of the business register number (REGON)");
        }

        CheckTerm(company.Contract, "$.contract", "P4", faults);
        CheckServices(company.Services, faults);
        if (company.Activation is { } activation)
        {
            CheckActivation(activation, numbering, faults);
        }

        CheckLimit(company.DefaultLimit, "$.limit", faults);
        CheckCycles(company.Cycles, faults);
        for (var i = 0; i < company.Notices.Length; i++)
        {
            CheckNotice(company.Notices[i], Place($"$.notices[{i}]"), numbering, faults);
        }

        for (var i = 0; i < company.Employees.Length; i++)
        {
            CheckLimit(company.Employees[i].Limit, Place($"$.employees[{i}].limit"), faults);
            CheckNotice(company.Employees[i].Notice, Place($"$.employees[{i}].notice"), numbering, faults);
        }
    }

    private static bool IsRegon(string regon) =>
        Check(regon, RegonWeights) == regon[8] - '0' && (regon.Length == 9 || Check(regon, LongRegonWeights) == regon[13] - '0');

    private static int Check(string digits, int[] weights) => weights.Select((w, i) => w * (digits[i] - '0')).Sum() % 11 % 10;

    private static void CheckServices(ServiceTerms services, FileFaults faults)
    {
        if (services.Given is not { } given)
        {
            return;
        }

        CompanyRules.Unique(
            given.Select(s => FileNames.Of(FileNames.Services, s.Service)), i => Place($"$.services[{i}].service"), "usługa", "the service", faults);
        for (var i = 0; i < given.Length; i++)
        {
            CheckTerm(given[i].Term, Place($"$.services[{i}]"), "P4", faults);
        }
    }

    private static void CheckTerm(Term term, string path, string rule, FileFaults faults)
    {
        if (term.To < term.From)
        {
            faults.Add(path + ".to", rule, "koniec jest przed początkiem", "the end is before the beginning");
        }
    }

    private static void CheckActivation(Activation activation, NumberingData numbering, FileFaults faults)
    {
        CheckNotice(activation.Notice, "$.activation.notice", numbering, faults);
        if (activation.Administrator is null != activation.Basis is null)
        {
            faults.Add(
                activation.Basis is null ? "$.activation.basis" : "$.activation.administrator", "P14", "podaj administratora i podstawę jego wyznaczenia",
                "give the administrator and the basis of his appointment");
        }

        if (activation.Activated is { } day && (activation with { Activated = null }).Activate(day) is ActivationOutcome.Refused refused)
        {
            faults.Add("$.activation.activated", refused.Rule, refused.Reason.Polish, refused.Reason.English);
        }
    }

    private static void CheckNotice(NoticeAddress? notice, string path, NumberingData numbering, FileFaults faults)
    {
        if (notice is null || notice.To.Length == 0)
        {
            return;
        }

        var number = new PhoneNumber(notice.To);
        if (notice.Way == NoticeWay.Sms && !(notice.To[0] == '+' && numbering.IsLegalCli(number)))
        {
            faults.Add(path + ".to", "T7", $"{notice.To} nie jest numerem, na który można wysłać SMS", $"{notice.To} is no number that an SMS can go to");
        }
        else if (notice.Way == NoticeWay.Email && !IsMail(notice.To))
        {
            faults.Add(path + ".to", "T7", $"{notice.To} nie jest adresem e-mail", $"{notice.To} is no e-mail address");
        }
    }

    private static bool IsMail(string text) =>
        text.Split('@') is [{ Length: > 0 }, { Length: > 2 } host] && host.Contains('.', StringComparison.Ordinal) && !text.Any(c => char.IsWhiteSpace(c) || c is '<' or '>' or ',');

    private static void CheckLimit(CostLimit? limit, string path, FileFaults faults)
    {
        foreach (var fault in limit?.Faults() ?? [])
        {
            faults.Add(path, "LIM-3", fault.Polish, fault.English);
        }
    }

    private static void CheckCycles(CycleSchedule cycles, FileFaults faults)
    {
        for (var i = 0; i < cycles.Changes.Length; i++)
        {
            var change = cycles.Changes[i];
            if (change.From != default && (i > 0 && change.From <= cycles.Changes[i - 1].From
                || (cycles with { Changes = cycles.Changes[..i] }).On(change.From).First != change.From))
            {
                faults.Add(
                    Place($"$.cycleChanges[{i}].from"), "CYC-4", "zmiana dnia cyklu zaczyna się z początkiem cyklu, a zmiany idą po kolei",
                    "a change of the cycle day begins with a cycle, and changes follow each other");
            }
        }
    }

    private static string Place(FormattableString path) => path.ToString(CultureInfo.InvariantCulture);
}
