using System.Text.Json;
using Microsoft.Extensions.Logging;
using PbxBridge.Calls;
using PbxBridge.Configuration;
using PbxBridge.Logging;
using PbxBridge.Routing.Plans;

namespace PbxBridge.Tests.Logging;

public sealed class BridgeLogsTests : IDisposable
{
    private static readonly DateTimeOffset At = new(2026, 3, 1, 12, 0, 0, 7, TimeSpan.Zero);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("pbxbridge-");

    [Fact]
    public void A_call_is_one_JSON_line_with_its_values()
    {
        var line = Assert.Single(Logged(logs => logs.Ended(Call("A"))));
        Assert.Equal(
            """{"time":"2026-03-01T12:00:00.007Z","level":"Information","message":"Call A: +48601000*** to 202 ended: Cleared, 200, 66 s","Call":"A","Caller":"+48601000***","Called":"202","Outcome":"Cleared","Status":200,"Seconds":65.679,"source":"PbxBridge.Calls.Call"}""",
            line);
    }

    [Fact]
    public void It_reads_as_the_line_that_goes_the_way_of_all_others()
    {
        var lines = Logged(logs =>
        {
            logs.Ended(Call("A"));
            CallsLog.Ended(logs.Factory.CreateLogger<Call>(), Call("A"));
        });
        Assert.Equal(2, lines.Length);
        Assert.Equal(WithoutTime(lines[1]), WithoutTime(lines[0]));

        static string WithoutTime(string line) => line[line.IndexOf("\"level\"", StringComparison.Ordinal)..];
    }

    [Fact]
    public void Lines_stand_in_the_order_in_which_they_came()
    {
        var lines = Logged(logs =>
        {
            var log = logs.Factory.CreateLogger<BridgeLogsTests>();
            for (var i = 0; i < 30; i++)
            {
                logs.Ended(Call($"{i}") with { At = At.AddMilliseconds(i * 333) });
                if (i % 10 == 9)
                    CallsLog.TrunkChanged(log, $"{i}", "192.0.2.1:5060", "down");
            }
        });
        Assert.Equal(33, lines.Length);
        var names = lines.Select(line => JsonDocument.Parse(line).RootElement).Select(line => line.TryGetProperty("Call", out var call) ? call.GetString() : "trunk " + line.GetProperty("Trunk").GetString());
        Assert.Equal([.. Enumerable.Range(0, 30).SelectMany(i => i % 10 == 9 ? new[] { $"{i}", $"trunk {i}" } : [$"{i}"])], names);
        Assert.Equal("2026-03-01T12:00:09.664Z", JsonDocument.Parse(lines[31]).RootElement.GetProperty("time").GetString());
    }

    [Fact]
    public void What_a_peer_sends_as_a_number_cannot_break_a_line()
    {
        var line = Assert.Single(Logged(logs => logs.Ended(Call("A") with { Called = "sip:\"}\r\n\\{\u007fż@h" })));
        Assert.Equal("?}???{?ż", JsonDocument.Parse(line).RootElement.GetProperty("Called").GetString());
    }

    [Fact]
    public void Above_information_there_are_no_lines_of_calls() =>
        Assert.Empty(Logged(logs => logs.Ended(Call("A")), LogLevel.Warning));

    [Fact]
    public void On_the_console_a_line_is_short()
    {
        var calls = new CallLines();
        calls.Add(Call("A"));
        calls.Add(Call("B") with { At = At.AddMilliseconds(5), Outcome = CallCause.Busy, Status = 486, Talked = 0 });
        var text = new StringWriter();
        new ConsoleLineFormatter().Format(calls.ToEvent(), text);
        var local = At.LocalDateTime.ToString("HH:mm:ss", System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(
            [$"{local}.007 Call A: +48601000*** to 202 ended: Cleared, 200, 66 s", $"{local}.012 Call B: +48601000*** to 202 ended: Busy, 486, 0 s", ""],
            text.ToString().Split(Environment.NewLine));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static EndedCall Call(string id) => new(At, id, "+48601000101", "sip:202@pbxbridge.example;user=phone", CallCause.Cleared, 200, 65.679);

    private string[] Logged(Action<BridgeLogs> act, LogLevel level = LogLevel.Information)
    {
        using (var logs = BridgeLogs.Open(new LogOptions { Console = false, Level = level }, _folder.FullName))
            act(logs);
        return [.. _folder.GetFiles("*.json").SelectMany(file => File.ReadAllLines(file.FullName))];
    }
}
