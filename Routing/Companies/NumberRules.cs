using PbxBridge.Routing.Numbering;

namespace PbxBridge.Routing.Companies;

/// <summary>Full numbers of one company: real, and each claimed once (PPN-4).</summary>
internal static class NumberRules
{
    private const int LargestRange = 1_000_000;

    public static void Find(CompanySnapshot company, NumberingData numbering, FileFaults faults)
    {
        for (var i = 0; i < company.Employees.Length; i++)
        {
            RequireNational(company.Employees[i].Mobile, $"$.employees[{i}].mobile", numbering, faults);
        }

        for (var i = 0; i < company.Lines.Length; i++)
        {
            RequireNational(company.Lines[i].Number, $"$.lines[{i}].number", numbering, faults);
        }

        for (var i = 0; i < company.PbxRanges.Length; i++)
        {
            CheckRange(company.PbxRanges[i], $"$.pbxRanges[{i}]", numbering, faults);
        }

        CheckOthers(company, numbering, faults);
        FindOverlaps(company, faults);
    }

    private static void CheckOthers(CompanySnapshot company, NumberingData numbering, FileFaults faults)
    {
        if (company.MainNumber is { Value.Length: > 0 } main)
        {
            RequireNational(main, "$.mainNumber", numbering, faults);
        }

        for (var i = 0; i < company.PartnerNumbers.Length; i++)
        {
            RequireReal(company.PartnerNumbers[i].Number, $"$.partnerNumbers[{i}].number", numbering, faults);
        }

        for (var i = 0; i < company.KnownDepositNumbers.Length; i++)
        {
            RequireReal(company.KnownDepositNumbers[i], $"$.depositNumbers[{i}]", numbering, faults);
        }

        for (var i = 0; i < company.Trunks.Length; i++)
        {
            for (var j = 0; j < company.Trunks[i].ForeignCli.Length; j++)
            {
                var number = company.Trunks[i].ForeignCli[j];
                if (number.Value.Length > 0 && !numbering.IsLegalCli(number))
                {
                    faults.Add($"$.trunks[{i}].foreignCli[{j}]", "CLI-2", $"{number} nie może być numerem dzwoniącego", $"{number} cannot be a caller's number");
                }
            }
        }
    }

    private static void RequireNational(PhoneNumber number, string path, NumberingData numbering, FileFaults faults)
    {
        if (number.Value.Length > 0 && !(number.Value.StartsWith("+48", StringComparison.Ordinal) && numbering.IsLegalCli(number)))
        {
            faults.Add(
                path, "CLI-2", $"{number} nie jest zwykłym numerem polskiego planu numeracji", $"{number} is not an ordinary number of the Polish numbering plan");
        }
    }

    private static void RequireReal(PhoneNumber number, string path, NumberingData numbering, FileFaults faults)
    {
        if (number.Value.Length > 0 && !numbering.IsNumber(number))
        {
            faults.Add(path, "NUM-1", $"numeru {number} nie ma", $"there is no number {number}");
        }
    }

    private static void CheckRange(PbxRange range, string path, NumberingData numbering, FileFaults faults)
    {
        RequireNational(range.From, path + ".from", numbering, faults);
        RequireNational(range.To, path + ".to", numbering, faults);
        if (range.From.Value.Length == 0 || range.To.Value.Length == 0)
        {
            return;
        }

        if (range.Count == 0)
        {
            faults.Add(
                path + ".to", "PPN-4", $"{range.To} nie leży za {range.From} albo ma inną długość", $"{range.To} does not follow {range.From}, or is of another length");
        }
        else if (range.Count > LargestRange || !SameKind(range, numbering))
        {
            faults.Add(
                path + ".to", "PPN-4", $"zakres {range.From}–{range.To} wychodzi poza jedną strefę lub rodzaj numerów",
                $"the range {range.From}–{range.To} leaves its zone or kind of numbers");
        }
    }

    private static bool SameKind(PbxRange range, NumberingData numbering)
    {
        if (range.From.Value.Length < 4 || range.To.Value.Length < 4)
        {
            return false;
        }

        var from = numbering.National(range.From.Value.AsSpan(3), out var fromArea);
        var to = numbering.National(range.To.Value.AsSpan(3), out var toArea);
        return from?.Prefix == to?.Prefix && fromArea?.Code == toArea?.Code;
    }

    private static void FindOverlaps(CompanySnapshot company, FileFaults faults)
    {
        var entries = NumberEntry.Own(company).Concat(NumberEntry.Partners(company)).ToList();
        var order = Enumerable.Range(0, entries.Count).OrderBy(i => entries[i].From).ThenBy(i => i);
        var open = new List<int>();
        foreach (var i in order)
        {
            open.RemoveAll(j => entries[j].To < entries[i].From);
            foreach (var j in open)
            {
                var (one, other) = (entries[Math.Min(i, j)], entries[Math.Max(i, j)]);
                faults.Add(
                    other.Path, "PPN-4", $"numer {other.Text} ({other.Polish}) ma już {one.Polish} ({one.Text})",
                    $"the number {other.Text} ({other.English}) is already taken by {one.English} ({one.Text})");
            }

            open.Add(i);
        }
    }
}
