using PbxBridge.Charging.Fees;
using PbxBridge.Configuration;
using PbxBridge.Manager.Companies;
using PbxBridge.Routing.Companies;
using PbxBridge.Storage;
using PbxBridge.Storage.Audit;

namespace PbxBridge.Hosting;

/// <summary>What the Manager changes goes the way of an import: the same checks, fees, messages and audit.</summary>
internal sealed class ManagedCompanies(Store store, CompanyCatalogue catalogue, DirectoryWatch watch, OperatorOptions options, TimeProvider time) : IManagedCompanies
{
    public CompanyDirectory Directory => watch.Current;

    public ChangeAnswer Save(CompanySnapshot after, ChangeRequest request)
    {
        var directory = watch.Current;
        if (directory.Company(after.Id)?.Revision != after.Revision)
            return new ChangeAnswer.Outdated();
        var order = new ChangeOrder(request.By, request.Note, time.GetUtcNow())
        {
            Actor = request.By.Role == AuditRole.Consultant ? FeeActor.Consultant : FeeActor.Company,
            IsAgreed = request.IsAgreed,
            RefundsReverted = options.RefundsRevertedChanges,
        };
        var outcome = CompanyImport.Run(store, directory, catalogue.Format, CompanyFile.Write(after), order);
        watch.LookNow();
        if (!outcome.Faults.IsEmpty)
            return new ChangeAnswer.Refused(outcome.Faults);
        if (outcome.IsOutdated)
            return new ChangeAnswer.Outdated();
        return outcome.Company is { } saved ? new ChangeAnswer.Saved(saved) : new ChangeAnswer.HasFees([.. outcome.Fees.Lines]);
    }
}
