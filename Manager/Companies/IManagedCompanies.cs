using System.Collections.Immutable;
using PbxBridge.Charging.Fees;
using PbxBridge.Routing.Companies;
using PbxBridge.Storage.Audit;

namespace PbxBridge.Manager.Companies;

/// <summary>The companies that the Manager shows and changes, as the process around it has them. Any thread but the signalling loop.</summary>
public interface IManagedCompanies
{
    /// <summary>As calls are decided with at this moment.</summary>
    CompanyDirectory Directory { get; }

    /// <summary>Saves a company with its fees, messages and audit: all or nothing. When it answers <see cref="ChangeAnswer.Saved"/>, <see cref="Directory"/> has it.</summary>
    /// <param name="after">The snapshot of <see cref="Directory"/> that was looked at, changed with <c>with</c>; its revision says which one that was.</param>
    ChangeAnswer Save(CompanySnapshot after, ChangeRequest request);
}

/// <param name="By">Stands in the audit.</param>
/// <param name="Note">In a few words, in English: <c>profile of anna, piotr</c>.</param>
/// <param name="IsAgreed">The fees were shown and agreed to (F6).</param>
public sealed record ChangeRequest(AuditActor By, string Note, bool IsAgreed);

/// <summary>What became of a change.</summary>
public abstract record ChangeAnswer
{
    private ChangeAnswer()
    {
    }

    public sealed record Saved(CompanySnapshot Company) : ChangeAnswer;

    /// <summary>Nothing was changed; each fault says why.</summary>
    public sealed record Refused(ImmutableArray<Fault> Faults) : ChangeAnswer;

    /// <summary>Nothing was changed: it costs this, and that is to be agreed to first.</summary>
    public sealed record HasFees(ImmutableArray<FeeLine> Fees) : ChangeAnswer;

    /// <summary>Nothing was changed: somebody else has saved the company meanwhile.</summary>
    public sealed record Outdated : ChangeAnswer;
}
