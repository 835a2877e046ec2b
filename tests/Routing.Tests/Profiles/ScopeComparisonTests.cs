using PbxBridge.Routing.Numbering;
using PbxBridge.Routing.Profiles;
using PbxBridge.Routing.Tests.Numbering;
using PbxBridge.Routing.Tests.Plans;
using static PbxBridge.Routing.Tests.Plans.BarringTests;

namespace PbxBridge.Routing.Tests.Profiles;

/// <summary>"More restrictive" is a proper subset (D13, R9, BAR-7).</summary>
public sealed class ScopeComparisonTests
{
    private static readonly ClassRules None = default;

    [Theory]
    [InlineData("bez-ograniczen", "siec-firmowa", ScopeChange.Narrower)]
    [InlineData("siec-firmowa", "bez-ograniczen", ScopeChange.Wider)]
    [InlineData("kraj-bez-70x", "kraj", ScopeChange.Narrower)]
    [InlineData("kraj-bez-70x", "bez-70x-i-zagranicy", ScopeChange.Same)]
    [InlineData("siec-firmowa", "tylko-przychodzace", ScopeChange.Narrower)]
    [InlineData("kraj", "siec-firmowa", ScopeChange.Narrower)]
    [InlineData("kraj", "kraj", ScopeChange.Same)]
    public void Ready_profiles(string before, string after, ScopeChange change) =>
        Assert.Equal(change, Compare(ReadyProfiles.Find(before), ReadyProfiles.Find(after)));

    [Fact]
    public void No_profile_is_unrestricted()
    {
        Assert.Equal(ScopeChange.Same, Compare(null, ReadyProfiles.Unrestricted));
        Assert.Equal(ScopeChange.Narrower, Compare(null, ReadyProfiles.Domestic));
        Assert.Equal(ScopeChange.Wider, Compare(ReadyProfiles.Domestic, null));
    }

    [Fact]
    public void One_thing_less_is_narrower_one_more_is_wider_both_are_mixed()
    {
        var open = ReadyProfiles.Unrestricted;
        var noPremium = open with { Classes = None.With(NumberClass.Premium, ClassRule.Deny) };
        var noAbroad = open with { Classes = None.With(NumberClass.International, ClassRule.Deny) };
        Assert.Equal(ScopeChange.Narrower, Compare(open, noPremium));
        Assert.Equal(ScopeChange.Wider, Compare(noPremium, open));
        Assert.Equal(ScopeChange.Mixed, Compare(noPremium, noAbroad));
    }

    [Fact]
    public void The_same_set_written_in_another_way_is_the_same()
    {
        var byClass = new Profile { Id = "a", Name = "a", Classes = None.With(NumberClass.Premium, ClassRule.Deny) };
        Assert.Equal(ScopeChange.Same, Compare(byClass, new() { Id = "b", Name = "b", Denied = List("+4870*") }));
        Assert.Equal(ScopeChange.Same, Compare(byClass, new() { Id = "b", Name = "b", Denied = List([.. Enumerable.Range(0, 10).Select(i => $"+4870{i}*")]) }));
        Assert.Equal(ScopeChange.Narrower, Compare(new() { Id = "b", Name = "b", Denied = List([.. Enumerable.Range(1, 9).Select(i => $"+4870{i}*")]) }, byClass));

        var allZones = new Profile { Id = "c", Name = "c" };
        foreach (var zone in new[] { "EU", "EUR", "NAM", "WLD" })
            allZones = allZones with { Zones = allZones.Zones.Add(zone, ClassRule.Deny) };
        Assert.Equal(ScopeChange.Same, Compare(allZones, new() { Id = "d", Name = "d", Classes = None.With(NumberClass.International, ClassRule.Deny) }));
        var oneZone = new Profile { Id = "e", Name = "e", Zones = ReadyProfiles.Unrestricted.Zones.Add("EU", ClassRule.Deny) };
        Assert.Equal(ScopeChange.Narrower, Compare(oneZone, allZones));
    }

    [Fact]
    public void Lists_count_and_so_does_whose_they_are_not()
    {
        var inside = ReadyProfiles.InsideOnly;
        var one = new CallScope(inside, List("+48226000000"), NumberList.Empty);
        Assert.Equal(ScopeChange.Wider, ScopeComparison.Compare(CallScope.Of(inside), one, ShippedNumbering.Data));
        Assert.Equal(ScopeChange.Same, ScopeComparison.Compare(one, CallScope.Of(inside with { Allowed = List("+48226000000") }), ShippedNumbering.Data));
        Assert.Equal(ScopeChange.Wider, ScopeComparison.Compare(one, one with { Allowed = List("+4822600000*") }, ShippedNumbering.Data));
        Assert.Equal(ScopeChange.Mixed, ScopeComparison.Compare(one, one with { Allowed = List("+48226000001") }, ShippedNumbering.Data));
        Assert.Equal(ScopeChange.Narrower, ScopeComparison.Compare(one, one with { Denied = List("+4822*") }, ShippedNumbering.Data));
    }

    [Fact]
    public void An_entry_without_numbers_changes_nothing()
    {
        var open = CallScope.Of(ReadyProfiles.Unrestricted);
        Assert.Equal(ScopeChange.Same, ScopeComparison.Compare(open, open with { Allowed = List("+48226000000") }, ShippedNumbering.Data));
        Assert.Equal(ScopeChange.Same, ScopeComparison.Compare(open, open with { Denied = List("+4830*") }, ShippedNumbering.Data));
        Assert.Equal(ScopeChange.Same, ScopeComparison.Compare(open, open with { Denied = List("112", "116000", "+48211234567") }, ShippedNumbering.Data));
        Assert.Equal(ScopeChange.Narrower, ScopeComparison.Compare(open, open with { Denied = List("118913") }, ShippedNumbering.Data));
        Assert.Equal(ScopeChange.Same, ScopeComparison.Compare(open with { Denied = List("19115") }, open with { Denied = List("19115", "+482219115") }, ShippedNumbering.Data));
        Assert.Equal(ScopeChange.Narrower, ScopeComparison.Compare(open with { Denied = List("+482219115") }, open with { Denied = List("19115") }, ShippedNumbering.Data));
    }

    [Fact]
    public void Time_windows_are_sets_too()
    {
        Profile With(params TimeWindow[] windows) =>
            new() { Id = "w", Name = "w", Classes = None.With(NumberClass.MobileOther, ClassRule.InWindows), Windows = [.. windows] };
        var working = With(new TimeWindow(WeekDays.Working, 480, 960));
        Assert.Equal(ScopeChange.Narrower, Compare(working, With(new TimeWindow(WeekDays.Working, 540, 960))));
        Assert.Equal(ScopeChange.Same, Compare(working, With(new(WeekDays.Working, 480, 700), new(WeekDays.Working, 700, 960))));
        Assert.Equal(ScopeChange.Mixed, Compare(working, With(new TimeWindow(WeekDays.All, 540, 960))));
        Assert.Equal(ScopeChange.Same, Compare(With(new TimeWindow(WeekDays.All, 0, 1440)), ReadyProfiles.Unrestricted));
        Assert.Equal(ScopeChange.Same, Compare(With(new TimeWindow(WeekDays.Friday, 1320, 360)), With(new(WeekDays.Friday, 1320, 1440), new(WeekDays.Saturday, 0, 360))));
        Assert.Equal(ScopeChange.Same, Compare(With(new TimeWindow(WeekDays.Saturday, 1320, 360)), With(new(WeekDays.Saturday, 1320, 1440), new(WeekDays.Sunday, 0, 360))));
    }

    [Fact]
    public void Against_itself_every_scope_is_the_same_and_turned_round_the_answer_turns()
    {
        var random = new Random(11);
        for (var i = 0; i < 60; i++)
        {
            var (one, other) = (RandomScopes.Next(random), RandomScopes.Next(random));
            Assert.Equal(ScopeChange.Same, ScopeComparison.Compare(one, one, ShippedNumbering.Data));
            var forth = ScopeComparison.Compare(one, other, ShippedNumbering.Data);
            var back = ScopeComparison.Compare(other, one, ShippedNumbering.Data);
            Assert.Equal(forth switch { ScopeChange.Narrower => ScopeChange.Wider, ScopeChange.Wider => ScopeChange.Narrower, _ => forth }, back);
        }
    }

    // The comparison against the planner: what it says holds for every number that is asked.
    [Fact]
    public void What_is_the_same_or_narrower_is_so_for_every_number()
    {
        var random = new Random(12);
        var (decided, found) = (0, 0);
        for (var i = 0; i < 150; i++)
        {
            var one = RandomScopes.Next(random);
            var other = random.Next(3) == 0 ? RandomScopes.Next(random) : RandomScopes.Changed(one, random);
            var change = ScopeComparison.Compare(one, other, ShippedNumbering.Data);
            var (lost, gained) = (false, false);
            var (before, after) = (RandomScopes.Office(one), RandomScopes.Office(other));
            foreach (var request in RandomScopes.Questions(random))
            {
                var (was, now) = (before.Plan(request).Denial is null, after.Plan(request).Denial is null);
                lost |= was && !now;
                gained |= !was && now;
            }

            Assert.False(lost && (change is ScopeChange.Same or ScopeChange.Wider), $"round {i}: {change} but something was lost");
            Assert.False(gained && (change is ScopeChange.Same or ScopeChange.Narrower), $"round {i}: {change} but something was gained");
            decided += change is ScopeChange.Mixed ? 0 : 1;
            found += (lost, gained, change) is (true, true, ScopeChange.Mixed) or (true, false, ScopeChange.Narrower) or (false, true, ScopeChange.Wider) or (false, false, ScopeChange.Same) ? 1 : 0;
        }

        Assert.InRange(decided, 20, 140);
        Assert.InRange(found, 75, 150);
    }

    private static ScopeChange Compare(Profile? before, Profile? after) => ScopeComparison.Compare(CallScope.Of(before), CallScope.Of(after), ShippedNumbering.Data);
}
