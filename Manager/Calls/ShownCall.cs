using System.Collections.Immutable;
using PbxBridge.Manager.Access;
using PbxBridge.Routing.Companies;
using PbxBridge.Routing.Plans;
using PbxBridge.Storage.Calls;
using PbxBridge.Storage.Calls.Ladders;
using PbxBridge.Storage.Charges;

namespace PbxBridge.Manager.Calls;

/// <summary>One call as its company may see it: what is stored, without what is somebody else's.</summary>
/// <param name="HidesCaller">The caller, or somebody who came by a transfer, asked not to be named; nothing of his number is left in the record.</param>
/// <param name="HidesOther">What went on inside another company of this bridge is left out (ROLE-6).</param>
/// <remarks>Private calls are stored masked, and that is all that there is of their numbers. A call that an employee paid from his own account is not his company's (D9): it is not there, as in the
/// list of calls and in the Telemonitor.</remarks>
public sealed record ShownCall(CallRecord Call, bool HidesCaller, bool HidesOther)
{
    // Decisions about the caller and the number; the others are about whom the called company rings.
    private static readonly ImmutableHashSet<string> s_ofCaller =
    [
        "emergency", "caller", "private-plan", "e164", "class", "operator-bars", "profile", "limit", "account", "credit", "private", "payer", "area", "price", "reservation", "location", "caller-id", "relay",
        "feature", "admission", "transfer", "end", "softphone",
    ];

    /// <summary>What is said of it before all else.</summary>
    public IEnumerable<Sentence> Notes()
    {
        if (HidesCaller)
            yield return new("Rozmówca zastrzegł swój numer: nie jest pokazany, także w wiadomościach.", "A caller withheld his number: it is not shown, nor in the messages.");
        if (HidesOther)
            yield return new("Uczestniczyła w nim inna firma: tego, co działo się u niej, nie widać.", "Another company took part: what went on there is not shown.");
    }

    /// <summary>Null: it is not there for him. Who may look at calls at all is decided before (<see cref="Permission.SeeCalls"/>).</summary>
    /// <param name="withheld">Numbers of callers who asked not to be named, of the calls with which transfers have joined it.</param>
    public static ShownCall? Of(CallRecord call, CompanySnapshot company, CallPeople people, ImmutableArray<string> withheld)
    {
        if (call.Company != company.Id || call.Billing == Billing.PrivatePrepaid)
            return null;
        var hidden = WithheldCaller.Is(call) ? withheld.Add(call.CallerNumber) : withheld;
        var hidesCaller = !hidden.IsEmpty;
        var shown = hidesCaller ? WithheldCaller.Masked(call, hidden) : call;
        return shown.Attempts.Any(attempt => people.IsOfAnother(attempt.Target)) || (shown.Called is { } called && people.IsOfAnother(called.Value))
            ? new(WithoutOthers(shown, people), hidesCaller, true)
            : new(shown, hidesCaller, false);
    }

    /// <summary>Who answered, in a list; null: nobody, or somebody of another company.</summary>
    public static string? AnsweredBy(string? answeredBy, string? called, CallPeople people) =>
        answeredBy is { } by && by != called && people.IsOfAnother(by) ? called : answeredBy;

    // Also legs that are no attempts, as of who joins by a transfer: nobody knows whose they are.
    private static CallRecord WithoutOthers(CallRecord call, CallPeople people)
    {
        var own = call.Attempts.Where(attempt => !people.IsOfAnother(attempt.Target)).ToImmutableArray();
        var legs = own.Select(attempt => attempt.Leg).Append(CallLadder.Caller).ToHashSet(StringComparer.Ordinal);
        return call with
        {
            AnsweredBy = AnsweredBy(call.AnsweredBy, call.Called?.Value, people),
            Attempts = own,
            Flow = [.. call.Flow.Where(message => legs.Contains(message.Leg))],
            Decisions = [.. call.Decisions.Where(step => s_ofCaller.Contains(step.Step))],
            Talks = [.. call.Talks.Where(talk => !people.IsOfAnother(talk.One) && !people.IsOfAnother(talk.Other))],
            Signals = call.Signals with { Diversion = null, Line = null, CallIdOut = default },
        };
    }
}
