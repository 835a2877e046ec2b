using System.Text;
using PbxBridge.Routing.Numbering;

namespace PbxBridge.Routing.Tests.Numbering;

/// <summary>NUM-2, O8: the operator's file of ported numbers.</summary>
public sealed class PortedNumbersTests
{
    private const string Heading = "from\tto\tnetwork\tvalid_from\n";
    private static readonly DateOnly Day = new(2026, 11, 26);

    [Theory]
    [InlineData("+48601000001", "260-06")]
    [InlineData("+48601000002", "own")]
    [InlineData("+48601000003", null)]
    [InlineData("+48601000000", null)]
    [InlineData("+4860100000", null)]
    [InlineData("+49601000001", null)]
    [InlineData("112", null)]
    public void A_number_is_in_the_network_of_its_line(string number, string? network) =>
        Assert.Equal(network, Numbers("601000002\t\town\t2026-11-26", "# a note", "", "+48601000001\t\t260-06\t2026-01-01").OperatorOf(new(number), Day));

    [Fact]
    public void The_latest_line_up_to_the_day_counts()
    {
        var numbers = Numbers("601000001\t\tA\t2026-05-01", "601000001\t\tC\t2026-12-01", "601000001\t\tB\t2026-06-01");
        Assert.Equal(
            (null, "A", "B", "B", "C"),
            (At(4, 30), At(5, 1), At(6, 1), At(11, 30), At(12, 1)));

        string? At(int month, int day) => numbers.OperatorOf(new("+48601000001"), new(2026, month, day));
    }

    [Fact]
    public void Ranges_overlap_over_time_and_a_number_of_its_own_goes_before_them()
    {
        var numbers = Numbers(
            "601000000\t601000999\tA\t2026-01-01", "601000500\t601001499\tB\t2026-03-01", "601000700\t\tC\t2026-02-01", "601000100\t\tD\t2026-01-01", "601002000\t601002000\tE\t2026-01-01");
        Assert.Equal(
            (null, "A", "D", "A", "B", "B", "B", null, "E", null),
            (Of(600999999), Of(601000000), Of(601000100), Of(601000499), Of(601000500), Of(601000700), Of(601001499), Of(601001500), Of(601002000), Of(601002001)));
        Assert.Equal("C", numbers.OperatorOf(new("+48601000700"), new(2026, 2, 28)));
        Assert.Equal((2, 3), (numbers.Count, numbers.Ranges));

        string? Of(int national) => numbers.OperatorOf(new($"+48{national}"), Day);
    }

    [Theory]
    [InlineData("60100000\t\town\t2026-01-01", "column from: \"60100000\"")]
    [InlineData("+49601000001\t\town\t2026-01-01", "column from")]
    [InlineData("601000001\t601000000\town\t2026-01-01", "column to: \"601000000\"")]
    [InlineData("601000001\tx\town\t2026-01-01", "column to")]
    [InlineData("601000001\t\t\t2026-01-01", "column network")]
    [InlineData("601000001\t\ta b\t2026-01-01", "column network: \"a b\"")]
    [InlineData("601000001\t\t12345678901234567\t2026-01-01", "column network")]
    [InlineData("601000001\t\town\t2026-02-30", "column valid_from: \"2026-02-30\"")]
    [InlineData("601000001\t\town\t", "column valid_from")]
    [InlineData("601000001\t\town", "the line does not have four columns")]
    [InlineData("601000001\t\town\t2026-01-01\t", "the line does not have four columns")]
    [InlineData("602000000\t\tother\t2026-01-01", "repeats line 2 from the same day")]
    [InlineData("603000000\t603000009\tA\t2026-01-01\n603000009\t603000020\tB\t2026-01-01\n", "repeats line 3 from the same day", 4)]
    public void A_bad_line_is_named_and_nothing_is_taken(string line, string reason, int at = 3)
    {
        var reading = Read(Heading + "602000000\t\town\t2026-01-01\n" + line);
        Assert.Null(reading.Numbers);
        Assert.StartsWith($"ported.tsv:{at}: {reason}", Assert.Single(reading.Faults).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_wrong_throughout_has_twenty_faults() =>
        Assert.Equal(20, Read(Heading + string.Concat(Enumerable.Repeat("x\t\town\t2026-01-01\n", 5000))).Faults.Length);

    [Theory]
    [InlineData("", "ported.tsv:0: the file is empty")]
    [InlineData("# nothing\n", "ported.tsv:0: the file is empty")]
    [InlineData("601000001\t\town\t2026-01-01\n", "ported.tsv:1: the first line is not \"from")]
    public void Without_its_heading_it_is_no_such_file(string text, string fault) =>
        Assert.StartsWith(fault, Assert.Single(Read(text).Faults).ToString(), StringComparison.Ordinal);

    [Fact]
    public void Files_of_other_systems_are_read()
    {
        var reading = PortedNumbersReader.Read("x", [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(Heading.Replace("\n", "\r\n", StringComparison.Ordinal) + "601000001\t\tA\t1999-01-01\r\n")]);
        Assert.Equal("A", reading.Numbers!.OperatorOf(new("+48601000001"), Day));
    }

    // The same answers as a list that is walked.
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Any_file_says_what_its_lines_say(int seed)
    {
        var random = new Random(seed);
        var rows = new List<(int From, int To, string Network, DateOnly Day)>();
        for (var i = 0; i < 400; i++)
        {
            var (from, single) = (601000000 + random.Next(300), random.Next(2) == 0);
            // Each day once: two ports of a number on one day are a fault.
            rows.Add((from, single ? from : from + random.Next(40), "N" + random.Next(9), new DateOnly(2020, 1, 1).AddDays(i)));
        }

        var mixed = rows.OrderBy(_ => random.Next()).Select(r => $"{r.From}\t{(r.From == r.To && r.Day.Day % 2 == 0 ? "" : r.To)}\t{r.Network}\t{r.Day:yyyy-MM-dd}");
        var numbers = Numbers([.. mixed]);
        for (var number = 600999999; number < 601000345; number++)
        {
            var on = new DateOnly(2019, 12, 1).AddDays(random.Next(450));
            var expected = rows.Where(r => r.From <= number && number <= r.To && r.Day <= on).OrderBy(r => r.Day).Select(r => r.Network).LastOrDefault();
            Assert.Equal(expected, numbers.OperatorOf(new($"+48{number}"), on));
        }
    }

    private static PortedNumbers Numbers(params string[] lines)
    {
        var reading = Read(Heading + string.Join('\n', lines));
        Assert.Empty(reading.Faults);
        return reading.Numbers!;
    }

    private static PortedNumbersReading Read(string text) => PortedNumbersReader.Read("ported.tsv", Encoding.UTF8.GetBytes(text));
}
