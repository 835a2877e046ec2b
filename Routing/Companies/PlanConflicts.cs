using PbxBridge.Routing.Numbering;

namespace PbxBridge.Routing.Companies;

/// <summary>Rules of the private numbering plan, PPN-1 to PPN-5, for short numbers and site codes. Every conflict is listed and names both parties.</summary>
internal static class PlanConflicts
{
    public static void Find(CompanySnapshot company, NumberingData numbering, FileFaults faults)
    {
        CheckRules(company.Rules, faults);
        var entries = PlanEntry.Of(company).ToList();
        foreach (var entry in entries)
        {
            CheckShape(entry, company.Rules, numbering, faults);
        }

        for (var i = 0; i < company.PbxRanges.Length; i++)
        {
            var range = company.PbxRanges[i];
            if (range.ShortFrom is { Length: > 0 } first && range.Count > 0 && PlanEntry.LastOf(range) is null)
            {
                faults.Add(
                    $"$.pbxRanges[{i}].shortFrom", "PPN-4", $"od {first} nie zmieści się {range.Count} numerów tej długości",
                    $"{range.Count} numbers of this length do not fit behind {first}");
            }
        }

        foreach (var (one, other) in Meeting(entries))
        {
            Report(one, other, faults);
        }

        CheckEmergency(entries, company.Rules, numbering, faults);
    }

    /// <summary>All pairs of entries that are equal or where one begins with the other; the later in the file comes second.</summary>
    internal static IEnumerable<(PlanEntry One, PlanEntry Other)> Meeting(IReadOnlyList<PlanEntry> entries)
    {
        var order = Enumerable.Range(0, entries.Count).OrderBy(i => entries[i].Interval.From).ThenBy(i => i).ToList();
        var open = new List<int>();
        foreach (var i in order)
        {
            var from = entries[i].Interval.From;
            open.RemoveAll(j => entries[j].Interval.To < from);
            foreach (var j in open)
            {
                yield return (entries[Math.Min(i, j)], entries[Math.Max(i, j)]);
            }

            open.Add(i);
        }
    }

    private static void CheckRules(PlanRules rules, FileFaults faults)
    {
        if (rules.MinLength is < 2 or > 8)
        {
            faults.Add("$.plan.minLength", "PPN-1", "długość numeru skróconego: od 2 do 8 cyfr", "short numbers have 2 to 8 digits");
        }

        if (rules.MaxLength is < 2 or > 8 || rules.MaxLength < rules.MinLength)
        {
            faults.Add("$.plan.maxLength", "PPN-1", "maxLength: od minLength do 8", "maxLength goes from minLength to 8");
        }

        if (rules.Breakout is not (null or "0" or "9"))
        {
            faults.Add("$.plan.breakout", "§2.1", "prefiks wyjścia na miasto to 0 albo 9", "the break-out prefix is 0 or 9");
        }

        if (rules.Mode == BreakoutMode.None != (rules.Breakout is null))
        {
            faults.Add(
                "$.plan.breakoutMode", "§2.1", "tryb „optional” i „required” wymagają prefiksu, „none” go nie ma",
                "the modes optional and required need a prefix, none has no prefix");
        }
    }

    private static void CheckShape(PlanEntry entry, PlanRules rules, NumberingData numbering, FileFaults faults)
    {
        if (!entry.IsSiteCode && (entry.First.Length < rules.MinLength || entry.First.Length > rules.MaxLength))
        {
            faults.Add(
                entry.Path, "PPN-1", $"{entry.Text} ({entry.Polish}): numer skrócony ma mieć {rules.MinLength}–{rules.MaxLength} cyfr",
                $"{entry.Text} ({entry.English}): a short number has {rules.MinLength}–{rules.MaxLength} digits here");
        }

        var (low, high) = (entry.First[0], entry.Last[0]);
        if (rules.Breakout is [var breakout] && breakout >= low && breakout <= high)
        {
            faults.Add(
                entry.Path, "PPN-5", $"{entry.Text} ({entry.Polish}) zaczyna się od prefiksu wyjścia na miasto {breakout}",
                $"{entry.Text} ({entry.English}) begins with the break-out prefix {breakout}");
        }
        else if (low == '0' || ((low == '1' || high == '9') && !rules.AllowReservedDigits))
        {
            faults.Add(
                entry.Path, "PPN-2", $"{entry.Text} ({entry.Polish}): pierwsza cyfra 0, 1 i 9 jest zastrzeżona",
                $"{entry.Text} ({entry.English}): the first digits 0, 1 and 9 are reserved");
        }

        if (PublicNumberIn(entry, numbering) is { } number)
        {
            faults.Add(
                entry.Path, "PPN-2", $"{entry.Text} ({entry.Polish}) zasłania numer publiczny {number}",
                $"{entry.Text} ({entry.English}) hides the public number {number}");
        }
    }

    /// <summary>A whole short public number in the entry, or null.</summary>
    private static string? PublicNumberIn(PlanEntry entry, NumberingData numbering)
    {
        if (entry.First == entry.Last)
        {
            return numbering.Short(entry.First) is null ? null : entry.First;
        }

        var culture = System.Globalization.CultureInfo.InvariantCulture;
        var (at, last) = (long.Parse(entry.First, culture), long.Parse(entry.Last, culture));
        for (; at <= last; at++)
        {
            var digits = at.ToString(culture).PadLeft(entry.First.Length, '0');

            // Short public numbers begin with 1 or 9; the rest is skipped in one step.
            if (digits[0] is not ('1' or '9'))
            {
                var unit = (long)Math.Pow(10, digits.Length - 1);
                var next = digits[0] < '1' ? 1 : 9;
                at = Math.Max(at, Math.Min((next * unit) - 1, last));
                continue;
            }

            if (numbering.Short(digits) is not null)
            {
                return digits;
            }
        }

        return null;
    }

    // PPN-3: dialled digit by digit, the shorter one would swallow the longer.
    private static void CheckEmergency(List<PlanEntry> entries, PlanRules rules, NumberingData numbering, FileFaults faults)
    {
        foreach (var number in numbering.EmergencyNumbers)
        {
            var direct = PlanEntry.Exact(number, "", "", "");
            var behind = rules.Breakout is { } breakout ? PlanEntry.Exact(breakout + number, "", "", "") : null;
            foreach (var entry in entries)
            {
                var hidden = entry.First == entry.Last && entry.First == number;
                if (!hidden && !rules.EnblocOnly && (Meet(entry, direct) || (behind is not null && Meet(entry, behind))))
                {
                    faults.Add(
                        entry.Path, "PPN-3", $"{entry.Text} ({entry.Polish}) i numer alarmowy {number} zaczynają się tak samo",
                        $"{entry.Text} ({entry.English}) and the emergency number {number} begin alike");
                }
            }
        }
    }

    private static bool Meet(PlanEntry one, PlanEntry other) => one.Interval.From <= other.Interval.To && other.Interval.From <= one.Interval.To;

    private static void Report(PlanEntry one, PlanEntry other, FileFaults faults)
    {
        if (one.First.Length == other.First.Length)
        {
            faults.Add(
                other.Path, "PPN-4", $"numer skrócony {other.Text} ({other.Polish}) ma już {one.Polish} ({one.Text})",
                $"the short number {other.Text} ({other.English}) is already taken by {one.English} ({one.Text})");
        }
        else
        {
            var (shorter, longer) = one.First.Length < other.First.Length ? (one, other) : (other, one);
            faults.Add(
                other.Path, "PPN-3", $"{longer.Text} ({longer.Polish}) zaczyna się od {shorter.Text} ({shorter.Polish})",
                $"{longer.Text} ({longer.English}) begins with {shorter.Text} ({shorter.English})");
        }
    }
}
