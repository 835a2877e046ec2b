using System.Collections.Immutable;
using System.Globalization;
using PbxBridge.Routing.Companies;
using PbxBridge.Routing.Plans;
using PbxBridge.Storage.Calls;
using PbxBridge.Storage.Calls.Ladders;

namespace PbxBridge.Manager.Calls;

/// <summary>Where things stand in the picture of a call: a strip for each message, as wide as all of them, in pixels. Pure.</summary>
public sealed class LadderDrawing
{
    public const int RowHeight = 38, HeadHeight = 58;

    private const int Left = 64, Room = 880, Narrowest = 150, Widest = 260;

    // Of the middle: letters have the width of the widest usual ones.
    private const int Letter = 7, Line = 27, Tip = 9;

    private readonly int _gap;

    /// <param name="columns">With the bridge.</param>
    public LadderDrawing(int columns)
    {
        _gap = Math.Clamp((Room - Left) / columns, Narrowest, Widest);
        Width = Left + (_gap * columns);
        Lifelines = string.Concat(Enumerable.Range(0, columns).Select(column => string.Create(CultureInfo.InvariantCulture, $"M{X(column)} 0v{RowHeight}")));
    }

    public int Width { get; }

    /// <summary>Path data of the lines of all columns through one strip.</summary>
    public string Lifelines { get; }

    /// <summary>The middle of a column.</summary>
    public int X(int column) => Left + (_gap / 2) + (_gap * column);

    public int BoxWidth => _gap - 24;

    /// <summary>Path data of the line of an arrow, without its tip.</summary>
    public string Shaft(LadderRow.Message message) => Sign(message) is var sign
        ? string.Create(CultureInfo.InvariantCulture, $"M{X(message.From) + (2 * sign)} {Line}H{X(message.To) - (Tip * sign)}") : "";

    /// <summary>Path data of its tip.</summary>
    public string Point(LadderRow.Message message) => Sign(message) is var sign
        ? string.Create(CultureInfo.InvariantCulture, $"M{X(message.To) - (2 * sign)} {Line}l{-12 * sign} -5v10z") : "";

    /// <summary>The middle of what is written over it: beside the one who is no bridge, so that a long arrow keeps its words near him.</summary>
    public int LabelX(LadderRow.Message message)
    {
        var peer = message.Event.Sent ? message.To : message.From;
        return peer > CallLadder.Bridge ? X(peer) - (_gap / 2) : X(peer) + (_gap / 2);
    }

    /// <summary>As much as fits between two columns.</summary>
    public string Label(LadderRow.Message message) => Cut(MessageLabel.Of(message.Event), (_gap - 20) / Letter);

    /// <summary>As much as fits into the head of a column.</summary>
    public string Title(string name) => Cut(name, 2 * (BoxWidth - 8) / 15);

    /// <inheritdoc cref="Title"/>
    public string Address(string peer) => Cut(peer, (BoxWidth - 8) / (Letter - 1));

    /// <summary>The class of its colour.</summary>
    public static string ClassOf(MessageKind kind) => kind switch
    {
        MessageKind.Acknowledgement => "arrow ack",
        MessageKind.Provisional => "arrow early",
        MessageKind.Success => "arrow good",
        MessageKind.Failure => "arrow bad",
        _ => "arrow",
    };

    /// <summary>Since the call began: <c>+14 ms</c>, <c>+4,21 s</c>, <c>+12:04</c>.</summary>
    public static string Time(TimeSpan at, Language language)
    {
        var text = at.TotalSeconds < 1 ? string.Create(CultureInfo.InvariantCulture, $"+{at.TotalMilliseconds:0} ms")
            : at.TotalMinutes < 1 ? string.Create(CultureInfo.InvariantCulture, $"+{at.TotalSeconds:0.00} s")
            : string.Create(CultureInfo.InvariantCulture, $"+{(long)at.TotalMinutes}:{at.Seconds:00}");
        return language == Language.Polish ? text.Replace('.', ',') : text;
    }

    /// <summary>The rows in the order of the picture: a message, or all that was decided between two of them.</summary>
    public static IEnumerable<(LadderRow.Message? Message, ImmutableArray<DecisionStep> Decisions)> Blocks(CallLadder ladder)
    {
        var decisions = ImmutableArray.CreateBuilder<DecisionStep>();
        foreach (var row in ladder.Rows)
        {
            if (row is LadderRow.Decision decision)
            {
                decisions.Add(decision.Step);
                continue;
            }

            if (decisions.Count > 0)
                yield return (null, decisions.DrainToImmutable());
            yield return (row as LadderRow.Message, []);
        }

        if (decisions.Count > 0)
            yield return (null, decisions.DrainToImmutable());
    }

    private static int Sign(LadderRow.Message message) => message.From < message.To ? 1 : -1;

    private static string Cut(string text, int most) => text.Length <= most ? text : text[..(char.IsHighSurrogate(text[most - 2]) ? most - 2 : most - 1)] + "…";
}
