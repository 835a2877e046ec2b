using System.Globalization;
using PbxBridge.Commands;
using PbxBridge.Storage.Calls;
using PbxBridge.Storage.Charges;

namespace PbxBridge.Demo;

/// <summary>What the person in front of the demo reads.</summary>
internal sealed class DemoReport(TextWriter output, Words words)
{
    private const int Width = 118;

    private bool _recordsStay;
    private int _told;
    private int _failed;

    public bool AllAsExpected => _failed == 0;

    /// <param name="own">The bridge was started for the demo, and its records go with it.</param>
    public void Begin(DemoPeer mobile, DemoPeer pbx, bool own)
    {
        _recordsStay = !own;
        output.WriteLine(words.Of(
            "PbxBridge – przykładowe połączenia bez żadnego telefonu, prawdziwym SIP po UDP:",
            "PbxBridge – example calls without any phone, real SIP over UDP:"));
        output.WriteLine(words.Of(
            $"  mostek {mobile.Bridge} ({(own ? "uruchomiony na czas pokazu" : "już działa")}), sieć komórkowa {mobile.Local}, centrala {pbx.Local}, softphone'y Anny i Piotra.",
            $"  bridge {mobile.Bridge} ({(own ? "started for the demo" : "already running")}), mobile network {mobile.Local}, PBX {pbx.Local}, softphones of Anna and Piotr."));
        output.WriteLine(words.Of(
            "  Drabinki i decyzje (·) pochodzą z zapisu połączeń w mostku, tak jak widzi je obsługa. Cały pokaz trwa około minuty.",
            "  Ladders and decisions (·) are the bridge's own call records, as support staff see them. The whole demo takes about a minute."));
        output.Flush();
    }

    public void Wait(string polish, string english)
    {
        output.WriteLine();
        output.WriteLine($"… {words.Of(polish, english)}");
        output.Flush();
    }

    /// <param name="charges">Of the call.</param>
    public void Tell(Scene scene, CallRecord? record, IReadOnlyList<ChargedCall> charges)
    {
        output.WriteLine();
        WriteHeading($"{++_told}. {words.Of(scene.Heading)}");
        if (record is not null)
        {
            output.WriteLine();
            output.Write(LadderText.Of(record, words.Of));
        }

        output.WriteLine();
        foreach (var finding in scene.Findings)
            Write(finding.Held, words.Of(finding.Expected), finding.Seen);
        var paid = scene.Cost is not { } cost || charges.Any(cost.Charged);
        if (scene.Cost is { } wanted)
            Write(paid, words.Of(wanted.Expected), string.Join("; ", charges.Select(charge => ChargeText.Of(charge, words))));
        WriteEnding(scene.Ending, record);
        foreach (var charge in charges.Where(charge => charge.Item is not null))
            output.WriteLine($"    {ChargeText.Of(charge, words)}");
        foreach (var message in scene.Messages)
            output.WriteLine($"    {message}");
        if (!paid || record is null || scene.Ending is null || !Ended(scene.Ending, record) || scene.Findings.Exists(finding => !finding.Held))
            _failed++;
        output.Flush();
    }

    /// <param name="folder">Where the demo's own bridge keeps its files when something failed.</param>
    public void End(TimeSpan took, string? folder)
    {
        output.WriteLine();
        output.WriteLine(new string('─', Width));
        output.WriteLine(_failed == 0
            ? words.Of($"✓ Wszystkie połączenia ({_told}) przebiegły zgodnie z oczekiwaniem; {took.TotalSeconds:0} s.", $"✓ All {_told} calls went as expected; {took.TotalSeconds:0} s.")
            : words.Of($"✗ Nie tak, jak oczekiwano: {_failed} z {_told} połączeń; {took.TotalSeconds:0} s.", $"✗ {_failed} of {_told} calls did not go as expected; {took.TotalSeconds:0} s."));
        if (_failed > 0 && folder is not null)
            output.WriteLine(words.Of($"  Dziennik i dane mostka: {folder}", $"  The bridge's log and store: {folder}"));
        output.Flush();
    }

    private static bool Ended(Ending wanted, CallRecord record) =>
        record.SipStatus == wanted.Status && record.AnsweredBy == wanted.AnsweredBy && record.Outcome == wanted.Outcome;

    private void WriteEnding(Ending? wanted, CallRecord? record)
    {
        if (record is null)
        {
            Write(false, words.Of("Połączenie jest zapisane.", "The call is on record."), words.Of("brak zapisu", "no record"));
            return;
        }

        var seen = Outcome(record.SipStatus, record.AnsweredBy, record.Outcome.ToString());
        if (wanted is not null)
            Write(Ended(wanted, record), $"{words.Of("Wynik w zapisie", "Outcome on record")}: {Outcome(wanted.Status, wanted.AnsweredBy, wanted.Outcome.ToString())}.", seen);
        if (_recordsStay)
            output.WriteLine($"    {words.Of("ponownie", "again")}: -- calls --id {record.Id}");
    }

    private string Outcome(int status, string? answeredBy, string outcome) =>
        string.Create(CultureInfo.InvariantCulture, $"{status} {outcome}") + (answeredBy is null ? "" : words.Of($", odebrał {answeredBy}", $", answered by {answeredBy}"));

    private void Write(bool held, string expected, string seen) =>
        output.WriteLine(held ? $"  ✓ {expected}" : $"  ✗ {expected} {words.Of("Było", "It was")}: {seen}");

    private void WriteHeading(string text)
    {
        output.WriteLine(new string('─', Width));
        var line = "";
        foreach (var word in text.Split(' '))
        {
            if (line.Length + word.Length >= Width)
            {
                output.WriteLine(line);
                line = "  ";
            }

            line += line.Length > 0 && line[^1] != ' ' ? " " + word : word;
        }

        output.WriteLine(line);
    }
}
