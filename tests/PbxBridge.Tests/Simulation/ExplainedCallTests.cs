using System.Globalization;

namespace PbxBridge.Tests.Simulation;

/// <summary>Live = simulated: what <c>explain</c> says of a call is what the call does, step by step, and the money adds up afterwards. By seed, one alone:
/// <c>SEED=17 dotnet test tests/PbxBridge.Tests --filter Chosen_companies</c>, several: <c>SEED=1-200</c>.</summary>
public sealed class ExplainedCallTests
{
    private const int Companies = 10;
    private const int CallsEach = 12;

    [Theory]
    [InlineData(1)]
    [InlineData(11)]
    [InlineData(21)]
    public void A_call_does_what_the_explainer_says(int first) => AssertAll(first, first + Companies - 1);

    [Fact]
    public void Chosen_companies()
    {
        var range = (Environment.GetEnvironmentVariable("SEED") ?? "1").Split('-').Select(text => int.Parse(text, CultureInfo.InvariantCulture)).ToArray();
        AssertAll(range[0], range[^1]);
    }

    private static void AssertAll(int first, int last)
    {
        var faults = string.Join("\n\n", Enumerable.Range(first, last - first + 1).Select(Fault).Where(fault => fault.Length > 0));
        Assert.True(faults.Length == 0, faults);
    }

    private static string Fault(int seed)
    {
        try
        {
            using var calls = new RandomCalls((ulong)seed);
            calls.Run(CallsEach);
            return "";
        }
        catch (Exception fault)
        {
            return $"SEED={seed}: {fault}";
        }
    }
}
