using System.Collections.Immutable;
using PbxBridge.Routing.Plans;

namespace PbxBridge.Storage.Calls;

/// <summary>Which <see cref="CallResult"/> a call is.</summary>
internal static class CallResults
{
    /// <summary>Causes of calls that were not let through.</summary>
    private static readonly ImmutableArray<CallCause> Refusals =
    [
        CallCause.Unallocated, CallCause.Incomplete, CallCause.Rejected, CallCause.Media, CallCause.Loop, CallCause.NotInService, CallCause.SystemBarred, CallCause.NotAuthorised,
        CallCause.Congestion, CallCause.DestinationOutOfOrder, CallCause.Overload, CallCause.Internal, CallCause.AccountInactive, CallCause.ProfileBarred, CallCause.LimitReached,
        CallCause.PrivateOff, CallCause.NoFunds, CallCause.PremiumThreshold, CallCause.AnonymousRefused,
    ];

    public static CallResult Of(DateTimeOffset? answeredAt, CallCause outcome) =>
        answeredAt is not null ? CallResult.Answered : Refusals.Contains(outcome) ? CallResult.Refused : CallResult.NotAnswered;

    /// <summary>The same as a condition of a query.</summary>
    public static string Condition(CallResult result) => result switch
    {
        CallResult.Answered => "answered_at IS NOT NULL",
        CallResult.Refused => $"answered_at IS NULL AND outcome IN ({Names})",
        _ => $"answered_at IS NULL AND outcome NOT IN ({Names})",
    };

    private static string Names => string.Join(", ", Refusals.Select(cause => $"'{cause}'"));
}
