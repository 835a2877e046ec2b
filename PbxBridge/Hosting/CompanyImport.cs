using System.Collections.Immutable;
using PbxBridge.Charges;
using PbxBridge.Charging.Cycles;
using PbxBridge.Fees;
using PbxBridge.Notices;
using PbxBridge.Routing.Companies;
using PbxBridge.Routing.Terms;
using PbxBridge.Storage;
using PbxBridge.Storage.Audit;
using PbxBridge.Storage.Companies;

namespace PbxBridge.Hosting;

/// <summary>Takes a company into the store, with its fees and messages: all or nothing.</summary>
internal static class CompanyImport
{
    /// <param name="directory">As the store is: a change that comes in between makes this one fail.</param>
    public static ImportOutcome Run(Store store, CompanyDirectory directory, CompanyFormat format, ReadOnlySpan<byte> json, ChangeOrder order)
    {
        var (company, faults) = format.Read(json);
        return company is null ? new ImportOutcome(null, 0, faults) : Run(store, directory, format, company, order);
    }

    private static ImportOutcome Run(Store store, CompanyDirectory directory, CompanyFormat format, CompanySnapshot company, ChangeOrder order)
    {
        var admitted = Eligibility.Judge(directory, company, directory.Numbering.Date);
        var before = directory.Company(company.Id);
        var quarantined = ExtensionQuarantine.After(before, admitted.Company, WarsawTime.Day(order.At));
        ImmutableArray<Fault> faults = [.. CompanyConflicts.Find(directory, company), .. admitted.Faults, .. quarantined.Faults, .. InheritedPins.Find(before, company)];
        if (!faults.IsEmpty)
            return new ImportOutcome(null, 0, faults);
        var givenBack = RevertedFees.Of(store, directory, format, quarantined.Company, order);
        company = LimitVersions.After(before, quarantined.Company);
        var fees = ChangeFees.Of(directory, before, company, order.Actor, order.At);
        if (!givenBack.IsEmpty)
            fees = fees with { Quote = ChangeFees.None.Quote, GivenBack = givenBack };
        if (order.IsPreview || (before is not null && fees.IsToBeAgreed && !order.IsAgreed))
            return new ImportOutcome(null, 0, []) { Fees = fees, Warnings = admitted.Warnings };
        var change = CompanyFormat.ChangeOf(company, order.Author, order.Note);
        var booking = fees.Booking(before, company, order.Author, order.At);
        change = change with
        {
            ExpectedRevision = before?.Revision ?? 0,
            Fees = booking,
            Audit = new AuditEntry(company.Id, order.By, order.Note, DocumentChanges.Between(before is null ? default : CompanyFile.Write(before), change.Json))
            {
                Fees = booking is null ? [] : [.. booking.Entries.Select(entry => entry.Key)],
            },
            Messages = ActivationMessage.Of(before, company, directory.Numbering.Date),
        };
        return store.Companies.Save(change) switch
        {
            SaveOutcome.Saved saved => Saved(store, before, company, saved.Revision, order.At) with { Fees = fees, Warnings = admitted.Warnings },
            // Somebody else saved between our look and our save.
            SaveOutcome.Outdated => new ImportOutcome(null, 0, []) { IsOutdated = true },
            SaveOutcome.NumberTaken taken => new ImportOutcome(null, 0, [new Fault("$", "PPN-12", new(
                $"numery {taken.Range.First}…{taken.Range.Last} należą już do firmy {taken.Owner}",
                $"the numbers {taken.Range.First}…{taken.Range.Last} already belong to the company {taken.Owner}"))]),
            SaveOutcome.LoginTaken taken => new ImportOutcome(null, 0, [new Fault("$.logins", "", CompanyConflicts.LoginTaken(taken.Name))]),
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

/// <param name="Company">Null when nothing was changed: there are faults, fees to be agreed to, or it came too late.</param>
internal sealed record ImportOutcome(CompanySnapshot? Company, long Revision, ImmutableArray<Fault> Faults)
{
    public ChangeFees Fees { get; init; } = ChangeFees.None;

    /// <summary>Nothing was changed: somebody else has saved the company meanwhile.</summary>
    public bool IsOutdated { get; init; }

    /// <summary>What runs on although it could not be switched on now (D10).</summary>
    public ImmutableArray<Fault> Warnings { get; init; } = [];
}
