using PbxBridge.Routing.Numbering;
using PbxBridge.Routing.Plans;
using PbxBridge.Storage.Charges;

namespace PbxBridge.Storage.Calls;

/// <summary>Private calls as they are written down: the other side's number is masked in the record, its decisions and its messages (D9). So is the code of a
/// voucher.</summary>
internal static class PrivateCall
{
    public static bool IsPrivate(CallRecord record) => record.Billing is Billing.PrivateFlagged or Billing.PrivatePrepaid;

    /// <summary>The same record when it is not private. Messages in <see cref="CallRecord.Packed"/> are masked where they are.</summary>
    public static CallRecord Masked(CallRecord record)
    {
        if (!IsPrivate(record) && record.PrivateNumbers.IsDefaultOrEmpty)
            return record;
        var mask = new NumberMask([.. record.PrivateNumbers.IsDefault ? [] : record.PrivateNumbers, record.Called?.Value ?? "", record.Dialled]);
        record.Packed?.Mask(mask);
        return record with
        {
            Dialled = mask.Of(record.Dialled),
            Called = record.Called is { } called ? new PhoneNumber(mask.Of(called.Value)) : null,
            AnsweredBy = record.AnsweredBy is { } by ? mask.Of(by) : null,
            CallerShown = record.CallerShown is { } shown ? mask.Of(shown) : null,
            Talks = record.Talks.IsDefault ? [] : [.. record.Talks.Select(talk => talk with { One = mask.Of(talk.One), Other = mask.Of(talk.Other) })],
            Attempts = record.Attempts.IsDefault ? [] : [.. record.Attempts.Select(attempt => attempt with { Target = mask.Of(attempt.Target) })],
            Signals = record.Signals.Diversion is { } sender ? record.Signals with { Diversion = sender with { Number = mask.Of(sender.Number) } } : record.Signals,
            Decisions = [.. record.Decisions.Select(step => Masked(step, mask))],
            Flow = record.Flow.IsDefault ? [] : [.. record.Flow.Select(message => Masked(message, mask))],
        };
    }

    public static CallPart Masked(CallPart part)
    {
        if (part.PrivateNumbers.IsDefaultOrEmpty)
            return part;
        var mask = new NumberMask(part.PrivateNumbers);
        part.Flow.Mask(mask);
        return part with { Decisions = [.. part.Decisions.Select(step => Masked(step, mask))] };
    }

    public static DecisionStep Masked(DecisionStep step, NumberMask mask) => step with
    {
        Input = mask.Of(step.Input),
        Rule = mask.Of(step.Rule),
        Outcome = mask.Of(step.Outcome),
        Sentence = new Sentence(mask.Of(step.Sentence.Polish), mask.Of(step.Sentence.English)),
    };

    public static FlowEvent Masked(FlowEvent message, NumberMask mask)
    {
        var raw = message.Raw.ToArray();
        mask.Apply(raw);
        return message with { FirstLine = mask.Of(message.FirstLine), Raw = raw };
    }
}
