using System.Collections.Immutable;
using System.Text.Json;
using PbxBridge.Routing.Numbering;
using PbxBridge.Routing.PrivateCalls;
using PbxBridge.Routing.Profiles;

namespace PbxBridge.Routing.Companies;

/// <summary>Profiles, lists of numbers, time windows and private calls in a company file.</summary>
internal static class ProfileReader
{
    public static Profile Read(FileObject profile) => new()
    {
        Id = profile.RequiredMatching("id", CompanyFileReader.IsId, CompanyFileReader.IdPolish, CompanyFileReader.IdEnglish),
        Name = profile.Text("name"),
        AllowsOthers = profile.Choice("default", ClassRule.Allow, ("allow", ClassRule.Allow), ("deny", ClassRule.Deny)) == ClassRule.Allow,
        Classes = profile.Object("classes", CompanyFields.Classes) is { } classes ? ReadClasses(classes) : default,
        Zones = profile.Object("zones", CompanyFields.Zones) is { } zones ? ReadZones(zones) : NoZones,
        Allowed = ReadList(profile, "allowed"),
        Denied = ReadList(profile, "denied"),
        Windows = ReadWindows(profile, "windows"),
        MaxCallMinutes = profile.Whole("maxCallMinutes", 1, 1440),
    };

    public static NumberList ReadList(FileObject owner, string name) =>
        owner.Has(name) ? NumberList.Of(owner.Objects(name, CompanyFields.ListEntry).Select(ReadEntry)) : NumberList.Empty;

    public static PrivateOptions ReadPrivate(FileObject options) => new()
    {
        RespectsDenyList = options.Flag("respectsDenyList", PrivateOptions.Default.RespectsDenyList),
        OnNet = options.Flag("onNet", PrivateOptions.Default.OnNet),
        Premium = options.Flag("premium", PrivateOptions.Default.Premium),
        TopUp = options.Digits("topUp", 1, 8),
        Cli = options.OptionalNumber("cli"),
        Rules = [.. options.Objects("rules", CompanyFields.PrivateRule).Select(ReadRule)],
    };

    private static ImmutableSortedDictionary<string, ClassRule> NoZones => ImmutableSortedDictionary.Create<string, ClassRule>(StringComparer.Ordinal);

    private static PrivateRule ReadRule(FileObject rule)
    {
        var classes = new NumberClassSet(0);
        foreach (var one in rule.Choices("classes", FileNames.Classes))
        {
            classes = classes.With(one);
        }

        return new() { Name = rule.Text("name"), Classes = classes, Numbers = ReadList(rule, "numbers"), Windows = ReadWindows(rule, "windows") };
    }

    private static ClassRules ReadClasses(FileObject classes)
    {
        var rules = default(ClassRules);
        foreach (var (name, kind) in FileNames.Classes)
        {
            if (classes.Has(name))
            {
                rules = rules.With(kind, classes.Choice(name, ClassRule.Deny, FileNames.Rules));
            }
        }

        return rules;
    }

    private static ImmutableSortedDictionary<string, ClassRule> ReadZones(FileObject zones)
    {
        var rules = NoZones;
        foreach (var name in CompanyFields.Zones)
        {
            if (zones.Has(name))
            {
                rules = rules.Add(name, zones.Choice(name, ClassRule.Deny, FileNames.Rules));
            }
        }

        return rules;
    }

    private static ListEntry ReadEntry(FileObject entry)
    {
        var text = entry.RequiredMatching(
            "number", t => NumberPattern.TryParse(t, out _), "numer +48226000000, 118913 lub 201, albo początek numeru z gwiazdką: +4822*",
            "a number like +48226000000, 118913 or 201, or the beginning of numbers with a star: +4822*");
        NumberPattern.TryParse(text, out var pattern);
        return new(pattern, entry.OptionalText("note"));
    }

    private static ImmutableArray<TimeWindow> ReadWindows(FileObject owner, string name) =>
        owner.Has(name) ? [.. owner.Objects(name, CompanyFields.TimeWindow).Select(ReadWindow)] : [];

    private static TimeWindow ReadWindow(FileObject window)
    {
        var days = WeekDays.None;
        foreach (var day in window.Choices("days", FileNames.Days))
        {
            days |= day;
        }

        return new(days == WeekDays.None ? WeekDays.All : days, ReadTime(window, "from", 1439) ?? 0, ReadTime(window, "to", 1440) ?? TimeWindow.MinutesOfDay);
    }

    private static int? ReadTime(FileObject window, string name, int last) =>
        window.Matching(name, t => FileNames.Time(t) is { } m && m <= last, $"godzina od 00:00 do {FileNames.Time(last)}", $"a time from 00:00 to {FileNames.Time(last)}")
            is { Length: > 0 } text
            ? FileNames.Time(text)
            : null;
}
