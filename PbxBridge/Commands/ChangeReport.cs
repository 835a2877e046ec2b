using PbxBridge.Charging.Fees;
using PbxBridge.Configuration;
using PbxBridge.Hosting;
using PbxBridge.Routing.Companies;
using PbxBridge.Storage.Audit;

namespace PbxBridge.Commands;

/// <summary>What commands that change a company have in common: who does it, and what is said of faults, warnings and fees.</summary>
internal static class ChangeReport
{
    /// <summary><c>--consultant</c>, <c>--preview</c>, <c>--yes</c>.</summary>
    public static ChangeOrder OrderOf(CommandLine line, OperatorOptions options, string note, ProcessEdge edge) =>
        new(CommandActor.Of(line.Has("consultant") ? AuditRole.Consultant : AuditRole.Administrator), note, edge.Time.GetUtcNow())
        {
            Actor = line.Has("consultant") ? FeeActor.Consultant : FeeActor.Company,
            IsAgreed = line.Has("yes"),
            IsPreview = line.Has("preview"),
            RefundsReverted = options.RefundsRevertedChanges,
        };

    /// <param name="subject">What was to be changed, for a sentence about faults.</param>
    /// <returns>The exit code: 0 it was done, or a preview was shown.</returns>
    public static int Write(ImportOutcome outcome, CommandLine line, Words words, string subject, ProcessEdge edge)
    {
        if (outcome.IsOutdated)
            throw new StartException(words.Of("Nic nie zmieniono: ktoś inny zapisał firmę w tej samej chwili; powtórz.", "Nothing was changed: somebody else saved the company at the same moment; say it again."));
        foreach (var fault in outcome.Faults)
            edge.Error.WriteLine(Text(fault, words));
        if (!outcome.Faults.IsEmpty)
        {
            edge.Error.WriteLine(words.Of($"Nic nie zmieniono: błędy w {subject}: {outcome.Faults.Length}.", $"Nothing was changed: {outcome.Faults.Length} faults in {subject}."));
            return 1;
        }

        foreach (var warning in outcome.Warnings)
            edge.Out.WriteLine(words.Of("Uwaga: ", "Note: ") + Text(warning, words));
        WriteFees(outcome, words, edge);
        if (outcome.Company is not null || line.Has("preview"))
            return 0;
        edge.Error.WriteLine(words.Of("Nic nie zmieniono: powtórz z --yes, jeśli opłaty są w porządku.", "Nothing was changed: say it again with --yes if the fees are fine."));
        return 1;
    }

    private static void WriteFees(ImportOutcome outcome, Words words, ProcessEdge edge)
    {
        var fees = outcome.Fees;
        if (fees.IsFree)
        {
            if (outcome.Company is null)
                edge.Out.WriteLine(words.Of("Bez opłat.", "Free of charge."));
            return;
        }

        edge.Out.WriteLine(outcome.Company is null ? words.Of("Ta zmiana kosztuje:", "This change costs:") : words.Of("Naliczono opłaty:", "Fees were booked:"));
        foreach (var fee in fees.Lines)
            edge.Out.WriteLine(FeeText.Of(fee, words));
        edge.Out.WriteLine(FeeText.Sum(fees.Net, fees.Gross, words));
    }

    private static string Text(Fault fault, Words words) => $"{fault.JsonPath}: {words.Of(fault.Reason)}{(fault.Rule.Length == 0 ? "" : $" ({fault.Rule})")}";
}
