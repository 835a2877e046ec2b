using System.Collections.Immutable;
using PbxBridge.Charges;
using PbxBridge.Notices;
using PbxBridge.Routing.Companies;
using PbxBridge.Routing.Terms;
using PbxBridge.Storage;
using PbxBridge.Storage.Companies;

namespace PbxBridge.Hosting;

/// <summary>Takes a company file into the store: all or nothing.</summary>
internal static class CompanyImport
{
    public static ImportOutcome Run(Store store, CompanyDirectory directory, CompanyFormat format, ReadOnlySpan<byte> json, string author, string note, DateTimeOffset now)
    {
        var (company, faults) = format.Read(json);
        if (company is null)
            return new ImportOutcome(null, 0, faults);
        var admitted = Eligibility.Judge(directory, company, directory.Numbering.Date);
        faults = [.. CompanyConflicts.Find(directory, company), .. admitted.Faults];
        if (!faults.IsEmpty)
            return new ImportOutcome(null, 0, faults);
        var before = directory.Company(company.Id);
        company = LimitVersions.After(before, admitted.Company);
        var told = ActivationMessage.Of(before, company, directory.Numbering.Date);
        return store.Companies.Save(CompanyFormat.ChangeOf(company, author, note) with { Messages = told }) switch
        {
            SaveOutcome.Saved saved => Saved(store, before, company, saved.Revision, now),
            // Somebody else saved between our look and our save.
            SaveOutcome.NumberTaken taken => new ImportOutcome(null, 0, [new Fault("$", "PPN-12", new(
                $"numery {taken.Range.First}…{taken.Range.Last} należą już do firmy {taken.Owner}",
                $"the numbers {taken.Range.First}…{taken.Range.Last} already belong to the company {taken.Owner}"))]),
            var other => throw new StartException($"The company {company.Id} could not be saved ({other.GetType().Name}): try again."),
        };
    }

    // LIM-5: a bridge that runs does the same when it sees the change; whoever comes second changes nothing.
    private static ImportOutcome Saved(Store store, CompanySnapshot? before, CompanySnapshot company, long revision, DateTimeOffset now)
    {
        if (before is not null)
        {
            var spent = store.Accounts.InCycle(company.Id, company.Cycles.At(now).Start).Where(account => !account.Used.IsZero).Select(account => account.Key.Owner).ToHashSet();
            store.Limits.Changed([.. LimitChange.Between(before, company, now).Where(change => spent.Contains(change.Terms.Employee)).Select(change => (change.Former, change.Terms))]);
        }

        return new ImportOutcome(company, revision, []);
    }
}

/// <param name="Company">Null when nothing was changed.</param>
internal sealed record ImportOutcome(CompanySnapshot? Company, long Revision, ImmutableArray<Fault> Faults);
