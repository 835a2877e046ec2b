using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using PbxBridge.Routing.Plans;
using PbxBridge.Storage.Calls;
using PbxBridge.Storage.Calls.Ladders;

namespace PbxBridge.Commands;

/// <summary>A call as a picture of text: a column for the caller, the bridge and every leg's peer, an arrow for each message with the time since the call began,
/// and the sentences of decisions where they were made.</summary>
internal static class LadderText
{
    private const int Left = 10;
    private const int Widest = 24;
    private const int Narrowest = 18;
    private const int Page = 118;

    /// <param name="decide">Says a sentence in the reader's language.</param>
    public static string Of(CallRecord call, Func<Sentence, string> decide) => Of(CallLadder.Of(call), decide);

    public static string Of(CallLadder ladder, Func<Sentence, string> decide)
    {
        var columns = ladder.Columns;
        var width = Math.Clamp((Page - Left) / columns.Length, Narrowest, Widest);
        var text = new StringBuilder();
        AppendHeader(text, columns, width);
        foreach (var row in ladder.Rows)
        {
            if (row is LadderRow.Message message)
                AppendArrow(text, message, columns.Length, width);
            else if (row is LadderRow.Decision { Step: var step })
                AppendSentence(text, $"{step.Step}: {decide(step.Sentence)}");
        }

        return text.ToString();
    }

    private static void AppendHeader(StringBuilder text, ImmutableArray<LadderColumn> columns, int width)
    {
        var (names, peers) = (Blank(columns.Length, width), Blank(columns.Length, width));
        for (var column = 0; column < columns.Length; column++)
        {
            Centre(names, column, columns[column].Leg switch { null => "bridge", CallLadder.Caller => "caller", var leg => leg }, width);
            Centre(peers, column, columns[column].Peer, width);
        }

        AppendLine(text, names);
        AppendLine(text, peers);
    }

    private static void AppendArrow(StringBuilder text, LadderRow.Message message, int columns, int width)
    {
        var line = Blank(columns, width);
        string.Create(CultureInfo.InvariantCulture, $"{message.Event.At.TotalSeconds,8:0.000}").CopyTo(line);
        for (var column = 0; column < columns; column++)
            line[At(column, width)] = '|';
        var peer = message.Event.Sent ? message.To : message.From;
        var (low, high) = (At(Math.Min(message.From, message.To), width), At(Math.Max(message.From, message.To), width));
        for (var i = low + 1; i < high; i++)
            line[i] = '-';
        var rightward = message.From < message.To;
        if (rightward)
            line[high - 1] = '>';
        else
            line[low + 1] = '<';
        var label = Fitted(MessageHead.Of(message.Event.FirstLine).Label, width - 2);
        // Beside the peer, so that a long arrow keeps its words near it.
        var start = (peer > CallLadder.Bridge ? high - width : low) + (rightward ? 1 : 2) + ((width - 2 - label.Length) / 2);
        label.CopyTo(line.AsSpan(start));
        AppendLine(text, line);
    }

    // With a space at both ends where there is room for them.
    private static string Fitted(string label, int room) =>
        label.Length + 2 <= room ? $" {label} " : label.Length <= room ? label : label[..(room - 1)] + "…";

    private static char[] Blank(int columns, int width)
    {
        var line = new char[Left + (width * columns)];
        Array.Fill(line, ' ');
        return line;
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
