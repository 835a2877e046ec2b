using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using PbxBridge.Calls.Transfer;
using PbxBridge.Routing.Plans;
using PbxBridge.Storage.Calls;

namespace PbxBridge.Commands;

/// <summary>A call as a picture of text: a column for the caller, the bridge and every leg's peer, an arrow for each message with the time since the call began,
/// the sentences of the decision after the INVITE that they answer, and at the end what the hunt found.</summary>
internal static class LadderText
{
    private const int Left = 10;
    private const int Widest = 24;
    private const int Narrowest = 18;
    private const int Page = 118;
    private const string CallerLeg = "A";

    // The steps that a hunt, and later a transfer, adds while the call runs; they come after those of the plan.
    private static bool IsDuringTheCall(DecisionStep step) => step.Step is "hunt" or TransferNotes.Step;

    /// <param name="decide">Says a sentence in the reader's language.</param>
    public static string Of(CallRecord call, Func<Sentence, string> decide) => Of(call.Flow, call.Decisions, decide);

    public static string Of(IReadOnlyList<FlowEvent> flow, IReadOnlyList<DecisionStep> decisions, Func<Sentence, string> decide)
    {
        var columns = ColumnsOf(flow);
        var width = Math.Clamp((Page - Left) / (columns.Count + 1), Narrowest, Widest);
        var text = new StringBuilder();
        AppendHeader(text, flow, columns, width);
        var before = decisions.TakeWhile(step => !IsDuringTheCall(step)).ToList();
        var told = false;
        foreach (var message in flow)
        {
            AppendArrow(text, message, columns, width);
            if (told || message.Sent || message.Leg != CallerLeg)
                continue;
            told = true;
            AppendSentences(text, before, decide);
        }

        AppendSentences(text, told ? decisions.Skip(before.Count) : decisions, decide);
        return text.ToString();
    }

    /// <summary>Caller 0, bridge 1, then the legs as they come.</summary>
    private static Dictionary<string, int> ColumnsOf(IReadOnlyList<FlowEvent> flow)
    {
        var columns = new Dictionary<string, int> { [CallerLeg] = 0 };
        foreach (var message in flow)
            columns.TryAdd(message.Leg, columns.Count + 1);
        return columns;
    }

    private static void AppendHeader(StringBuilder text, IReadOnlyList<FlowEvent> flow, Dictionary<string, int> columns, int width)
    {
        var (names, peers) = (Blank(columns, width), Blank(columns, width));
        Centre(names, 1, "bridge", width);
        foreach (var (leg, column) in columns)
        {
            Centre(names, column, leg == CallerLeg ? "caller" : leg, width);
            Centre(peers, column, flow.FirstOrDefault(message => message.Leg == leg)?.Peer ?? "", width);
        }

        AppendLine(text, names);
        AppendLine(text, peers);
    }

    private static void AppendArrow(StringBuilder text, FlowEvent message, Dictionary<string, int> columns, int width)
    {
        var line = Blank(columns, width);
        string.Create(CultureInfo.InvariantCulture, $"{message.At.TotalSeconds,8:0.000}").CopyTo(line);
        for (var column = 0; column <= columns.Count; column++)
            line[At(column, width)] = '|';
        var peer = columns[message.Leg];
        var (low, high) = (At(Math.Min(peer, 1), width), At(Math.Max(peer, 1), width));
        for (var i = low + 1; i < high; i++)
            line[i] = '-';
        // The message goes to the bridge or comes from it; the peer is at either side.
        var rightward = message.Sent == peer > 1;
        if (rightward)
            line[high - 1] = '>';
        else
            line[low + 1] = '<';
        var label = Fitted(Label(message.FirstLine), width - 2);
        // Beside the peer, so that a long arrow keeps its words near it.
        var start = (peer > 1 ? high - width : low) + (rightward ? 1 : 2) + ((width - 2 - label.Length) / 2);
        label.CopyTo(line.AsSpan(start));
        AppendLine(text, line);
    }

    // With a space at both ends where there is room for them.
    private static string Fitted(string label, int room) =>
        label.Length + 2 <= room ? $" {label} " : label.Length <= room ? label : label[..(room - 1)] + "…";

    private static char[] Blank(Dictionary<string, int> columns, int width)
    {
        var line = new char[Left + (width * (columns.Count + 1))];
        Array.Fill(line, ' ');
        return line;
    }

    /// <summary><c>INVITE</c>, <c>180 Ringing</c>.</summary>
    private static string Label(string firstLine)
    {
        const string version = "SIP/2.0 ";
        return firstLine.StartsWith(version, StringComparison.Ordinal) ? firstLine[version.Length..].Trim() : firstLine.Split(' ')[0];
    }

    private static void AppendSentences(StringBuilder text, IEnumerable<DecisionStep> steps, Func<Sentence, string> decide)
    {
        foreach (var step in steps)
            AppendSentence(text, $"{step.Step}: {decide(step.Sentence)}");
    }

    private static void AppendSentence(StringBuilder text, string sentence)
    {
        const int most = 110;
        var indent = new string(' ', Left);
        var line = new StringBuilder("· ");
        foreach (var word in sentence.Split(' '))
        {
            if (line.Length + word.Length > most)
            {
                text.Append(indent).AppendLine(line.ToString().TrimEnd());
                line.Clear().Append("  ");
            }

            line.Append(word).Append(' ');
        }

        text.Append(indent).AppendLine(line.ToString().TrimEnd());
    }

    private static int At(int column, int width) => Left + (width / 2) + (width * column) - 4;

    // A name that is too long loses what explains it in brackets, then its end.
    private static void Centre(char[] line, int column, string name, int width)
    {
        var bracket = name.IndexOf(" (", StringComparison.Ordinal);
        var shown = name.Length < width ? name : bracket > 0 ? name[..bracket] : name;
        if (shown.Length >= width)
            shown = shown[..(width - 1)];
        shown.CopyTo(line.AsSpan(Math.Max(0, At(column, width) - (shown.Length / 2))));
    }

    private static void AppendLine(StringBuilder text, char[] line) => text.AppendLine(new string(line).TrimEnd());
}
