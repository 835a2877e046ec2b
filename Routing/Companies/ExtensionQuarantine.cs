using System.Collections.Immutable;

namespace PbxBridge.Routing.Companies;

/// <summary>A freed short number rests for <see cref="PlanRules.QuarantineDays"/> before another person or line gets it (PPN-8); whoever had it may have it back at once.</summary>
public static class ExtensionQuarantine
{
    /// <param name="before">As it is saved, and what it says of freed numbers counts; null: it is new, and its own list does.</param>
    /// <param name="today">Warsaw day of the change.</param>
    /// <returns><paramref name="next"/> with what rests on this day, and a fault for each number that somebody gets too early.</returns>
    public static (CompanySnapshot Company, ImmutableArray<Fault> Faults) After(CompanySnapshot? before, CompanySnapshot next, DateOnly today)
    {
        if (next.Rules.QuarantineDays == 0)
            return (next.FreedExtensions.IsEmpty ? next : next with { FreedExtensions = [] }, []);
        var resting = new SortedDictionary<string, FreedExtension>(StringComparer.Ordinal);
        foreach (var listed in (before ?? next).FreedExtensions)
        {
            // A file may say anything; nobody's number rests longer than from now on.
            var freed = listed.Freed > today ? listed with { Freed = today } : listed;
            if (freed.FreeFrom(next.Rules) > today)
                resting[freed.Extension] = freed;
        }
        var holders = Holders(next).ToDictionary(holder => holder.Extension);
        if (before is not null)
        {
            foreach (var (extension, owner, _) in Holders(before))
            {
                if (!holders.TryGetValue(extension, out var now) || now.Owner != owner)
                    resting[extension] = new(extension, owner, today);
            }
        }
        var faults = new FileFaults();
        foreach (var (extension, owner, path) in holders.Values)
        {
            if (!resting.TryGetValue(extension, out var freed))
                continue;
            if (freed.Owner == owner)
                resting.Remove(extension);
            else
                TooEarly(path, freed, next.Rules, faults);
        }
        return (next with { FreedExtensions = [.. resting.Values] }, faults.ToImmutable());
    }

    private static void TooEarly(string path, FreedExtension freed, PlanRules rules, FileFaults faults) => faults.Add(
        path, "PPN-8", $"numer skrócony {freed.Extension} zwolniono {freed.Freed:yyyy-MM-dd}: ktoś inny może go mieć od {freed.FreeFrom(rules):yyyy-MM-dd}",
        $"the short number {freed.Extension} was freed on {freed.Freed:yyyy-MM-dd}: somebody else may have it from {freed.FreeFrom(rules):yyyy-MM-dd}");

    private static IEnumerable<(string Extension, string Owner, string Path)> Holders(CompanySnapshot company)
    {
        for (var i = 0; i < company.Employees.Length; i++)
        {
            if (company.Employees[i] is { Extension: { } extension } employee)
                yield return (extension, employee.Id, $"$.employees[{i}].extension");
        }
        for (var i = 0; i < company.Lines.Length; i++)
        {
            if (company.Lines[i] is { Extension: { } extension } line)
                yield return (extension, line.Number.Value, $"$.lines[{i}].extension");
        }
        for (var i = 0; i < company.PartnerNumbers.Length; i++)
        {
            if (company.PartnerNumbers[i] is { Short: { } extension } partner)
                yield return (extension, partner.Number.Value, $"$.partnerNumbers[{i}].short");
        }
    }
}
