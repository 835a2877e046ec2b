using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using PbxBridge.Routing.Companies;
using PbxBridge.Storage;

namespace PbxBridge.Manager.Companies;

/// <summary>Tells whether what a form was filled in from is still so. The form says which revision it was; only when there is another one since are the two compared.</summary>
internal sealed class SeenParts(Store store)
{
    /// <summary>The field that has the revision.</summary>
    public const string Field = "seen";

    public bool IsOther(CompanySnapshot company, IFormCollection form, SeenPart part)
    {
        if (!long.TryParse(form[Field], NumberStyles.None, CultureInfo.InvariantCulture, out var revision) || revision == company.Revision)
            return false;
        return store.Companies.Load(company.Id, revision) is not { } before || store.Companies.Load(company.Id, company.Revision) is not { } now
            || TextOf(before.Json, part) != TextOf(now.Json, part);
    }

    // "": it is not there.
    private static string TextOf(ReadOnlyMemory<byte> document, SeenPart part)
    {
        using var json = JsonDocument.Parse(document);
        if (!json.RootElement.TryGetProperty(part.List, out var items))
            return "";
        foreach (var item in items.EnumerateArray())
        {
            if (item.TryGetProperty(part.Key, out var key) && key.GetString() == part.Id)
                return item.GetRawText();
        }

        return "";
    }
}

/// <summary>An object in a list of the company file.</summary>
/// <param name="List"><c>employees</c>.</param>
/// <param name="Key">By what it is known: <c>id</c>.</param>
internal sealed record SeenPart(string List, string Key, string Id)
{
    public static SeenPart Employee(string id) => new("employees", "id", id);

    public static SeenPart Login(string name) => new("logins", "name", name);
}
