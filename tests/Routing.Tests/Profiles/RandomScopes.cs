using PbxBridge.Routing.Numbering;
using PbxBridge.Routing.Plans;
using PbxBridge.Routing.Profiles;
using PbxBridge.Routing.Tests.Plans;

namespace PbxBridge.Routing.Tests.Profiles;

/// <summary>Random profiles and lists whose entries meet often, and calls to ask about.</summary>
internal static class RandomScopes
{
    private static readonly string[] Entries =
    [
        "+48*", "+4822*", "+48226*", "+48226000000", "+4870*", "+48700*", "+48700123456", "+485*", "+48501*", "+49*", "+4930*", "+1*", "118*", "118913", "19115", "19*", "+482219115",
        "+48601000202", "+48601*", "+48221234567",
    ];

    private static readonly string[] Numbers =
    [
        "+48226000000", "+48226000001", "+48227000000", "+48700123456", "+48700123457", "+48703123456", "+48501234567", "+48502234567", "+48602900000", "+49301234567",
        "+4940123456", "+12125551234", "+447911123456", "118913", "118912", "19115", "+482219116", "+48601000202", "+48601234567", "+48221234567", "+48225558234", "+48800123456",
        "+48801123456", "+48391234567",
    ];

    public static CallScope Next(Random random) => new(random.Next(6) == 0 ? null : Profile(random), List(random, 3), List(random, 3));

    /// <summary>Almost the same.</summary>
    public static CallScope Changed(CallScope scope, Random random) => random.Next(4) switch
    {
        0 => scope with { Denied = NumberList.Of([.. scope.Denied.Entries, .. List(random, 2).Entries]) },
        1 => scope with { Allowed = NumberList.Of([.. scope.Allowed.Entries, .. List(random, 2).Entries]) },
        2 when scope.Profile is { } profile => scope with { Profile = profile with { Classes = profile.Classes.With(Class(random), Rule(random)) } },
        _ => scope with { Denied = NumberList.Of([.. scope.Denied.Entries.Skip(1)]) },
    };

    /// <summary>Employee 203 of the demo company has this scope.</summary>
    public static DemoOffice Office(CallScope scope) => new DemoOffice().With(c => c with
    {
        Profiles = scope.Profile is { } profile ? [profile] : [],
        Employees = [.. c.Employees.Select(e => e.Extension == "203" ? e with { Profile = scope.Profile?.Id, Allowed = scope.Allowed, Denied = scope.Denied } : e)],
    });

    /// <summary>Every number at several times of the week.</summary>
    public static IEnumerable<CallRequest> Questions(Random random)
    {
        foreach (var number in Numbers)
        {
            for (var i = 0; i < 3; i++)
            {
                var at = new DateTimeOffset(2026, 11, 23, 0, 0, 0, TimeSpan.Zero).AddMinutes(random.Next(7 * 1440));
                yield return DemoOffice.FromMobile("203", number) with { At = at };
            }
        }
    }

    private static Profile Profile(Random random)
    {
        var classes = default(ClassRules);
        for (var i = random.Next(6); i > 0; i--)
            classes = classes.With(Class(random), Rule(random));
        var profile = new Profile
        {
            Id = "losowy",
            Name = "losowy",
            AllowsOthers = random.Next(2) == 0,
            Classes = classes,
            Allowed = List(random, 3),
            Denied = List(random, 3),
            Windows = [new((WeekDays)random.Next(1, 128), random.Next(1440), random.Next(1, 1441))],
        };
        return random.Next(3) == 0 ? profile with { Zones = profile.Zones.Add("EU", Rule(random)) } : profile;
    }

    private static NumberList List(Random random, int most) => BarringTests.List([.. Enumerable.Range(0, random.Next(most + 1)).Select(_ => Entries[random.Next(Entries.Length)])]);

    private static NumberClass Class(Random random)
    {
        var all = NumberClassSet.Barrable.Classes().ToList();
        return all[random.Next(all.Count)];
    }

    private static ClassRule Rule(Random random) => (ClassRule)random.Next(3);
}
