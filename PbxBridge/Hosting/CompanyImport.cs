using System.Collections.Immutable;
using PbxBridge.Notices;
using PbxBridge.Routing.Companies;
using PbxBridge.Routing.Terms;
using PbxBridge.Storage;
using PbxBridge.Storage.Companies;

namespace PbxBridge.Hosting;

/// <summary>Takes a company file into the store: all or nothing.</summary>
internal static class CompanyImport
{
    public static ImportOutcome Run(Store store, CompanyDirectory directory, CompanyFormat format, ReadOnlySpan<byte> json, string author, string note)
    {
        var (company, faults) = format.Read(json);
        if (company is null)
            return new ImportOutcome(null, 0, faults);
        var admitted = Eligibility.Judge(directory, company, directory.Numbering.Date);
        faults = [.. CompanyConflicts.Find(directory, company), .. admitted.Faults];
        if (!faults.IsEmpty)
            return new ImportOutcome(null, 0, faults);
        company = admitted.Company;
        var told = ActivationMessage.Of(directory.Company(company.Id), company, directory.Numbering.Date);
        return store.Companies.Save(CompanyFormat.ChangeOf(company, author, note) with { Messages = told }) switch
        {
            SaveOutcome.Saved saved => new ImportOutcome(company, saved.Revision, []),
            // Somebody else saved between our look and our save.
            SaveOutcome.NumberTaken taken => new ImportOutcome(null, 0, [new Fault("$", "PPN-12", new(
                $"numery {taken.Range.First}…{taken.Range.Last} należą już do firmy {taken.Owner}",
                $"the numbers {taken.Range.First}…{taken.Range.Last} already belong to the company {taken.Owner}"))]),
            var other => throw new StartException($"The company {company.Id} could not be saved ({other.GetType().Name}): try again."),
        };
    }
}

/// <param name="Company">Null when nothing was changed.</param>
internal sealed record ImportOutcome(CompanySnapshot? Company, long Revision, ImmutableArray<Fault> Faults);
