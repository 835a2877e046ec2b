using PbxBridge.Charging.Cycles;
using PbxBridge.Charging.Prices;
using PbxBridge.Manager.Telemonitor;

namespace PbxBridge.Manager.Tests.Telemonitor;

public sealed class TelemonitorQueryTests
{
    private static readonly DateTimeOffset s_now = new(2026, 11, 26, 11, 0, 0, TimeSpan.Zero);

    private static readonly CycleSchedule s_cycles = CycleSchedule.Of(15);

    [Theory]
    [InlineData("", "2026-11-15 – 2026-12-14")]
    [InlineData("cycle=2026-10-15", "2026-10-15 – 2026-11-14")]
    [InlineData("cycle=2026-11-14", "2026-10-15 – 2026-11-14")]
    [InlineData("from=2026-11-03&to=2026-11-04", "2026-11-03 – 2026-11-04")]
    [InlineData("from=2026-11-03&to=2026-11-03&cycle=2026-10-15", "2026-11-03 – 2026-11-03")]
    [InlineData("from=2026-11-03", "2026-11-03 – 2026-11-26")]
    [InlineData("to=2026-11-03", "2026-10-15 – 2026-11-03")]
    [InlineData("from=2025-11-27&to=2026-11-27", "2025-11-27 – 2026-11-27")]
    [InlineData("from=2025-11-26&to=2026-11-27", "2026-11-15 – 2026-12-14", "These are more than 366 days: the current cycle is shown.")]
    [InlineData("from=2026-11-04&to=2026-11-03", "2026-11-15 – 2026-12-14", "The end is before the beginning: the current cycle is shown.")]
    [InlineData("from=4.11.2026", "2026-11-15 – 2026-12-14", "A date is written YYYY-MM-DD: the current cycle is shown.")]
    [InlineData("from=0001-01-01&to=0001-01-02", "2026-11-15 – 2026-12-14", "A date is written YYYY-MM-DD: the current cycle is shown.")]
    [InlineData("to=9999-12-31", "2026-11-15 – 2026-12-14", "A date is written YYYY-MM-DD: the current cycle is shown.")]
    [InlineData("cycle=0001-01-01", "2026-11-15 – 2026-12-14", "There is no such cycle: the current one is shown.")]
    public void A_period_is_a_cycle_or_days_and_what_cannot_be_read_is_said(string query, string period, string? fault = null)
    {
        var read = Read(query);
        Assert.Equal((period, fault), (read.Period.ToString(), read.Fault?.English));
    }

    [Fact]
    public void Fields_that_make_no_sense_are_as_if_they_were_not_there()
    {
        var read = Read("employee= &class=Nothing&page=-1&format=xls");
        Assert.Equal((null, null, 1, false), (read.Employee, read.Class, read.Page, read.IsFile));
        Assert.Null(Read("class=99").Class);
        Assert.Equal(100_000, Read("page=999999999").Page);
    }

    [Theory]
    [InlineData("employee=anna&cycle=2026-10-15&class=Premium&page=3&format=csv")]
    [InlineData("employee=%C5%82ucja%26&from=2026-11-01&to=2026-11-02")]
    public void An_address_is_read_as_it_was_written(string query)
    {
        var read = Read(query);
        Assert.Equal($"/telemonitor?{query}", read.Address("/telemonitor", $"employee={Uri.EscapeDataString(read.Employee ?? "")}", read.Page, read.IsFile));
    }

    [Fact]
    public void What_is_wrong_with_a_period_is_said_on_a_page_and_not_in_a_file()
    {
        Assert.False(Read("from=soon&format=csv").IsFile);
        Assert.True(Read("from=2026-11-01&format=csv").IsFile);
    }

    [Fact]
    public void Class_and_page_are_read()
    {
        var read = Read("employee=anna&class=Premium&page=3&format=csv");
        Assert.Equal(("anna", RateClass.Premium, 3, true), (read.Employee, read.Class, read.Page, read.IsFile));
    }

    [Fact]
    public void The_current_cycle_and_the_twelve_before_it_can_be_chosen()
    {
        var choice = TelemonitorPeriod.Choice(s_cycles, s_now);
        Assert.Equal((13, "2026-11-15", "2025-11-15"), (choice.Length, choice[0].ToString(), choice[^1].ToString()));
        Assert.All(choice.Zip(choice.Skip(1)), pair => Assert.Equal(pair.First.First, pair.Second.Next));
    }

    // CYC-2: three days after its end a cycle takes records no more.
    [Fact]
    public void A_period_is_approximate_until_its_cycle_is_closed()
    {
        var october = Read("cycle=2026-10-15").Period;
        Assert.True(october.IsApproximate(s_cycles, WarsawTime.Midnight(new(2026, 11, 18)).AddTicks(-1)));
        Assert.False(october.IsApproximate(s_cycles, WarsawTime.Midnight(new(2026, 11, 18))));
        Assert.Equal((false, true), (october.Runs(s_now), Read("").Period.Runs(s_now)));
        Assert.True(Read("from=2026-11-15&to=2026-11-15").Period.IsApproximate(s_cycles, s_now));
        Assert.False(Read("from=2026-11-01&to=2026-11-14").Period.IsApproximate(s_cycles, s_now));
    }

    private static TelemonitorQuery Read(string query)
    {
        var fields = query.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(field => field.Split('=')).ToDictionary(field => field[0], field => Uri.UnescapeDataString(field[1]));
        return TelemonitorQuery.Read(fields.GetValueOrDefault, s_cycles, s_now);
    }
}
