using System.Text.Json;
using PbxBridge.Routing.Numbering;

namespace PbxBridge.Routing.Companies;

/// <summary>Phone numbers in a company file. An empty number stands for one that could not be read.</summary>
internal static class FileNumber
{
    public static PhoneNumber Full(JsonElement value, string path, FileFaults faults)
    {
        if (value.ValueKind == JsonValueKind.String && value.GetString() is { } text && IsFull(text))
        {
            return new(text);
        }

        faults.Add(path, "", "oczekiwano: pełny numer, np. +48601000201", "expected: a full number like +48601000201");
        return new("");
    }

    public static PhoneNumber Reference(JsonElement value, string path, FileFaults faults)
    {
        if (value.ValueKind == JsonValueKind.String && value.GetString() is { } text
            && (IsFull(text) || (text.Length is >= 2 and <= 8 && text.All(char.IsAsciiDigit))))
        {
            return new(text);
        }

        faults.Add(path, "", "oczekiwano: numer skrócony (201) albo pełny (+48601000201)", "expected: a short number (201) or a full one (+48601000201)");
        return new("");
    }

    private static bool IsFull(string text) => text.Length is >= 8 and <= 16 && NumberKey.Of(new(text)) is not null;
}
