using System.Text.Json.Nodes;

namespace PbxBridge.Interop.Rig;

/// <summary>The example company with short ring times, and what a test changes in it.</summary>
internal sealed class CompanyFile
{
    private readonly JsonNode _company = JsonNode.Parse(File.ReadAllText(Path.Combine(BridgeProgram.Folder, "config", "demo-company.json")))!;

    public CompanyFile()
    {
        foreach (var line in _company["lines"]!.AsArray())
        {
            line!["order"] = "fixed";
            line["ringFor"] = 5;
            line["total"] = 30;
        }

        var personal = Employee("anna")["personalLine"]!;
        personal["firstFor"] = 5;
        personal["secondFor"] = 5;
        AddSixteen();
    }

    public JsonNode Trunk => _company["trunks"]![0]!;

    public JsonArray Employees => _company["employees"]!.AsArray();

    public JsonArray Lines => _company["lines"]!.AsArray();

    public JsonNode Employee(string id) => Employees.First(e => (string?)e!["id"] == id)!;

    public CompanyFile WithPbx(string transport, params string[] addresses)
    {
        Trunk["transport"] = transport;
        Trunk["peers"] = new JsonArray([.. addresses.Select((address, i) => new JsonObject { ["address"] = address, ["priority"] = i })]);
        return this;
    }

    /// <summary>Access to the Manager was ordered, and is told by that way.</summary>
    /// <param name="activated">Day on which it was switched on; null: not yet.</param>
    public CompanyFile WithActivation(string by, string to, string? activated = null)
    {
        var activation = new JsonObject
        {
            ["channel"] = "phone",
            ["packageBought"] = "2026-01-02",
            ["applicationReceived"] = "2026-01-02",
            ["administrator"] = "Maria Wiśniewska",
            ["basis"] = "byOwner",
            ["notice"] = new JsonObject { ["by"] = by, ["to"] = to },
        };
        if (activated is not null)
            activation["activated"] = activated;
        _company["activation"] = activation;
        return this;
    }

    // Sixteen people more, +48602000001 … 16, and line 604 +48600000004 that hunts them all: the most that a line may have.
    private void AddSixteen()
    {
        var members = new JsonArray();
        for (var i = 1; i <= 16; i++)
        {
            var extension = $"{310 + i}";
            Employees.Add(new JsonObject { ["id"] = $"m{i}", ["name"] = $"Member {i}", ["mobile"] = $"+486020000{i:00}", ["extension"] = extension, ["site"] = "Warszawa" });
            members.Add(extension);
        }

        Lines.Add(new JsonObject
        {
            ["number"] = "+48600000004",
            ["extension"] = "604",
            ["name"] = "szesnastka",
            ["members"] = members,
            ["order"] = "fixed",
            ["ringFor"] = 5,
            ["total"] = 60,
            ["overflow"] = new JsonObject { ["to"] = "announcement" },
        });
    }

    public override string ToString() => _company.ToJsonString();
}
