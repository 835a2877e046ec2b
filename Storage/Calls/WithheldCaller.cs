namespace PbxBridge.Storage.Calls;

/// <summary>A call whose caller asked not to be named (CLIR), as those see it whom he called: they are not the network, which may know him (RFC 3325 §7).</summary>
public static class WithheldCaller
{
    /// <summary>In the place of his number.</summary>
    public const string Anonymous = "anonymous";

    /// <summary>From outside, and whoever was rung did not see the number. Of a call of which it is not known whether it was asked for, it is taken to be so.</summary>
    public static bool Is(CallRecord call) =>
        IsUnseen(call.Direction, call.CallerNumber, call.CallerShown) && (call.Signals.IsWithheld || (call.CallerShown is null && call.RingingAt is not null));

    /// <summary>It may be so: the record tells it (<see cref="Is"/>), a line of a list does not.</summary>
    public static bool MayBe(CallSummary call) => IsUnseen(call.Direction, call.CallerNumber, call.CallerShown);

    /// <summary>The same record with nothing of these numbers left: of its caller, and of those who came to it by a transfer.</summary>
    public static CallRecord Masked(CallRecord call, IReadOnlyCollection<string> numbers)
    {
        var mask = new NumberMask(numbers, shown: 0);
        return call with
        {
            CallerNumber = numbers.Contains(call.CallerNumber) ? Anonymous : call.CallerNumber,
            CallerShown = call.CallerShown is { } shown ? mask.Of(shown) : null,
            Talks = [.. call.Talks.Select(talk => talk with { One = mask.Of(talk.One), Other = mask.Of(talk.Other) })],
            Signals = call.Signals with
            {
                CallIdIn = SipText.Of(mask.Of(call.Signals.CallIdIn.ToString())),
                Diversion = call.Signals.Diversion is { } sender ? sender with { Number = mask.Of(sender.Number) } : null,
            },
            Decisions = [.. call.Decisions.Select(step => PrivateCall.Masked(step, mask))],
            Flow = [.. call.Flow.Select(message => PrivateCall.Masked(message, mask))],
        };
    }

    // Some may see withheld numbers, and did.
    private static bool IsUnseen(CallDirection direction, string number, string? shown) => direction == CallDirection.Incoming && number != Anonymous && shown != number;
}
