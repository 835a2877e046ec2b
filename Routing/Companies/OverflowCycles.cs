using System.Globalization;
using PbxBridge.Routing.Numbering;
using PbxBridge.Routing.Plans;

namespace PbxBridge.Routing.Companies;

/// <summary>Forwarding that comes back to where it began (LOOP-6, mission S7): overflow of company lines, what leads from a person into a company line, and people who
/// send all their calls on.</summary>
/// <remarks>Two people who are each other's second number, or to whom each other's calls go when nobody answers, are no cycle: what the second one has set is not followed (PL-5).</remarks>
internal static class OverflowCycles
{
    public static void Find(CompanySnapshot company, FileFaults faults)
    {
        var ways = Ways(company).ToLookup(way => way.From);
        var state = new Dictionary<PhoneNumber, Mark>();
        foreach (var start in ways)
        {
            Walk(start.Key, ways, state, faults, company);
        }
    }

    // Depth first: a way back to a number that is still on the way closes a circle.
    private static void Walk(PhoneNumber start, ILookup<PhoneNumber, Way> ways, Dictionary<PhoneNumber, Mark> state, FileFaults faults, CompanySnapshot company)
    {
        var trail = new Stack<(PhoneNumber At, IEnumerator<Way> Left)>();
        Enter(start);
        while (trail.TryPeek(out var last))
        {
            if (!last.Left.MoveNext())
            {
                state[last.At] = Mark.Done;
                trail.Pop();
                continue;
            }

            var way = last.Left.Current;
            if (state.GetValueOrDefault(way.To) == Mark.OnTheWay)
            {
                var circle = trail.Select(t => t.At).Reverse().SkipWhile(at => at != way.To).Append(way.To);
                var names = string.Join(" → ", circle.Select(n => NameOf(company, n)));
                faults.Add(way.Path, "LOOP-6", $"przekierowania tworzą pętlę: {names}", $"the forwarding goes in a circle: {names}");
            }
            else
            {
                Enter(way.To);
            }
        }

        void Enter(PhoneNumber at)
        {
            if (state.TryAdd(at, Mark.OnTheWay))
            {
                trail.Push((at, ways[at].GetEnumerator()));
            }
        }
    }

    private static IEnumerable<Way> Ways(CompanySnapshot company)
    {
        for (var i = 0; i < company.Lines.Length; i++)
        {
            var line = company.Lines[i];
            Way? way = line.Overflow switch
            {
                LineOverflow.ToLine next => new(line.Number, next.Line, Path($"$.lines[{i}].overflow.line")),
                LineOverflow.ToNumber next => new(line.Number, next.Number, Path($"$.lines[{i}].overflow.number")),
                _ => null,
            };
            if (way is { From.Value.Length: > 0, To.Value.Length: > 0 })
            {
                yield return way;
            }
        }

        for (var i = 0; i < company.Employees.Length; i++)
        {
            var employee = company.Employees[i];
            if (employee.PersonalLine is { Enabled: true } personal && company.LineWith(personal.Second) is not null)
            {
                yield return new(employee.Mobile, personal.Second, Path($"$.employees[{i}].personalLine.second"));
            }

            foreach (var (name, on, to) in employee.Forwards?.Set() ?? [])
            {
                // An own number that is the target is a fault of its own.
                if (to != employee.Mobile && (company.LineWith(to) is not null || (on == OutcomeSet.Any && company.EmployeeWith(to) is not null)))
                {
                    yield return new(employee.Mobile, to, Path($"$.employees[{i}].forwards.{name}"));
                }
            }
        }
    }

    private static string Path(FormattableString path) => path.ToString(CultureInfo.InvariantCulture);

    private static string NameOf(CompanySnapshot company, PhoneNumber number) =>
        company.LineWith(number)?.Name ?? company.EmployeeWith(number)?.Name ?? number.Value;

    private sealed record Way(PhoneNumber From, PhoneNumber To, string Path);

    private enum Mark
    {
        Unseen,
        OnTheWay,
        Done,
    }
}
