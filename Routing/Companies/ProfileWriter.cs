using PbxBridge.Routing.PrivateCalls;
using PbxBridge.Routing.Profiles;

namespace PbxBridge.Routing.Companies;

/// <summary>Profiles, lists of numbers, time windows and private calls to JSON.</summary>
internal static class ProfileWriter
{
    public static void Write(FileWriter file, Profile profile)
    {
        file.Text("id", profile.Id);
        file.Text("name", profile.Name);
        file.Text("default", profile.AllowsOthers ? "allow" : "deny");
        file.Object("classes", () =>
        {
            foreach (var (name, kind) in FileNames.Classes)
            {
                file.Optional(name, profile.Classes[kind] is { } rule ? FileNames.Of(FileNames.Rules, rule) : null);
            }
        });
        file.Object("zones", () =>
        {
            foreach (var (zone, rule) in profile.Zones)
            {
                file.Text(zone, FileNames.Of(FileNames.Rules, rule));
            }
        });
        file.List("allowed", profile.Allowed.Entries, e => Write(file, e));
        file.List("denied", profile.Denied.Entries, e => Write(file, e));
        file.List("windows", profile.Windows, w => Write(file, w));
        file.Optional("maxCallMinutes", profile.MaxCallMinutes);
    }

    public static void Write(FileWriter file, ListEntry entry)
    {
        file.Text("number", entry.Pattern.ToString());
        file.Optional("note", entry.Note);
    }

    public static void WritePrivate(FileWriter file, PrivateOptions options) => file.Object("privateCalls", () =>
    {
        file.Json.WriteBoolean("respectsDenyList", options.RespectsDenyList);
        file.Json.WriteBoolean("onNet", options.OnNet);
        file.Json.WriteBoolean("premium", options.Premium);
        file.Optional("cli", options.Cli?.Value);
        file.Optional("topUp", options.TopUp);
        file.List("rules", options.Rules, r => WriteRule(file, r));
    });

    private static void WriteRule(FileWriter file, PrivateRule rule)
    {
        file.Text("name", rule.Name);
        file.Texts("classes", rule.Classes.Classes().Select(c => FileNames.Of(FileNames.Classes, c)));
        file.List("numbers", rule.Numbers.Entries, e => Write(file, e));
        file.List("windows", rule.Windows, w => Write(file, w));
    }

    private static void Write(FileWriter file, TimeWindow window)
    {
        file.Texts("days", FileNames.Days.Where(d => window.Days.HasFlag(d.Value)).Select(d => d.Name));
        file.Text("from", FileNames.Time(window.From));
        file.Text("to", FileNames.Time(window.To));
    }
}
