using System.Globalization;
using PbxBridge.Charging.Cycles;
using PbxBridge.Configuration;
using PbxBridge.Hosting;
using PbxBridge.Storage;
using PbxBridge.Storage.Audit;

namespace PbxBridge.Commands;

/// <summary>Who changed what, as whom, from where, and what it cost (T4, ROLE-5): of one company, or all that was done.</summary>
internal static class AuditCommand
{
    private const int Few = 20;
    private const int Many = 10_000;

    public static int Run(CommandLine line, Store store, ProcessEdge edge)
    {
        var (words, count) = (Words.Of(line), Few);
        if (line.Option("last") is { } text && (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out count) || count is < 1 or > Many))
            throw new SettingsException([words.Of($"--last to '{text}'; musi być liczbą od 1 do {Many}.", $"--last is '{text}'; it must be a number from 1 to {Many}.")]);
        if (line.Operand is { } company && store.Companies.Load(company) is null)
            throw new StartException(words.Of($"Nie ma firmy '{company}'.", $"There is no company '{company}'."));
        var rows = store.Audit.Last(line.Operand, count);
        if (rows.Count == 0)
            edge.Out.WriteLine(words.Of("Niczego nie zmieniono.", "Nothing was changed."));
        foreach (var row in rows.Reverse())
            Write(row, words, edge.Out);
        return 0;
    }

    private static void Write(AuditRow row, Words words, TextWriter output)
    {
        var (entry, actor) = (row.Entry, row.Entry.Actor);
        var revision = row.Revision is { } number ? words.Of($", wersja {number}", $", revision {number}") : "";
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{WarsawTime.Local(row.At):yyyy-MM-dd HH:mm:ss}  {entry.Company ?? "–"}  {actor.Author}, {RoleOf(actor.Role, words)}, {SourceOf(actor.Source, words)}: {entry.Act}{revision}"));
        foreach (var change in entry.Changes)
            output.WriteLine($"    {change.Subject}: {change.Before ?? "–"} → {change.After ?? "–"}");
        foreach (var fee in entry.Fees)
            output.WriteLine(words.Of($"    opłata {fee}", $"    fee {fee}"));
    }

    private static string RoleOf(AuditRole role, Words words) => role switch
    {
        AuditRole.Owner => words.Of("właściciel", "owner"),
        AuditRole.Administrator => words.Of("administrator", "administrator"),
        AuditRole.ServiceAdministrator => words.Of("administrator serwisów", "service administrator"),
        AuditRole.BillingAdministrator => words.Of("administrator rozliczeń", "billing administrator"),
        AuditRole.User => words.Of("użytkownik", "user"),
        AuditRole.Consultant => words.Of("konsultant", "consultant"),
        AuditRole.Operator => words.Of("operator", "operator"),
        AuditRole.Support => words.Of("wsparcie operatora", "operator's support"),
        _ => words.Of("program", "the program"),
    };

    private static string SourceOf(string source, Words words) => source.StartsWith("command line", StringComparison.Ordinal)
        ? words.Of("wiersz poleceń" + source["command line".Length..], source)
        : source;
}
