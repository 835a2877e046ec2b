using System.Collections.Immutable;
using System.Text;
using PbxBridge.Routing.Plans;

namespace PbxBridge.Storage.Calls.Details;

/// <summary>Reads what a <see cref="DetailWriter"/> wrote.</summary>
internal static class DetailReader
{
    /// <summary>The details of one call; <see cref="CallDetail.None"/> when the blob has none of it. When it has several, the first counts, as with records.</summary>
    /// <exception cref="InvalidDataException">The blob is damaged, or of a later form.</exception>
    public static CallDetail Find(byte[] blob, DetailKind kind, string id)
    {
        var phrases = new PhraseReader(blob);
        if (phrases.Number() is not DetailWriter.Form and var form)
            throw new InvalidDataException($"Details of calls in form {form} are not known.");
        while (!phrases.IsAtEnd)
        {
            var isIt = phrases.Number() == (long)kind;
            isIt &= phrases.Text() == id;
            var detail = new CallDetail(Decisions(phrases), Attempts(phrases), Flow(phrases));
            if (isIt)
                return detail;
        }
        return CallDetail.None;
    }

    private static ImmutableArray<DecisionStep> Decisions(PhraseReader phrases)
    {
        var shape = phrases.Phrase().ToArray();
        var steps = new (string Step, string Rule, string[] Polish, string[] English)[shape.Length / 2];
        for (var i = 0; i < steps.Length; i++)
            steps[i] = (phrases.Text(), phrases.Text(), Constants(phrases, shape[2 * i]), Constants(phrases, shape[(2 * i) + 1]));
        var decisions = ImmutableArray.CreateBuilder<DecisionStep>(steps.Length);
        foreach (var (step, rule, polish, english) in steps)
        {
            var (input, outcome) = (phrases.Text(), phrases.Text());
            Values(phrases, polish);
            Values(phrases, english);
            decisions.Add(new DecisionStep(step, input, rule, outcome, new Sentence(string.Concat(polish), string.Concat(english))));
        }
        return decisions.MoveToImmutable();
    }

    private static string[] Constants(PhraseReader phrases, int count)
    {
        var pieces = new string[count];
        for (var i = 0; i < count; i += 2)
            pieces[i] = phrases.Text();
        return pieces;
    }

    private static void Values(PhraseReader phrases, string[] pieces)
    {
        for (var i = 1; i < pieces.Length; i += 2)
            pieces[i] = phrases.Text();
    }

    private static ImmutableArray<CallAttempt> Attempts(PhraseReader phrases)
    {
        var attempts = new List<CallAttempt>();
        for (var count = phrases.Size(); attempts.Count < count;)
            attempts.Add(new CallAttempt(phrases.Text(), phrases.Text(), Names<CallCause>.Read(phrases.Text(), CallCause.Internal), 0, TimeSpan.Zero));
        return [.. attempts.Select(attempt => attempt with { Status = phrases.Size(), Rang = TimeSpan.FromMilliseconds(phrases.Number()) })];
    }

    private static ImmutableArray<FlowEvent> Flow(PhraseReader phrases)
    {
        var ends = new List<(string Leg, string Peer)>();
        for (var count = phrases.Size(); ends.Count < count;)
            ends.Add((phrases.Text(), phrases.Text()));
        var heads = new List<(long Milliseconds, int End, int Length)>();
        for (var count = phrases.Size(); heads.Count < count;)
            heads.Add((phrases.Number(), phrases.Size(), phrases.Size()));
        return [.. heads.Select(head => Message(head.Milliseconds, ends[head.End >> 1], (head.End & 1) != 0, phrases.Lines(head.Length >> 1), (head.Length & 1) != 0))];
    }

    private static FlowEvent Message(long milliseconds, (string Leg, string Peer) end, bool sent, byte[] text, bool isCut)
    {
        var firstLine = text.AsSpan().IndexOf("\r\n"u8);
        return new FlowEvent(
            TimeSpan.FromMilliseconds(milliseconds), end.Leg, sent, end.Peer, Encoding.UTF8.GetString(firstLine < 0 ? text : text.AsSpan(0, firstLine)), isCut ? default : text);
    }
}
