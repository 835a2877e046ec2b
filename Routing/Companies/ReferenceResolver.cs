using System.Collections.Immutable;
using System.Globalization;
using PbxBridge.Routing.Numbering;

namespace PbxBridge.Routing.Companies;

/// <summary>Turns the short numbers by which a company file refers to people and lines into full numbers.</summary>
internal sealed class ReferenceResolver(CompanySnapshot company, FileFaults faults)
{
    public CompanySnapshot Resolve() => company with
    {
        Employees = Each(company.Employees, (e, i) => e.PersonalLine is { } line
            ? e with { PersonalLine = line with { Second = Full(line.Second, Path($"$.employees[{i}].personalLine.second")) } }
            : e),
        Softphones = Each(company.Softphones, (s, i) => s with { Employee = Full(s.Employee, Path($"$.softphones[{i}].employee")) }),
        Lines = Each(company.Lines, ResolveLine),
        Voicemail = company.Voicemail with
        {
            Boxes = Each(company.Voicemail.Boxes, (b, i) => b with { Owner = Full(b.Owner, Path($"$.voicemail.boxes[{i}].owner")) }),
        },
    };

    private static string Path(FormattableString path) => path.ToString(CultureInfo.InvariantCulture);

    private static ImmutableArray<T> Each<T>(ImmutableArray<T> items, Func<T, int, T> change) => [.. items.Select(change)];

    private CompanyLine ResolveLine(CompanyLine line, int i) => line with
    {
        Members = Each(line.Members, (m, j) => Full(m, Path($"$.lines[{i}].members[{j}]"))),
        Overflow = line.Overflow switch
        {
            LineOverflow.ToNumber to => new LineOverflow.ToNumber(Full(to.Number, Path($"$.lines[{i}].overflow.number"))),
            LineOverflow.ToLine to => new LineOverflow.ToLine(Full(to.Line, Path($"$.lines[{i}].overflow.line"))),
            _ => line.Overflow,
        },
    };

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
