using PbxBridge.Tests.Charges;
using PbxBridge.Tests.Hosting;

namespace PbxBridge.Tests.Commands;

/// <summary><c>check</c> on price lists: every fault with its file and place.</summary>
public sealed class CheckPricesTests
{
    [Fact]
    public async Task Good_prices_are_named_with_their_version()
    {
        using var run = new ProgramRun();
        Assert.Equal(0, await run.Run("check"));
        Assert.Contains("Price list demo, version 1 (Company network price list): everybody, from 2020-01-01.", run.Out.ToString());
    }

    [Theory]
    [InlineData("\"price\": 0.29", "\"price\": -0.29", "$.calls[1].price: ")]
    [InlineData("\"per\": 3600", "\"per\": 0", "$.calls[0].per: ")]
    [InlineData("\"classes\": [\"onNet\"]", "\"classes\": [\"onnet\"]", "$.calls[0].classes[0]: ")]
    [InlineData("\"vat\": 23,", "\"vat\": 23, \"vta\": 8,", "$.vta: ")]
    [InlineData("\"id\": \"domestic\"", "\"id\": \"on-net\"", "$.calls[1].id: ")]
    public async Task Faults_name_file_and_place_and_the_bridge_does_not_start(string good, string bad, string place)
    {
        using var run = new ProgramRun();
        var path = Path.Combine(run.Folder, "prices.json");
        await File.WriteAllTextAsync(path, PriceReloadTests.Good.Replace(good, bad, StringComparison.Ordinal));
        Assert.Equal(1, await run.Run("check", $"Operator:PriceLists:0={path}"));
        Assert.Contains(run.Faults, fault => fault.StartsWith($"Price list {path}, {place}", StringComparison.Ordinal));
        Assert.DoesNotContain("Price list demo", run.Out.ToString());
        Assert.Equal(1, await run.Run("explain", "--from", "201", "--to", "600", $"Operator:PriceLists:0={path}"));
    }

    [Fact]
    public async Task A_list_that_is_not_there_or_no_JSON_is_a_fault()
    {
        using var run = new ProgramRun();
        var path = Path.Combine(run.Folder, "prices.json");
        Assert.Equal(1, await run.Run("check", $"Operator:PriceLists:0={path}"));
        Assert.Contains(run.Faults, fault => fault.StartsWith($"The price list {path} (Operator:PriceLists) cannot be read: ", StringComparison.Ordinal));
        await File.WriteAllTextAsync(path, PriceReloadTests.Good[..200]);
        Assert.Equal(1, await run.Run("check", $"Operator:PriceLists:0={path}"));
        Assert.Contains(run.Faults, fault => fault.StartsWith($"Price list {path}, $", StringComparison.Ordinal));
    }
}
