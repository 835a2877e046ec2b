using PbxBridge.Routing.Numbering;

namespace PbxBridge.Routing.Tests.Numbering;

/// <summary>The list of numbers that only take calls (DNO).</summary>
public sealed class ReceiveOnlyNumbersTests
{
    private const string Heading = "from\tto\tnote\n";

    [Theory]
    [InlineData("+48221234567", true)]
    [InlineData("+48221234566", false)]
    [InlineData("+48221234568", false)]
    [InlineData("+48800100100", true)]
    [InlineData("+48800100149", true)]
    [InlineData("+48800100199", true)]
    [InlineData("+48800100200", false)]
    [InlineData("+48600000000", false)]
    [InlineData("+4830123456789", false)]
    [InlineData("112", false)]
    public void Numbers_and_ranges_are_known(string number, bool listed)
    {
        var reading = ReceiveOnlyNumbersReader.Read(new("dno.tsv", Heading + "# infolinie\n800100100\t+48800100150\tbank\n+48221234567\n800100140\t800100199\n"));
        Assert.Empty(reading.Faults);
        Assert.Equal(3, reading.Numbers!.Count);
        Assert.Equal(listed, reading.Numbers.Contains(new(number)));
    }

    [Fact]
    public void An_empty_list_has_no_number() => Assert.False(ReceiveOnlyNumbers.None.Contains(new("+48221234567")));

    [Fact]
    public void Every_fault_is_named_with_its_line_and_nothing_is_taken()
    {
        var reading = ReceiveOnlyNumbersReader.Read(new("dno.tsv", Heading + "22123456\n221234567\t221234566\n221234567\t\n+49301234567\n221234567\tx\n"));
        Assert.Null(reading.Numbers);
        Assert.Equal([2, 3, 5, 6], reading.Faults.Select(f => f.Line));
    }
}
