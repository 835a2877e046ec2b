using PbxBridge.Routing.Numbering;
using PbxBridge.Routing.Plans;

namespace PbxBridge.Storage.Calls;

/// <summary>One line of a list of calls.</summary>
public sealed record CallSummary(
    string Id,
    string? Company,
    DateTimeOffset StartedAt,
    DateTimeOffset? AnsweredAt,
    DateTimeOffset EndedAt,
    string CallerNumber,
    string Dialled,
    PhoneNumber? Called,
    CallDirection Direction,
    CallService Service,
    string? AnsweredBy,
    CallCause Outcome,
    int SipStatus)
{
    /// <summary>See <see cref="CallRecord.CallerShown"/>.</summary>
    public string? CallerShown { get; init; }

    public CallResult Result => CallResults.Of(AnsweredAt, Outcome);

    /// <summary>From answer to end; zero when nobody answered.</summary>
    public TimeSpan Talked => AnsweredAt is { } at ? EndedAt - at : TimeSpan.Zero;
}
