using System.Collections.Immutable;
using System.Text.RegularExpressions;
using PbxBridge.Routing.Companies;
using PbxBridge.Storage;
using PbxBridge.Storage.Calls;

namespace PbxBridge.Manager.Calls;

/// <summary>Reads from the store what the pages of calls show. The company is the visitor's (ROLE-6).</summary>
internal sealed partial class CallDesk(Store store, CompanySnapshot company, CompanyDirectory directory)
{
    // A call is seldom transferred twice.
    private const int MostJoined = 20;

    public CallPeople People { get; } = new(company, directory);

    public CallsLeaf List(CallsQuery query) => CallsLeaf.Of([.. store.Calls.Last(CallsLeaf.Asked, query.Filter(company.Id))], query, call => Line(call, query.Digits));

    /// <summary>Null: there is none, or it is not the company's to see.</summary>
    /// <param name="id">All of it.</param>
    public ShownCall? Find(string id) => id.Length == CallId.Length && store.Calls.Find(id) is { } call ? ShownCall.Of(call, company, People, WithheldIn(call)) : null;

    // Who withheld his number in one call is not named in the one to which he was transferred; the notes of a transfer have the ids of both.
    private ImmutableArray<string> WithheldIn(CallRecord call) =>
    [
        .. call.Decisions.Where(step => step.Step == "transferred").SelectMany(step => Id().Matches(step.Sentence.English).Select(match => match.Value)).Append(call.Parent ?? "").Distinct().Where(id => id.Length > 0)
            .Take(MostJoined).Select(store.Calls.Find).OfType<CallRecord>().Where(WithheldCaller.Is).Select(other => other.CallerNumber),
    ];

    [GeneratedRegex("[0-9A-HJKMNP-TV-Z]{26}", RegexOptions.CultureInvariant)]
    private static partial Regex Id();

    // Null: it was found by a number that is not to be known.
    private CallLine? Line(CallSummary call, string digits)
    {
        var isHidden = WithheldCaller.MayBe(call) && store.Calls.Find(call.Id) is { } record && WithheldCaller.Is(record);
        if (isHidden && digits.Length > 0 && !DialledText.Of(call.Dialled).Contains(digits, StringComparison.Ordinal) && call.Called?.Value.Contains(digits, StringComparison.Ordinal) != true)
            return null;
        return new(call, isHidden ? WithheldCaller.Anonymous : call.CallerNumber, ShownCall.AnsweredBy(call.AnsweredBy, call.Called?.Value, People));
    }
}
