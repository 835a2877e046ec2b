using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using PbxBridge.Routing.Companies;
using PbxBridge.Routing.Tests.Numbering;

namespace PbxBridge.Routing.Tests.Companies;

/// <summary>The shipped demo company, as it is or with edits at JSON pointers (<c>employees/0/extension</c>).</summary>
internal static class DemoFile
{
    public static readonly string Text = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "config", "demo-company.json"));

    public static CompanyFileOptions Options => new()
    {
        Numbering = ShippedNumbering.Data,
        SecretOf = (user, realm, password) => new(
            realm, Hash(MD5.HashData, user, realm, password), Hash(SHA256.HashData, user, realm, password), Hash(SHA256.HashData, realm, user, password)),
        SaltOf = n => [.. Enumerable.Range(1, n).Select(i => (byte)i)],
        PinIterations = 2,
        PasswordIterations = 3,
    };

    public static CompanySnapshot Company { get; } = Read(Text).Company!;

    public static CompanyFileReading Read(string text) => CompanyFile.Read(Encoding.UTF8.GetBytes(text), Options);

    /// <param name="edits">Pointer and JSON value; null removes. <c>-</c> as the last part appends to a list.</param>
    public static string With(params (string Pointer, string? Json)[] edits)
    {
        var root = JsonNode.Parse(Text)!;
        foreach (var (pointer, json) in edits)
        {
            Edit(root, pointer.Split('/'), json is null ? null : JsonNode.Parse(json), json is null);
        }

        return root.ToJsonString();
    }

    /// <summary>Puts a JSON text in the place of a value, even one that a JSON tree would not hold.</summary>
    public static string WithRaw(string pointer, string json) => With((pointer, "\"@here@\"")).Replace("\"@here@\"", json, StringComparison.Ordinal);

    public static ImmutableArray<Fault> FaultsWith(params (string Pointer, string? Json)[] edits) => Read(With(edits)).Faults;

    /// <summary>Place and rule of each fault, sorted.</summary>
    public static string[] PlacesWith(params (string Pointer, string? Json)[] edits) =>
        [.. FaultsWith(edits).Select(f => $"{f.JsonPath} {f.Rule}".TrimEnd()).Order(StringComparer.Ordinal)];

    private static void Edit(JsonNode root, string[] way, JsonNode? value, bool remove)
    {
        var at = root;
        foreach (var part in way[..^1])
        {
            at = at is JsonArray list ? list[int.Parse(part, System.Globalization.CultureInfo.InvariantCulture)]! : at[part]!;
        }

        switch (at)
        {
            case JsonArray list when way[^1] == "-":
                list.Add(value);
                break;
            case JsonArray list:
                list[int.Parse(way[^1], System.Globalization.CultureInfo.InvariantCulture)] = value;
                break;
            case JsonObject o when remove:
                o.Remove(way[^1]);
                break;
            default:
                at[way[^1]] = value;
                break;
        }
    }

    private static string Hash(Func<byte[], byte[]> hash, params string[] parts) => Convert.ToHexStringLower(hash(Encoding.UTF8.GetBytes(string.Join(':', parts))));
}
