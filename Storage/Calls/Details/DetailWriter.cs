using System.Collections.Immutable;
using System.Runtime.InteropServices;
using PbxBridge.Routing.Plans;

namespace PbxBridge.Storage.Calls.Details;

/// <summary>The details of a group of calls (decisions, attempts, messages) as one blob, for <see cref="DetailReader"/>. One thread; the buffers are reused.</summary>
/// <param name="rawLimit">Message octets kept of one call; later messages keep their first line only.</param>
/// <remarks>
/// First the form, 1; then call by call, in numbers and texts of a <see cref="PhraseWriter"/>:
/// <list type="bullet">
/// <item>what it is (<see cref="DetailKind"/>), the id;</item>
/// <item>decisions: a phrase of the number of pieces of each sentence in Polish and in English, an octet each; of each decision the step, the rule and the constant pieces;
/// then of each the input, the outcome and the values;</item>
/// <item>attempts: their number; leg, target and outcome of each; then status and milliseconds of each;</item>
/// <item>messages: the number of ends, leg and peer of each; the number of messages, milliseconds, end × 2 + sent, length × 2 + (first line only) of each; then
/// their lines.</item>
/// </list>
/// </remarks>
internal sealed class DetailWriter(int rawLimit)
{
    internal const int Form = 1;

    /// <summary>A runaway dialog keeps its beginning.</summary>
    public const int MostMessages = 2_000;

    private readonly PhraseWriter _phrases = new();
    private readonly List<byte> _shape = [];
    private readonly PackedFlow _plain = new(new PackedFlowPool());

    /// <summary>Valid until the next call; empty when nothing was added since <see cref="Clear"/>.</summary>
    public ReadOnlySpan<byte> Written => IsEmpty ? default : _phrases.Written;

    public bool IsEmpty { get; private set; } = true;

    public void Clear()
    {
        _phrases.Clear();
        _phrases.Number(Form);
        IsEmpty = true;
    }

    public void Add(CallRecord record)
    {
        Begin(DetailKind.Record, record.Id);
        Add(record.Decisions);
        Add(record.Attempts);
        if (record.Packed is { } packed)
            Add(packed);
        else
            Add(record.Flow);
    }

    public void Add(CallPart part)
    {
        Begin(DetailKind.Part, part.Id);
        Add(part.Decisions);
        Add(ImmutableArray<CallAttempt>.Empty);
        Add(part.Flow);
    }

    private void Begin(DetailKind kind, string id)
    {
        IsEmpty = false;
        _phrases.Number((long)kind);
        _phrases.Text(id);
    }

    private void Add(ImmutableArray<DecisionStep> decisions)
    {
        var steps = decisions.IsDefault ? [] : decisions.AsSpan();
        _shape.Clear();
        foreach (var step in steps)
        {
            _shape.Add(PiecesOf(step.Sentence.PolishPieces));
            _shape.Add(PiecesOf(step.Sentence.EnglishPieces));
        }
        _phrases.Phrase(CollectionsMarshal.AsSpan(_shape));
        foreach (var step in steps)
        {
            _phrases.Constant(step.Step);
            _phrases.Constant(step.Rule);
            Constants(step.Sentence.PolishPieces);
            Constants(step.Sentence.EnglishPieces);
        }
        foreach (var step in steps)
        {
            _phrases.Text(step.Input);
            _phrases.Text(step.Outcome);
            Values(step.Sentence.PolishPieces);
            Values(step.Sentence.EnglishPieces);
        }
    }

    // A sentence of more pieces than an octet counts is kept as one.
    private static byte PiecesOf(SentencePieces pieces) => pieces.Count <= byte.MaxValue ? (byte)pieces.Count : (byte)1;

    private void Constants(SentencePieces pieces)
    {
        if (pieces.Count > byte.MaxValue)
        {
            _phrases.Text(pieces.ToString());
            return;
        }
        for (var i = 0; i < pieces.Count; i += 2)
            _phrases.Constant(pieces[i]);
    }

    private void Values(SentencePieces pieces)
    {
        for (var i = 1; i < PiecesOf(pieces); i += 2)
            _phrases.Text(pieces[i]);
    }

    private void Add(ImmutableArray<CallAttempt> attempts)
    {
        var tries = attempts.IsDefault ? [] : attempts.AsSpan();
        _phrases.Number(tries.Length);
        foreach (var attempt in tries)
        {
            _phrases.Text(attempt.Leg);
            _phrases.Text(attempt.Target);
            _phrases.Constant(Names<CallCause>.Of(attempt.Outcome));
        }
        foreach (var attempt in tries)
        {
            _phrases.Number(attempt.Status);
            _phrases.Number((long)attempt.Rang.TotalMilliseconds);
        }
    }

    private void Add(ImmutableArray<FlowEvent> flow)
    {
        _plain.Clear();
        foreach (var message in flow.IsDefault ? [] : flow.AsSpan())
            _plain.Add(message);
        Add(_plain);
    }

    private void Add(PackedFlow flow)
    {
        _phrases.Number(flow.Ends.Count);
        foreach (var (leg, peer) in flow.Ends)
        {
            _phrases.Text(leg);
            _phrases.Text(peer);
        }
        var count = Math.Min(flow.Count, MostMessages);
        _phrases.Number(count);
        var messages = flow.Read();
        var left = rawLimit;
        for (var i = 0; i < count && messages.Next(); i++)
        {
            var isCut = IsCut(messages, ref left);
            _phrases.Number(messages.Milliseconds);
            _phrases.Number((2 * messages.End) + (messages.Sent ? 1 : 0));
            _phrases.Number((2L * Kept(messages.Octets, isCut).Length) + (isCut ? 1 : 0));
        }
        messages = flow.Read();
        left = rawLimit;
        for (var i = 0; i < count && messages.Next(); i++)
            _phrases.Lines(Kept(messages.Octets, IsCut(messages, ref left)));
    }

    // Once one message did not fit, none of the later ones is kept: a flow with holes in the middle misleads.
    private static bool IsCut(in PackedFlow.Messages message, ref int left)
    {
        var isCut = message.FirstLineOnly || message.Octets.Length > left;
        left = isCut ? 0 : left - message.Octets.Length;
        return isCut;
    }

    private static ReadOnlySpan<byte> Kept(ReadOnlySpan<byte> message, bool isCut)
    {
        var end = isCut ? message.IndexOf("\r\n"u8) : -1;
        return end < 0 ? message : message[..end];
    }
}
