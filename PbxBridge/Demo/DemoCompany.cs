using System.Collections.Immutable;
using System.Text.Json;
using PbxBridge.Configuration;
using PbxBridge.Hosting;

namespace PbxBridge.Demo;

/// <summary>What the demo needs to know of the shipped company: its id, its digest realm and the passwords of its softphones, which only the file has.</summary>
internal sealed record DemoCompany(string Id, string Realm, ImmutableDictionary<string, string> Passwords)
{
    // The numbers of decisions.md; the scenes tell their stories with them.
    public const string Desk = "+48225558001";
    public const string OtherDesk = "+48225558002";
    public const string Anna = "+48601000201";
    public const string Piotr = "+48601000202";
    public const string Lucja = "+48601000203";
    public const string Marek = "+48601000301";
    public const string Ewa = "+48601000302";
    public const string Jan = "+48601000401";
    public const string Contractor = "+48221234567";
    public const string Maria = "+48601000200";
    public const string Line600 = "+48600000001";
    public const string Line601 = "+48600000002";

    // Ids of its people.
    public const string AnnaId = "anna";
    public const string PiotrId = "piotr";
    public const string JanId = "jan";

    public string Password(string user) => Passwords[user];

    /// <exception cref="StartException">The shipped file cannot be read.</exception>
    public static DemoCompany Read(ProcessEdge edge, string realm)
    {
        var path = edge.BesideProgram(new OperatorOptions().FirstCompany);
        try
        {
            using var file = JsonDocument.Parse(File.ReadAllText(path));
            var root = file.RootElement;
            var passwords = root.GetProperty("softphones").EnumerateArray().ToImmutableDictionary(
                phone => phone.GetProperty("user").GetString() ?? "", phone => phone.GetProperty("password").GetString() ?? "");
            var own = root.TryGetProperty("realm", out var named) ? named.GetString() : null;
            return new DemoCompany(root.GetProperty("id").GetString() ?? "", own ?? realm, passwords);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or JsonException or KeyNotFoundException)
        {
            throw new StartException($"The demo's company {path} cannot be read: {fault.Message}", fault);
        }
    }
}
