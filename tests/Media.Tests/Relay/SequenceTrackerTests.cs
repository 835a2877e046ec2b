using PbxBridge.Media.Relay;

namespace PbxBridge.Media.Tests.Relay;

public sealed class SequenceTrackerTests
{
    [Theory]
    [InlineData("1 2 3 4", 0, 0)]
    [InlineData("1 2 4 5", 1, 0)]
    [InlineData("1 2 4 3 5", 0, 0)]
    [InlineData("1 2 2 3", 0, 1)]
    [InlineData("1 2 4 4 3 3", 0, 2)]
    [InlineData("65534 65535 0 1", 0, 0)]
    [InlineData("65534 1", 2, 0)]
    [InlineData("1 2 3 40000 40001 40003", 1, 0)]
    [InlineData("1 5 200", 197, 0)]
    public void Losses_and_doubles_are_counted(string sequence, long lost, long duplicates)
    {
        var track = new SequenceTracker();
        foreach (var number in sequence.Split(' '))
            track.On(ushort.Parse(number, System.Globalization.CultureInfo.InvariantCulture), 1);
        Assert.Equal((lost, duplicates), (track.Lost, track.Duplicates));
    }

    [Fact]
    public void A_new_stream_keeps_the_losses_of_the_old_one()
    {
        var track = new SequenceTracker();
        track.On(1, 1);
        track.On(4, 1);
        track.On(9000, 2);
        track.On(9001, 2);
        Assert.Equal(2, track.Lost);
    }
}
