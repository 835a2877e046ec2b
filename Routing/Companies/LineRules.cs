using PbxBridge.Routing.Numbering;

namespace PbxBridge.Routing.Companies;

/// <summary>Company lines: members, times and overflow (§4.3, LIM-1, D3).</summary>
internal static class LineRules
{
    public static void Find(CompanySnapshot company, FileFaults faults)
    {
        for (var i = 0; i < company.Lines.Length; i++)
        {
            var (line, path) = (company.Lines[i], $"$.lines[{i}]");
            CheckMembers(company, line, path, faults);
            PeopleRules.Timer(line.RingFor, 5, 60, 5, path + ".ringFor", faults);
            PeopleRules.Timer(line.Total, 15, 175, 1, path + ".total", faults);
            CheckRingTimes(line, path, faults);
            CheckOverflow(company, line, path, faults);
        }
    }

    private static void CheckMembers(CompanySnapshot company, CompanyLine line, string path, FileFaults faults)
    {
        if (line.Members.IsEmpty)
        {
            faults.Add(path + ".members", "LIM-1", $"Linia firmowa {line.Name} nie ma członków", $"the company line {line.Name} has no members");
        }

        if (line.Members.Length > CompanyLine.MaxMembers)
        {
            faults.Add(
                path + ".members", "LIM-1", $"Linia firmowa {line.Name} ma {line.Members.Length} członków, może mieć {CompanyLine.MaxMembers}",
                $"the company line {line.Name} has {line.Members.Length} members, it may have {CompanyLine.MaxMembers}");
        }

        var seen = new HashSet<PhoneNumber>();
        for (var j = 0; j < line.Members.Length; j++)
        {
            var member = line.Members[j];
            if (member.Value.Length == 0)
            {
                continue;
            }

            if (!seen.Add(member))
            {
                faults.Add($"{path}.members[{j}]", "LIM-1", $"{member} jest na liście dwa razy", $"{member} is in the list twice");
            }
            else if (company.OwnerOf(member) is not { Kind: not NumberOwnerKind.Line })
            {
                faults.Add(
                    $"{path}.members[{j}]", "LIM-1", $"{member} nie jest numerem pracownika w Sieci firmowej", $"{member} is not an employee's number in the company network");
            }
        }
    }

    private static void CheckRingTimes(CompanyLine line, string path, FileFaults faults)
    {
        var seen = new HashSet<PhoneNumber>();
        for (var j = 0; j < line.RingTimes.Length; j++)
        {
            var (member, ringFor) = line.RingTimes[j];
            PeopleRules.Timer(ringFor, 5, 60, 5, $"{path}.ringTimes[{j}].ringFor", faults);
            if (member.Value.Length > 0 && (!line.Members.Contains(member) || !seen.Add(member)))
            {
                faults.Add($"{path}.ringTimes[{j}].member", "LIM-1", $"{member} nie jest członkiem linii albo jest tu dwa razy", $"{member} is no member of the line, or is here twice");
            }
        }
    }

    private static void CheckOverflow(CompanySnapshot company, CompanyLine line, string path, FileFaults faults)
    {
        switch (line.Overflow)
        {
            case LineOverflow.ToVoicemail when line.Number.Value.Length > 0 && company.MailboxOf(line.Number) is null:
                faults.Add(
                    path + ".overflow", "D3", $"Linia firmowa {line.Name} przepełnia się na pocztę głosową, a nie ma skrzynki w voicemail.boxes",
                    $"the company line {line.Name} overflows to voicemail but has no box in voicemail.boxes");
                break;
            case LineOverflow.ToNumber { Number.Value.Length: > 0 } to when company.OwnerOf(to.Number) is null:
                faults.Add(path + ".overflow.number", "D3", $"{to.Number} nie należy do Sieci firmowej", $"{to.Number} is not in the company network");
                break;
            case LineOverflow.ToLine { Line.Value.Length: > 0 } to when company.LineWith(to.Line) is null:
                faults.Add(path + ".overflow.line", "D3", $"{to.Line} nie jest Linią firmową", $"{to.Line} is not a company line");
                break;
            default:
                break;
        }
    }
}
