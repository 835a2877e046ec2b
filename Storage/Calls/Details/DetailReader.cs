using System.Collections.Immutable;
using System.Text;
using PbxBridge.Routing.Areas;
using PbxBridge.Routing.Plans;

namespace PbxBridge.Storage.Calls.Details;

/// <summary>Reads what a <see cref="DetailWriter"/> wrote.</summary>
internal sealed class DetailReader
{
    private readonly long _form;
    private readonly NumberReader _numbers;
    private readonly TextUnpacker _text;

    private DetailReader(byte[] blob)
    {
        var head = new NumberReader(blob);
        _form = head.Number();
        if (_form is < 1 or > DetailWriter.Form)
            throw new InvalidDataException($"Details of calls in form {_form} are not known.");
        _numbers = new NumberReader(head.Octets(head.Size()).ToArray());
        _text = new TextUnpacker(head.Rest);
    }

    /// <summary>The details of one call; <see cref="CallDetail.None"/> when the blob has none of it. When it has several, the first counts, as with records.</summary>
    /// <exception cref="InvalidDataException">The blob is damaged, or of a later form.</exception>
    public static CallDetail Find(byte[] blob, DetailKind kind, string id)
    {
        var reader = new DetailReader(blob);
        while (!reader._numbers.IsAtEnd)
        {
            var isIt = reader._numbers.Number() == (long)kind;
            isIt &= reader.Text() == id;
            var (decisions, attempts) = (reader.Decisions(), reader.Attempts());
            var (signals, place) = reader.Signals();
            var detail = new CallDetail(decisions, attempts, reader.Flow()) { Signals = signals, Place = place };
            if (isIt)
                return detail;
        }
        return CallDetail.None;
    }

    private string Text() => _text.Text(_numbers.Size());

    private string Constant() => _numbers.Constant(Text);

    private ImmutableArray<DecisionStep> Decisions()
    {
        var shapes = new List<(int Polish, int English)>();
        for (var count = _numbers.Size(); shapes.Count < count;)
            shapes.Add((_numbers.Size(), _numbers.Size()));
        var steps = new List<(string Step, string Rule, List<string> Polish, List<string> English)>();
        foreach (var (polish, english) in shapes)
            steps.Add((Constant(), Constant(), Constants(polish), Constants(english)));
        var decisions = ImmutableArray.CreateBuilder<DecisionStep>(steps.Count);
        foreach (var (step, rule, polish, english) in steps)
            decisions.Add(new DecisionStep(step, Text(), rule, Text(), new Sentence(WithValues(polish), WithValues(english))));
        return decisions.MoveToImmutable();
    }

    private List<string> Constants(int pieces)
    {
        var constants = new List<string>();
        for (var i = 0; i < pieces; i += 2)
            constants.Add(Constant());
        return constants;
    }

    private string WithValues(List<string> constants)
    {
        var text = new StringBuilder();
        for (var i = 0; i < constants.Count; i++)
            text.Append(i == 0 ? "" : Text()).Append(constants[i]);
        return text.ToString();
    }

    private ImmutableArray<CallAttempt> Attempts()
    {
        var attempts = ImmutableArray.CreateBuilder<CallAttempt>();
        for (var count = _numbers.Size(); attempts.Count < count;)
        {
            attempts.Add(new CallAttempt(
                Text(), Text(), Names<CallCause>.Read(Constant(), CallCause.Internal), _numbers.Size(), TimeSpan.FromMilliseconds(_numbers.Number()), _form >= 2 ? Cause() : null));
        }
        return attempts.ToImmutable();
    }

    private int? Cause() => _numbers.Size() is > 0 and var cause ? cause - 1 : null;

    private (CallSignals Signals, CallerPlace Place) Signals() =>
        _form >= 2 ? new SignalReader(_numbers, Text, Constant).Read() : (CallSignals.None, CallerPlace.Unknown);

    private ImmutableArray<FlowEvent> Flow()
    {
        var ends = new List<(string Leg, string Peer)>();
        for (var count = _numbers.Size(); ends.Count < count;)
            ends.Add((Text(), Text()));
        var flow = ImmutableArray.CreateBuilder<FlowEvent>();
        for (var count = _numbers.Size(); flow.Count < count;)
        {
            var (at, end, length) = (TimeSpan.FromMilliseconds(_numbers.Number()), _numbers.Size(), _numbers.Size());
            if (end >> 1 >= ends.Count)
                throw NumberReader.Damaged();
            var (leg, peer) = ends[end >> 1];
            var text = _text.Octets(length >> 1).ToArray();
            var firstLine = text.AsSpan().IndexOf("\r\n"u8);
            flow.Add(new FlowEvent(
                at, leg, (end & 1) != 0, peer, Encoding.UTF8.GetString(firstLine < 0 ? text : text.AsSpan(0, firstLine)), (length & 1) != 0 ? default : text));
        }
        return flow.ToImmutable();
    }
}
