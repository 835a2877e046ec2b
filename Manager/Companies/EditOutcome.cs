using PbxBridge.Routing.Companies;
using PbxBridge.Routing.Plans;

namespace PbxBridge.Manager.Companies;

/// <summary>What an edit makes of a company. Nothing is saved yet: that is <see cref="IManagedCompanies.Save"/>, which checks the company as its file is checked.</summary>
public abstract record EditOutcome
{
    private EditOutcome()
    {
    }

    /// <param name="Company">That of the visitor with the edit; its revision is still the one that was looked at.</param>
    /// <param name="Note">In a few words, in English, for <see cref="ChangeRequest.Note"/>: <c>profile of anna, piotr</c>. Holds no secret.</param>
    public sealed record Changed(CompanySnapshot Company, string Note) : EditOutcome;

    public sealed record Refused(Sentence Reason) : EditOutcome;

    /// <summary>It is so already.</summary>
    public sealed record Unchanged : EditOutcome;
}
