using PbxBridge.Routing.Numbering;

namespace PbxBridge.Routing.Companies;

/// <summary>Forwarding that comes back to where it began (LOOP-6, mission S7): overflow of company lines, and personal lines that lead into a company line.</summary>
/// <remarks>Two people who are each other's second number are no cycle: the second leg never applies a personal line (PL-5).</remarks>
internal static class OverflowCycles
{
    public static void Find(CompanySnapshot company, FileFaults faults)
    {
        var edges = Edges(company);
        var state = new Dictionary<PhoneNumber, Mark>();
        foreach (var start in edges.Keys)
        {
            Walk(start, edges, state, faults, company);
        }
    }

    // Every number leads to at most one other, so a walk finds each cycle once.
    private static void Walk(
        PhoneNumber start, Dictionary<PhoneNumber, (PhoneNumber To, string Path)> edges, Dictionary<PhoneNumber, Mark> state, FileFaults faults, CompanySnapshot company)
    {
        var way = new List<PhoneNumber>();
        var at = start;
        while (!state.ContainsKey(at) && edges.TryGetValue(at, out var edge))
        {
            state[at] = Mark.OnTheWay;
            way.Add(at);
            at = edge.To;
        }

        if (state.TryGetValue(at, out var mark) && mark == Mark.OnTheWay)
        {
            var cycle = way[way.IndexOf(at)..];
            var names = string.Join(" → ", cycle.Append(at).Select(n => NameOf(company, n)));
            faults.Add(edges[cycle[^1]].Path, "LOOP-6", $"przekierowania tworzą pętlę: {names}", $"the forwarding goes in a circle: {names}");
        }

        foreach (var number in way)
        {
            state[number] = Mark.Done;
        }
    }

    private static Dictionary<PhoneNumber, (PhoneNumber To, string Path)> Edges(CompanySnapshot company)
    {
        var edges = new Dictionary<PhoneNumber, (PhoneNumber To, string Path)>();
        for (var i = 0; i < company.Lines.Length; i++)
        {
            var line = company.Lines[i];
            (PhoneNumber To, string Name) to = line.Overflow switch
            {
                LineOverflow.ToLine next => (next.Line, "line"),
                LineOverflow.ToNumber next => (next.Number, "number"),
                _ => (new(""), ""),
            };
            if (line.Number.Value.Length > 0 && to.To.Value.Length > 0)
            {
                edges.TryAdd(line.Number, (to.To, $"$.lines[{i}].overflow.{to.Name}"));
            }
        }

        for (var i = 0; i < company.Employees.Length; i++)
        {
            var employee = company.Employees[i];
            if (employee.PersonalLine is { Enabled: true } personal && company.LineWith(personal.Second) is not null)
            {
                edges.TryAdd(employee.Mobile, (personal.Second, $"$.employees[{i}].personalLine.second"));
            }
        }

        return edges;
    }

    private static string NameOf(CompanySnapshot company, PhoneNumber number) =>
        company.LineWith(number)?.Name ?? company.EmployeeWith(number)?.Name ?? number.Value;

    private enum Mark
    {
        OnTheWay,
        Done,
    }
}
