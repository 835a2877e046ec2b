using System.Collections.Immutable;
using System.Text.Json;

namespace PbxBridge.Routing.Companies;

/// <summary>Lists of plain values in a company file. What is wrong is noted as a fault and left out.</summary>
internal static class FileLists
{
    /// <summary>The texts of a list.</summary>
    public static IEnumerable<string> Texts(this FileObject owner, string name) =>
        owner.TextsMatching(name, t => t.Length is > 0 and <= 200 && t == t.Trim() && !t.Any(char.IsControl), "tekst od 1 do 200 znaków", "a text of 1 to 200 characters");

    /// <summary>The texts of a list that pass the test; a fault stands for the others.</summary>
    public static IEnumerable<string> TextsMatching(this FileObject owner, string name, Func<string, bool> test, string polish, string english)
    {
        foreach (var (value, path) in owner.Items(name))
        {
            if (value.ValueKind == JsonValueKind.String && value.GetString() is { } text && test(text))
            {
                yield return text;
            }
            else
            {
                owner.FaultAt(path, "oczekiwano: " + polish, "expected: " + english);
            }
        }
    }

    /// <summary>A list of whole numbers; empty when it is absent.</summary>
    public static ImmutableArray<int> WholeNumbers(this FileObject owner, string name, int min, int max)
    {
        var numbers = ImmutableArray.CreateBuilder<int>();
        foreach (var (value, path) in owner.Items(name))
        {
            if (value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) && number >= min && number <= max)
            {
                numbers.Add(number);
            }
            else
            {
                owner.FaultAt(path, $"powinna tu być liczba całkowita od {min} do {max}", $"a whole number from {min} to {max} is expected");
            }
        }

        return numbers.Count == 0 ? [] : numbers.ToImmutable();
    }

    /// <summary>The values of a list, each allowed once.</summary>
    public static IEnumerable<T> Choices<T>(this FileObject owner, string name, (string Name, T Value)[] choices)
    {
        var seen = new HashSet<string>();
        foreach (var (value, path) in owner.Items(name))
        {
            var text = value.ValueKind == JsonValueKind.String ? value.GetString() : null;
            if (text is not null && choices.Any(c => c.Name == text) && seen.Add(text))
            {
                yield return choices.First(c => c.Name == text).Value;
            }
            else
            {
                var names = string.Join(", ", choices.Select(c => c.Name));
                owner.FaultAt(path, $"dozwolone, każde raz: {names}", $"allowed, each once: {names}");
            }
        }
    }
}
