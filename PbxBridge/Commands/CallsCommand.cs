using System.Globalization;
using PbxBridge.Configuration;
using PbxBridge.Hosting;
using PbxBridge.Storage;
using PbxBridge.Storage.Audit;
using PbxBridge.Storage.Calls;

namespace PbxBridge.Commands;

/// <summary>Recent calls as a table, or one of them with its decisions and ladder.</summary>
internal static class CallsCommand
{
    private const int MostCalls = 10_000;

    public static int Run(CommandLine line, Store store, ProcessEdge edge)
    {
        var words = Words.Of(line);
        if (line.Option("id") is { } id)
            return Show(id, words, store, edge);
        var last = 20;
        if (line.Option("last") is { } text && (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out last) || last is < 1 or > MostCalls))
            throw new SettingsException([$"--last is '{text}'; it must be a number from 1 to {MostCalls}."]);
        var filter = new CallFilter(NumberEndsWith: line.Option("number"));
        var calls = store.Calls.Last(last, filter);
        if (calls.Count == 0)
        {
            edge.Out.WriteLine(words.Of("Brak połączeń.", "No calls."));
            return 0;
        }

        edge.Out.WriteLine(words.Of(
            "czas                 od              wybrano         odebrał         rozmowa   wynik                 id",
            "time                 from            dialled         answered by     talked    outcome               id"));
        foreach (var call in calls)
            edge.Out.WriteLine(Row(call));
        return 0;
    }

    private static string Row(CallSummary call) => string.Create(
        CultureInfo.InvariantCulture,
        $"{call.StartedAt.ToLocalTime():yyyy-MM-dd HH:mm:ss}  {Cell(call.CallerNumber, 15)} {Cell(call.Dialled, 15)} {Cell(call.AnsweredBy ?? "-", 15)} {(call.AnsweredAt is null ? "-" : call.Talked.ToString(@"h\:mm\:ss", CultureInfo.InvariantCulture)),-9} {Cell($"{call.SipStatus} {call.Outcome}", 21)} {call.Id}");

    private static string Cell(string text, int width) => (text.Length <= width ? text : text[..(width - 1)] + "…").PadRight(width);

    private static int Show(string id, Words words, Store store, ProcessEdge edge)
    {
        if (store.Calls.Find(id) is not { } call)
            throw new StartException(words.Of($"Nie ma połączenia {id}, albo jest ich więcej.", $"There is no call {id}, or there are several."));
        // AREA-8: where somebody was is personal, and whoever looks is known.
        if (call.Place.Cell is not null)
            store.Audit.Add(new AuditEntry(call.Company, CommandActor.Of(AuditRole.Operator), $"calls --id {call.Id}: location", []));
        edge.Out.Write(Text(call, words));
        foreach (var charge in store.Charges.OfCall(call.Id))
            edge.Out.WriteLine(ChargeText.Of(charge, words));
        return 0;
    }

    /// <summary>Head, decisions and ladder, legs, outcome.</summary>
    internal static string Text(CallRecord call, Words words)
    {
        var text = new StringWriter(CultureInfo.InvariantCulture);
        text.WriteLine(words.Of(
            $"Połączenie {call.Id}: {call.CallerNumber} → {call.Dialled}{Number(call)}, {call.StartedAt.ToLocalTime():yyyy-MM-dd HH:mm:ss}",
            $"Call {call.Id}: {call.CallerNumber} → {call.Dialled}{Number(call)}, {call.StartedAt.ToLocalTime():yyyy-MM-dd HH:mm:ss}"));
        text.WriteLine();
        text.Write(LadderText.Of(call, words.Of));
        text.WriteLine();
        foreach (var leg in call.Attempts)
            text.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {leg.Leg,-4} {leg.Target,-28} {leg.Status,3} {leg.Outcome}, {words.Of("dzwonił", "rang")} {leg.Rang.TotalSeconds:0.0} s{(leg.Q850 is { } cause ? $", Q.850 {cause}" : "")}"));
        WriteTransfer(text, call, words);
        SignalText.Write(text, call, words);
        var by = call.AnsweredBy is { } who ? words.Of($"odebrał {who}, ", $"answered by {who}, ") : "";
        text.WriteLine($"{words.Of("Wynik", "Outcome")}: {by}{call.SipStatus} {call.Outcome}{(call.Q850 is { } q ? $" (Q.850 {q})" : "")}, {words.Of("zakończył", "ended by")} {call.ReleasedBy}");
        return text.ToString();
    }

    private static void WriteTransfer(StringWriter text, CallRecord call, Words words)
    {
        if (call.Parent is { } parent)
            text.WriteLine(words.Of($"Przekazanie z połączenia {parent}", $"A transfer out of call {parent}"));
        foreach (var talk in call.Talks)
            text.WriteLine($"  {talk.From.ToLocalTime():HH:mm:ss} – {talk.Until.ToLocalTime():HH:mm:ss}  {talk.One} – {talk.Other}");
    }

    private static string Number(CallRecord call) => call.Called is { } number && number.Value != call.Dialled ? $" ({number})" : "";
}
