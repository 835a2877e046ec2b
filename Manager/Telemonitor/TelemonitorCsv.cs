using PbxBridge.Manager.Pages;
using PbxBridge.Storage.Charges;

namespace PbxBridge.Manager.Telemonitor;

/// <summary>What the pages show as files for spreadsheets.</summary>
internal static class TelemonitorCsv
{
    public static byte[] Of(Visit visit, TelemonitorReport report)
    {
        var sheet = new SheetText(visit.Language);
        sheet.Row(
            visit.T("Kto", "Who"), visit.T("Numer", "Number"), visit.T("Rozmowy", "Calls"), visit.T("Czas", "Time"), visit.T("Służbowe netto", "Business net"),
            visit.T("Służbowe brutto", "Business gross"), visit.T("Prywatne netto", "Private net"), visit.T("Prywatne brutto", "Private gross"), visit.T("Razem netto", "Sum net"),
            visit.T("Razem brutto", "Sum gross"), visit.T("Trwające netto", "Running net"), visit.T("Limit", "Limit"), visit.T("Wykorzystano limitu", "Used of the limit"));
        foreach (var row in report.Rows)
            Add(visit.T(PayerTitles.Of(row.Payer)), row.Payer.Number, row.Sum, row.Running, row.Limit);
        Add(visit.T("Razem", "In all"), "", report.Total, report.Running, null);
        foreach (var fee in report.Fees)
            sheet.Row(visit.T("Opłata: ", "Fee: ") + visit.T(fee.Name), "", fee.Count, null, null, null, null, null, fee.Net, fee.Gross, null, null, null);
        return sheet.ToBytes();

        void Add(string name, string number, CostSum sum, Charging.Amounts.Money running, LimitStanding? limit) => sheet.Row(
            name, number, sum.Calls, sum.Time, sum.Business, sum.BusinessGross, sum.Private, sum.PrivateGross, sum.Net, sum.Gross, running, limit?.Limit.Amount, limit?.Used);
    }

    public static byte[] Of(Visit visit, CallPage calls)
    {
        var sheet = new SheetText(visit.Language);
        sheet.Row(
            visit.T("Początek", "Began"), visit.T("Numer", "Number"), visit.T("Rodzaj", "Class"), visit.T("Czas", "Time"), visit.T("Netto", "Net"), visit.T("Brutto", "Gross"), visit.T("Uwagi", "Notes"));
        foreach (var call in calls.Calls)
        {
            sheet.Row(
                Began(call), Called(call), visit.T(ClassTitles.Of(RateClassOf(call))), call.Billed, call.Net, call.Gross, string.Join(", ", CallMarks.Of(call).Select(visit.T)));
        }

        if (calls.HasMore)
            sheet.Row(visit.T($"Jest ich więcej: wybierz krótszy okres.", $"There are more: choose a shorter period."));
        return sheet.ToBytes();
    }

    internal static string Began(ChargedCall call) => Texts.Clock(call.AnsweredAt ?? call.StartedAt);

    /// <summary>As it is stored: that of a private call is masked (D9).</summary>
    internal static string Called(ChargedCall call) => call.Called?.Value ?? call.Dialled;

    internal static Charging.Prices.RateClass? RateClassOf(ChargedCall call) =>
        call.RateClass is { } name ? Enum.TryParse<Charging.Prices.RateClass>(name, out var kind) ? kind : Charging.Prices.RateClass.Unrated : null;
}
