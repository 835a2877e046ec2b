using System.Text.Json;
using PbxBridge.Routing.Plans;

namespace PbxBridge.Routing.Companies;

/// <summary>The conditions of a personal line as they stand in a company file.</summary>
internal static class OutcomeNames
{
    private static readonly (string Name, OutcomeSet Value)[] All =
    [
        ("noAnswer", OutcomeSet.NoAnswer), ("busy", OutcomeSet.Busy), ("unreachable", OutcomeSet.Unreachable), ("declined", OutcomeSet.Declined),
    ];

    public static OutcomeSet Read(FileObject owner, string name)
    {
        var set = OutcomeSet.None;
        foreach (var (value, path) in owner.Items(name))
        {
            var found = All.FirstOrDefault(a => value.ValueKind == JsonValueKind.String && a.Name == value.GetString()).Value;
            if (found == OutcomeSet.None || set.HasFlag(found))
            {
                var allowed = string.Join(", ", All.Select(a => a.Name));
                owner.FaultAt(path, $"dozwolone, każde raz: {allowed}", $"allowed, each once: {allowed}");
            }

            set |= found;
        }

        return set;
    }

    public static IEnumerable<string> Of(OutcomeSet set) => All.Where(a => set.HasFlag(a.Value)).Select(a => a.Name);
}
