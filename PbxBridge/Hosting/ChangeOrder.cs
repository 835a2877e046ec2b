using PbxBridge.Charging.Fees;
using PbxBridge.Storage.Audit;

namespace PbxBridge.Hosting;

/// <summary>Who changes a company, why, and whether he knows what it costs.</summary>
/// <param name="By">Stands in the audit.</param>
/// <param name="Note">In a few words.</param>
internal sealed record ChangeOrder(AuditActor By, string Note, DateTimeOffset At)
{
    /// <summary>For the revision and the fees.</summary>
    public string Author => By.Author;

    /// <summary>A consultant's work costs in addition (F5, F6).</summary>
    public FeeActor Actor { get; init; }

    /// <summary>The fees were shown and agreed to; without that a change that costs something is not made.</summary>
    public bool IsAgreed { get; init; }

    /// <summary>Who takes a change back within 15 minutes gets its fees back (FEE-2).</summary>
    public bool RefundsReverted { get; init; }

    /// <summary>Nothing is changed.</summary>
    public bool IsPreview { get; init; }
}
