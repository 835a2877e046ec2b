using PbxBridge.Routing.Hunting;
using PbxBridge.Routing.Plans;
using static PbxBridge.Routing.Tests.Hunting.HuntDriver;

namespace PbxBridge.Routing.Tests.Hunting;

public sealed class ChanceTests
{
    [Fact]
    public void The_generator_is_SplitMix64()
    {
        // First outputs for seed 1234567, as published with the algorithm's reference code.
        var chance = new SplitMix64(1234567);
        Assert.Equal([6457827717110365317UL, 3203168211198807973UL, 9817491932198370423UL], new[] { chance.Next(), chance.Next(), chance.Next() });
    }

    [Fact]
    public void Every_shuffle_is_a_permutation()
    {
        for (ulong seed = 0; seed < 1000; seed++)
        {
            int[] items = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16];
            new SplitMix64(seed).Shuffle(items);
            Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16], items.Order());
        }
    }

    [Fact]
    public void The_first_position_is_uniform_over_ten_thousand_seeds()
    {
        var counts = new int[16];
        for (ulong seed = 0; seed < 10_000; seed++)
        {
            int[] items = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15];
            new SplitMix64(seed).Shuffle(items);
            counts[items[0]]++;
        }

        Assert.InRange(ChiSquare(counts), 0, 30.58); // 15 degrees of freedom, 1 %
    }

    [Fact]
    public void Later_rounds_begin_with_each_member_alike()
    {
        var counts = new int[4];
        for (ulong seed = 0; seed < 10_000; seed++)
            counts[FirstOfSecondRound(seed)]++;
        Assert.InRange(ChiSquare(counts), 0, 11.34); // 3 degrees of freedom, 1 %
    }

    [Fact]
    public void A_fixed_order_repeats_in_every_round()
    {
        var hunt = new HuntDriver(RingLine(Person(1), Person(2)));
        hunt.On(Started);
        for (var leg = 1; leg <= 20; leg++)
        {
            hunt.On(Rings(leg));
            var next = leg % 2 == 0 ? "201" : "202";
            Assert.Contains($"invite {leg + 1} {next} ", hunt.On(TimeOver(HuntTimer.Ring)), StringComparison.Ordinal);
        }
    }

    private static int FirstOfSecondRound(ulong seed)
    {
        var hunt = new Hunt(new CallPlan(null, Line, default, [RingLine(Person(0), Person(1), Person(2), Person(3)) with { Shuffle = true, Seed = seed }], []));
        var commands = new List<HuntCommand>();
        hunt.On(Started, commands);
        for (var leg = 1; leg <= 4; leg++)
        {
            commands.Clear();
            hunt.On(Fails(leg, CallCause.NoAnswer), commands);
        }

        return commands.OfType<HuntCommand.Invite>().Single().Target.Number.Value[^1] - '0';
    }

    private static double ChiSquare(int[] counts)
    {
        var expected = counts.Sum() / (double)counts.Length;
        return counts.Sum(c => (c - expected) * (c - expected) / expected);
    }
}
