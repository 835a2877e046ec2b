using System.Globalization;
using PbxBridge.Charging.Cycles;
using PbxBridge.Configuration;
using PbxBridge.Hosting;
using PbxBridge.Routing.Companies;
using PbxBridge.Routing.Terms;
using PbxBridge.Storage;

namespace PbxBridge.Commands;

/// <summary>The life of a company's contract (P4, P7, P12–P15): order, package, application, activation by a consultant, begin and end. Shows it, or changes it.</summary>
internal static class ContractCommand
{
    public static int Run(CommandLine line, BridgeSettings settings, Store store, ProcessEdge edge)
    {
        var words = Words.Of(line);
        var catalogue = CompaniesAt.Open(store, settings.Operator, edge, first: false, out var directory);
        var company = KnownCompany.Of(line.Operand ?? "", directory, words);
        var today = WarsawTime.Day(edge.Time.GetUtcNow());
        if (!ContractChange.IsAsked(line))
            return Show(company, today, words, edge);
        var next = ContractChange.Of(line, words, company, today);
        if (line.Has("activate") && next.Activation?.Activate(today) is ActivationOutcome.Refused refused)
            throw new StartException($"{company.Id}: {words.Of(refused.Reason)} ({refused.Rule})");
        if (line.Has("activate") && next.Activation?.Activate(today) is ActivationOutcome.Done done)
            next = next with { Activation = done.Activation };
        // As a file: what the rules of files refuse is refused here, too.
        var outcome = CompanyImport.Run(store, directory, catalogue.Format, CompanyFile.Write(next), ChangeReport.OrderOf(line, settings.Operator, "contract", edge));
        if (outcome.Company is { } saved)
        {
            edge.Out.WriteLine(words.Of($"Zmieniono firmę {saved.Id}, wersja {outcome.Revision}.", $"Changed company {saved.Id}, revision {outcome.Revision}."));
            Show(saved, today, words, edge);
            if (company.Activation?.Activated is null && saved.Activation is { Activated: not null, Notice: { } told })
                edge.Out.WriteLine(words.Of($"Wiadomość o uruchomieniu czeka na wysłanie do {told.To}.", $"The message of activation waits to be sent to {told.To}."));
        }

        return ChangeReport.Write(outcome, line, words, company.Id, edge);
    }

    private static int Show(CompanySnapshot company, DateOnly today, Words words, ProcessEdge edge)
    {
        var service = company.IsInService(today) ? words.Of("działa", "in service") : words.Of("nie działa", "not in service");
        edge.Out.WriteLine(words.Of($"{company.Name}: {NameOf(company.State)}, {service}", $"{company.Name}: {NameOf(company.State)}, {service}"));
        edge.Out.WriteLine(words.Of($"umowa            {Day(company.Contract.From)} – {Day(company.Contract.To)}", $"contract         {Day(company.Contract.From)} – {Day(company.Contract.To)}"));
        edge.Out.WriteLine(words.Of($"karty SIM        {Text(company.ActiveSims)}", $"SIM cards        {Text(company.ActiveSims)}"));
        if (company.GatedFrom is { } gated)
            edge.Out.WriteLine(words.Of($"usługi dużych firm zawieszone od {Day(gated)} (D10)", $"services of large companies suspended from {Day(gated)} (D10)"));
        if (company.Activation is not { } activation)
        {
            edge.Out.WriteLine(words.Of("Menedżera nie zamówiono", "the Manager was not ordered"));
            return 0;
        }

        edge.Out.WriteLine(words.Of(
            $"Menedżer         {Stage(activation, words)}, zamówienie: {Name(TermNames.Channels, activation.Channel)}", $"Manager          {Stage(activation, words)}, ordered by {Name(TermNames.Channels, activation.Channel)}"));
        edge.Out.WriteLine(words.Of($"pakiet           {Day(activation.PackageBought)}", $"package          {Day(activation.PackageBought)}"));
        edge.Out.WriteLine(words.Of($"wniosek          {Day(activation.ApplicationReceived)}", $"application      {Day(activation.ApplicationReceived)}"));
        var basis = activation.Basis is { } why ? $" ({Name(TermNames.Appointments, why)})" : "";
        edge.Out.WriteLine(words.Of($"administrator    {activation.Administrator ?? "–"}{basis}", $"administrator    {activation.Administrator ?? "–"}{basis}"));
        edge.Out.WriteLine(words.Of($"wiadomość do     {activation.Notice?.To ?? "–"}", $"message to       {activation.Notice?.To ?? "–"}"));
        return 0;
    }

    private static string Stage(Activation activation, Words words) => activation.Stage switch
    {
        ActivationStage.Active => words.Of($"działa od {Day(activation.Activated)}", $"active since {Day(activation.Activated)}"),
        ActivationStage.Ready => words.Of("czeka na konsultanta", "waits for a consultant"),
        _ => words.Of("zamówiony", "ordered"),
    };

    private static string NameOf(CompanyState state) => Name(TermNames.States, state);

    private static string Name<T>(IEnumerable<(string Name, T Value)> names, T value) => names.First(one => EqualityComparer<T>.Default.Equals(one.Value, value)).Name;

    private static string Day(DateOnly? day) => day is { } known ? known.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : "–";

    private static string Text(int? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "–";
}
