using System.Collections.Immutable;
using PbxBridge.Routing.Areas;
using PbxBridge.Routing.Numbering;
using PbxBridge.Routing.Plans;
using PbxBridge.Storage.Calls;
using PbxBridge.Storage.Charges;

namespace PbxBridge.Manager.Calls;

/// <summary>A call of another company as one sees it that took part in it: its own side and nothing of the other's (ROLE-6). The caller is who his phones showed; whom it rang and why is its own when its
/// number was called; of a call that was only sent on to somebody of it, his leg alone is; of a private call, that it was made. Pure.</summary>
internal static class GuestCall
{
    public static ShownCall Of(CallRecord whole, CallPeople people)
    {
        // Of a private call nobody can tell any more whose number was called.
        var isMasked = whole.Billing is Billing.PrivateFlagged or Billing.PrivatePrepaid;
        var isCalled = whole.Called is { } number && people.IsOwn(number.Value);
        var own = whole.Attempts.Where(attempt => IsOwn(attempt.Target)).ToImmutableArray();
        // The record has what the one who answered, or the last one, was shown.
        var seen = whole.Attempts.FirstOrDefault(attempt => attempt.Target == whole.AnsweredBy) ?? whole.Attempts.LastOrDefault();
        var shown = seen is null || IsOwn(seen.Target) || (isMasked && whole.Attempts.Length == 1) ? whole.CallerShown : null;
        var call = shown is null && whole.CallerNumber != WithheldCaller.Anonymous ? WithheldCaller.Masked(whole, [whole.CallerNumber]) : whole;
        var legs = own.Select(attempt => attempt.Leg).ToHashSet(StringComparer.Ordinal);
        var called = isCalled || isMasked ? call.Called?.Value : own.LastOrDefault()?.Target;
        var side = call with
        {
            CallerNumber = shown ?? WithheldCaller.Anonymous,
            CallerShown = shown,
            Dialled = called ?? "",
            Called = called is null ? null : new PhoneNumber(called),
            Direction = CallDirection.Incoming,
            InTrunk = null,
            OutTrunk = null,
            Place = CallerPlace.Unknown,
            Signals = CallSignals.None,
            Parent = null,
            Talks = [],
            Billing = Billing.Business,
            Service = isCalled ? call.Service : CallService.Basic,
            AnsweredBy = isMasked && call.AnsweredBy is not null ? called : ShownCall.AnsweredBy(call.AnsweredBy, called, people),
            Attempts = own,
            Decisions = isCalled ? [.. DecisionSides.OfCalled(call.Decisions)] : [],
            Flow = [.. call.Flow.Where(message => legs.Contains(message.Leg))],
        };
        return new(isCalled || isMasked || (call.AnsweredBy is { } who && people.IsOwn(who)) ? side : NotTaken(side), shown is null, true);

        bool IsOwn(string target) => people.IsOwn(target) || (isCalled && !people.IsOfAnother(target));
    }

    /// <summary>The same as a line of a list.</summary>
    public static CallSummary LineOf(CallRecord call) => new(
        call.Id, call.Company, call.StartedAt, call.AnsweredAt, call.EndedAt, call.CallerNumber, call.Dialled, call.Called, call.Direction, call.Service, call.AnsweredBy, call.Outcome, call.SipStatus)
    {
        CallerShown = call.CallerShown,
    };

    // Whoever took it is not theirs, nor how long he talked.
    private static CallRecord NotTaken(CallRecord side)
    {
        var last = side.Attempts.LastOrDefault();
        return side with
        {
            RingingAt = null,
            AnsweredAt = null,
            AnsweredBy = null,
            EndedAt = side.StartedAt + (last?.Rang ?? TimeSpan.Zero),
            Outcome = last is { Outcome: not CallCause.Cleared } ? last.Outcome : CallCause.NoAnswer,
            SipStatus = last?.Status ?? 0,
            Q850 = last?.Q850,
            ReleasedBy = ReleasedBy.Bridge,
        };
    }
}
