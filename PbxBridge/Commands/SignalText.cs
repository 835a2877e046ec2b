using PbxBridge.Routing.Areas;
using PbxBridge.Storage.Calls;

namespace PbxBridge.Commands;

/// <summary>Where a caller was and what the signalling said, for support; a line for each thing that is known.</summary>
internal static class SignalText
{
    public static void Write(TextWriter text, CallRecord call, Words words)
    {
        var signals = call.Signals;
        if (call.Place.Source != PlaceSource.None)
            text.WriteLine(PlaceOf(call.Place, words));
        if (signals.Line is { } line)
            text.WriteLine(words.Of($"Linia firmowa: {line}", $"Company line: {line}"));
        if (signals.Diversion is { } by)
            text.WriteLine(words.Of($"Przekierował: {by.Number} ({Or(by.Reason)}), łącznie {by.Count}×", $"Sent on by: {by.Number} ({Or(by.Reason)}), {by.Count}× in all"));
        if (signals.IsWithheld)
            text.WriteLine(words.Of("Dzwoniący zastrzegł numer (CLIR)", "The caller withheld his number (CLIR)"));
        if (signals.Denial is { } denial)
            text.WriteLine(words.Of($"Odmowa: {denial}", $"Denied: {denial}"));
        if (signals.Codec is { } codec)
        {
            text.WriteLine(signals.IsAnchored is true
                ? words.Of($"Dźwięk: {codec}, przez bramkę", $"Sound: {codec}, through the bridge") : words.Of($"Dźwięk: {codec}, bezpośrednio", $"Sound: {codec}, directly"));
        }
        if (!signals.CallIdIn.IsEmpty || !signals.CallIdOut.IsEmpty)
            text.WriteLine($"Call-ID: {Or(signals.CallIdIn.ToString())} → {Or(signals.CallIdOut.ToString())}");
        if (signals.Icid is { } icid)
            text.WriteLine($"icid: {icid}");
        if (!signals.SessionId.IsEmpty)
            text.WriteLine($"Session-ID: {signals.SessionId}");
    }

    private static string PlaceOf(CallerPlace place, Words words)
    {
        var zone = place.Zone is { } name ? words.Of($"strefa {name}", $"zone {name}") : words.Of("poza obszarem firmowym", "outside the company area");
        string[] known = [place.Source.ToString(), .. Known(place.Site), .. Known(place.Access), .. Known(place.Cell?.Value)];
        return $"{words.Of("Miejsce", "Place")}: {zone} ({string.Join(", ", known)})";
    }

    private static string[] Known(string? text) => text is null ? [] : [text];

    private static string Or(string text) => text.Length == 0 ? "–" : text;
}
