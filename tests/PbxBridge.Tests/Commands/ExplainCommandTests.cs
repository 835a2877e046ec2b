using System.Text.Json;
using PbxBridge.Tests.Hosting;

namespace PbxBridge.Tests.Commands;

public sealed class ExplainCommandTests
{
    [Theory]
    [InlineData("201", "600", "+48601000201", "+48600000001", "OnNet")]
    [InlineData("anna", "8001", "+48601000201", "+48225558001", "OnNet")]
    [InlineData("+48502111222", "sip:+48601000201@bridge.example", "+48502111222", "+48601000201", "MobileOther")]
    [InlineData("8001", "201", "+48225558001", "+48601000201", "OnNet")]
    [InlineData("201", "700", "+48601000201", "+48221234567", "PartnerNumber")]
    [InlineData("mobile", "112", null, "112", "Emergency")]
    public async Task Caller_number_and_class_are_told(string from, string to, string? caller, string number, string kind)
    {
        using var run = new ProgramRun();
        using var answer = await Ask(run, from, to);
        Assert.Equal((caller, number, kind), (Text(answer, "caller"), Text(answer, "number"), Text(answer, "class")));
        Assert.All(answer.RootElement.GetProperty("decisions").EnumerateArray(), step => Assert.NotEqual("", step.GetProperty("sentence").GetString()));
    }

    [Fact]
    public async Task Anna_then_the_secretary_then_voicemail()
    {
        using var run = new ProgramRun();
        using var answer = await Ask(run, "+48502111222", "+48601000201");
        var steps = answer.RootElement.GetProperty("outcome").EnumerateArray().ToList();
        Assert.Equal(["Ring", "Ring", "Voicemail"], steps.Select(step => step.GetProperty("step").GetString()));
        Assert.Equal("+48601000201 @ mobile", Assert.Single(steps[0].GetProperty("legs").EnumerateArray()).GetString());
        Assert.Equal("+48601000200 @ mobile", Assert.Single(steps[1].GetProperty("legs").EnumerateArray()).GetString());
    }

    [Fact]
    public async Task Short_number_that_nobody_has_ends_with_its_status()
    {
        using var run = new ProgramRun();
        using var answer = await Ask(run, "201", "299");
        Assert.Equal(484, answer.RootElement.GetProperty("outcome").EnumerateArray().Last().GetProperty("status").GetInt32());
    }

    [Fact]
    public async Task A_transfer_is_the_transferrers_call_and_shows_who_will_talk()
    {
        using var run = new ProgramRun();
        Assert.Equal(0, await run.Run("explain", "--from", "201", "--to", "8001", "--transfers", "+48502111222"));
        var text = run.Out.ToString();
        Assert.Contains("+48601000201", text);
        Assert.Contains("A transfer: Anna Kowalska sends +48502111222 on; rules and cost as for a new call of Anna Kowalska. [TRF-1]", text);
        Assert.Contains("The called person is shown +48502111222.", text);
    }

    [Fact]
    public async Task Sentences_come_in_Polish()
    {
        using var run = new ProgramRun();
        Assert.Equal(0, await run.Run("explain", "--from", "201", "--to", "600", "--lang", "pl"));
        Assert.Contains("To nie jest numer alarmowy.", run.Out.ToString());
    }

    [Fact]
    public async Task Question_without_to_is_one_sentence_and_exit_code_2()
    {
        using var run = new ProgramRun();
        Assert.Equal(2, await run.Run("explain", "--from", "201"));
        Assert.Contains("--to", Assert.Single(run.Faults));
    }

    private static async Task<JsonDocument> Ask(ProgramRun run, string from, string to)
    {
        Assert.Equal(0, await run.Run("explain", "--from", from, "--to", to, "--json"));
        return JsonDocument.Parse(run.Out.ToString());
    }

    private static string? Text(JsonDocument answer, string name) => answer.RootElement.GetProperty(name).GetString();
}
