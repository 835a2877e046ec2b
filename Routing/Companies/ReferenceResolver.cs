using System.Collections.Immutable;
using System.Globalization;
using PbxBridge.Routing.Numbering;
using PbxBridge.Routing.Profiles;

namespace PbxBridge.Routing.Companies;

/// <summary>Turns the short numbers by which a company file refers to people and lines into full numbers.</summary>
internal sealed class ReferenceResolver(CompanySnapshot company, FileFaults faults)
{
    public CompanySnapshot Resolve() => company with
    {
        Employees = Each(company.Employees, ResolveEmployee),
        Profiles = Each(company.Profiles, p => p with { Allowed = Full(p.Allowed), Denied = Full(p.Denied) }),
        PrivateCalls = company.PrivateCalls with { Rules = Each(company.PrivateCalls.Rules, r => r with { Numbers = Full(r.Numbers) }) },
        Softphones = Each(company.Softphones, (s, i) => s with { Employee = Full(s.Employee, Path($"$.softphones[{i}].employee")) }),
        Lines = Each(company.Lines, ResolveLine),
        PbxDown = company.PbxDown.Line is { } line ? company.PbxDown with { Line = Full(line, "$.pbxDown.line") } : company.PbxDown,
        OutboundCli = company.OutboundCli.Line is { } shown ? company.OutboundCli with { Line = Full(shown, "$.outboundCli.line") } : company.OutboundCli,
        Voicemail = company.Voicemail with
        {
            Boxes = Each(company.Voicemail.Boxes, (b, i) => b with { Owner = Full(b.Owner, Path($"$.voicemail.boxes[{i}].owner")) }),
        },
    };

    private static string Path(FormattableString path) => path.ToString(CultureInfo.InvariantCulture);

    private static ImmutableArray<T> Each<T>(ImmutableArray<T> items, Func<T, int, T> change) => items.IsEmpty ? items : [.. items.Select(change)];

    private static ImmutableArray<T> Each<T>(ImmutableArray<T> items, Func<T, T> change) => Each(items, (item, _) => change(item));

    private Employee ResolveEmployee(Employee employee, int i)
    {
        var own = employee with
        {
            Allowed = Full(employee.Allowed),
            Denied = Full(employee.Denied),
            Desk = Full(employee.Desk, $"$.employees[{i}].desk"),
            Forwards = employee.Forwards is not { } set ? null : set with
            {
                Always = Full(set.Always, $"$.employees[{i}].forwards.always"),
                Busy = Full(set.Busy, $"$.employees[{i}].forwards.busy"),
                NoAnswer = Full(set.NoAnswer, $"$.employees[{i}].forwards.noAnswer"),
                Unreachable = Full(set.Unreachable, $"$.employees[{i}].forwards.unreachable"),
            },
        };
        return own.PersonalLine is { } line
            ? own with { PersonalLine = line with { Second = Full(line.Second, Path($"$.employees[{i}].personalLine.second")) } }
            : own;
    }

    // A short number of the company stands for the full one; others may be short public numbers.
    private NumberList Full(NumberList list) => list.IsEmpty ? list : NumberList.Of(Each(list.Entries, e => e.Pattern is { IsPrefix: false, Digits: var digits }
        && company.Plan.Resolve(digits)?.Number is { } number
            ? e with { Pattern = new(number.Value, false) }
            : e));

    private CompanyLine ResolveLine(CompanyLine line, int i) => line with
    {
        Members = Each(line.Members, (m, j) => Full(m, Path($"$.lines[{i}].members[{j}]"))),
        RingTimes = Each(line.RingTimes, (m, j) => m with { Member = Full(m.Member, Path($"$.lines[{i}].ringTimes[{j}].member")) }),
        Overflow = line.Overflow switch
        {
            LineOverflow.ToNumber to => new LineOverflow.ToNumber(Full(to.Number, Path($"$.lines[{i}].overflow.number"))),
            LineOverflow.ToLine to => new LineOverflow.ToLine(Full(to.Line, Path($"$.lines[{i}].overflow.line"))),
            _ => line.Overflow,
        },
    };

    private PhoneNumber? Full(PhoneNumber? reference, FormattableString path) => reference is { } given ? Full(given, Path(path)) : null;

    private PhoneNumber Full(PhoneNumber reference, string path)
    {
        if (!reference.IsShort || reference.Value.Length == 0)
        {
            return reference;
        }

        if (company.Plan.Resolve(reference.Value)?.Number is { } number)
        {
            return number;
        }

        faults.Add(path, "PPN-6", $"firma nie ma numeru skróconego {reference}", $"the company has no short number {reference}");
        return new("");
    }
}
