using System.Collections.Immutable;
using PbxBridge.Routing.Plans;

namespace PbxBridge.Storage.Calls.Details;

/// <summary>The details of a group of calls (decisions, attempts, messages) as one blob, for <see cref="DetailReader"/>. One thread; the buffers are reused.</summary>
/// <param name="rawLimit">Message octets kept of one call; later messages keep their first line only.</param>
/// <remarks>
/// First the form, 2, and the length of the numbers; then the numbers (<see cref="NumberWriter"/>), then all texts (<see cref="TextPacker"/>) in the same order, their
/// lengths among the numbers. Call by call:
/// <list type="bullet">
/// <item>what it is (<see cref="DetailKind"/>), the id;</item>
/// <item>decisions: their number, and how many pieces each sentence has in Polish and in English; then of each step, rule and constant pieces, as constants; then of
/// each input, outcome and values, as texts;</item>
/// <item>attempts: their number; of each leg and target as texts, outcome as a constant, status, milliseconds, and in form 2 the cause of Q.850 + 1, or 0;</item>
/// <item>in form 2 signals and place: <see cref="SignalFlags"/>, and of what they name the values as texts, codec and source of the place as constants;</item>
/// <item>messages: the number of ends, leg and peer of each; the number of messages, of each milliseconds, end × 2 + sent, length × 2 + (first line only).</item>
/// </list>
/// </remarks>
internal sealed class DetailWriter(int rawLimit)
{
    internal const int Form = 2;

    /// <summary>A runaway dialog keeps its beginning.</summary>
    public const int MostMessages = 2_000;

    private readonly NumberWriter _numbers = new();
    private readonly TextPacker _text = new();
    private readonly PackedFlow _plain = new(new PackedFlowPool());
    private byte[] _written = new byte[64 * 1024];

    public bool IsEmpty => _text.Length == 0;

    /// <summary>Octets of text in it.</summary>
    public int Length => _text.Length;

    public void Clear()
    {
        _numbers.Clear();
        _text.Clear();
    }

    public void Add(CallRecord record)
    {
        Begin(DetailKind.Record, record.Id);
        Add(record.Decisions);
        Add(record.Attempts);
        SignalWriter.Write(this, record.Signals, record.Place);
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
        Number((long)SignalFlags.None);
        Add(part.Flow);
    }

    /// <summary>All of it. Valid until <see cref="Clear"/>, which must come before more is added.</summary>
    public ReadOnlySpan<byte> End()
    {
        var numbers = _numbers.Written;
        var text = _text.End();
        var head = new NumberWriter();
        head.Add(Form);
        head.Add(numbers.Length);
        var length = head.Written.Length + numbers.Length + text.Length;
        if (length > _written.Length)
            _written = new byte[2 * length];
        head.Written.CopyTo(_written);
        numbers.CopyTo(_written.AsSpan(head.Written.Length));
        text.CopyTo(_written.AsSpan(head.Written.Length + numbers.Length));
        return _written.AsSpan(0, length);
    }

    private void Begin(DetailKind kind, string id)
    {
        _numbers.Add((long)kind);
        Text(id);
    }

    internal void Number(long value) => _numbers.Add(value);

    internal void Text(string text) => _numbers.Add(_text.Add(text));

    internal void OptionalText(string? text)
    {
        if (text is not null)
            Text(text);
    }

    internal void Text(ReadOnlySpan<byte> text)
    {
        _numbers.Add(text.Length);
        _text.Add(text);
    }

    internal void Constant(string text)
    {
        if (_numbers.Constant(text))
            Text(text);
    }

    private void Add(DecisionTape decisions)
    {
        var shapes = decisions.Shapes;
        _numbers.Add(shapes.Length);
        foreach (var shape in shapes)
        {
            _numbers.Add(shape.Polish);
            _numbers.Add(shape.English);
        }
        var left = decisions.Texts;
        foreach (var shape in shapes)
        {
            var step = DecisionTape.Next(ref left, shape);
            Constant(step.Step);
            Constant(step.Rule);
            Constants(step.Polish);
            Constants(step.English);
        }
        left = decisions.Texts;
        foreach (var shape in shapes)
        {
            var step = DecisionTape.Next(ref left, shape);
            Text(step.Input);
            Text(step.Outcome);
            Values(step.Polish);
            Values(step.English);
        }
    }

    private void Constants(ReadOnlySpan<string> pieces)
    {
        for (var i = 0; i < pieces.Length; i += 2)
            Constant(pieces[i]);
    }

    private void Values(ReadOnlySpan<string> pieces)
    {
        for (var i = 1; i < pieces.Length; i += 2)
            Text(pieces[i]);
    }

    private void Add(ImmutableArray<CallAttempt> attempts)
    {
        var tries = attempts.IsDefault ? [] : attempts.AsSpan();
        _numbers.Add(tries.Length);
        foreach (var attempt in tries)
        {
            Text(attempt.Leg);
            Text(attempt.Target);
            Constant(Names<CallCause>.Of(attempt.Outcome));
            _numbers.Add(attempt.Status);
            _numbers.Add((long)attempt.Rang.TotalMilliseconds);
            _numbers.Add(attempt.Q850 is { } cause ? cause + 1 : 0);
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
        _numbers.Add(flow.Ends.Count);
        foreach (var (leg, peer) in flow.Ends)
        {
            Text(leg);
            Text(peer);
        }
        var count = Math.Min(flow.Count, MostMessages);
        _numbers.Add(count);
        var messages = flow.Read();
        var left = rawLimit;
        for (var i = 0; i < count && messages.Next(); i++)
        {
            // Once one message did not fit, none of the later ones is kept: a flow with holes in the middle misleads.
            var isCut = messages.FirstLineOnly || messages.Octets.Length > left;
            left = isCut ? 0 : left - messages.Octets.Length;
            var kept = isCut ? FirstLine(messages.Octets) : messages.Octets;
            _numbers.Add(messages.Milliseconds);
            _numbers.Add((2 * messages.End) + (messages.Sent ? 1 : 0));
            _numbers.Add((2L * kept.Length) + (isCut ? 1 : 0));
            _text.Add(kept);
        }
    }

    private static ReadOnlySpan<byte> FirstLine(ReadOnlySpan<byte> message)
    {
        var end = message.IndexOf("\r\n"u8);
        return end < 0 ? message : message[..end];
    }
}
