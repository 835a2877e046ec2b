using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace PbxBridge.Tests.Hosting;

public sealed partial class ProgramTests
{
    [Fact]
    public async Task First_start_imports_the_example_company_and_says_how_to_call()
    {
        using var run = new ProgramRun();
        var watcher = new FakeBridge.Watcher();
        run.Stop.Request();
        Assert.Equal(0, await run.RunBridge(watcher));
        var bridge = await watcher.Bridge;
        Assert.Equal("przyklad", Assert.Single(bridge.Parts.Directory.Companies).Id);
        Assert.Contains("user anna   password anna-demo-2026", run.Out.ToString());
        Assert.Matches("Log in to the Manager at http://127.0.0.1:[0-9]+ as maria, password manager-maria\\.", run.Out.ToString());
        Assert.True(File.Exists(Path.Combine(run.Folder, "data", "pbxbridge.db")));
        Assert.Empty(run.Faults);
    }

    [Fact]
    public async Task Drain_waits_for_the_running_call_and_tells_the_health_page()
    {
        using var run = new ProgramRun();
        var (watcher, port) = (new FakeBridge.Watcher(), FreePort());
        var ended = run.RunBridge(watcher, $"Web:Url=http://127.0.0.1:{port}");
        var bridge = await watcher.Bridge;
        bridge.ActiveCalls = 1;
        Assert.Equal((HttpStatusCode.OK, "ok"), await HealthOf(run, port, ended));
        run.Stop.Request();
        await bridge.Draining;
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "draining"), await HealthOf(run, port, ended));
        Assert.False(ended.IsCompleted);
        bridge.ActiveCalls = 0;
        Assert.Equal(0, await ended);
        Assert.False(bridge.Ended);
    }

    [Fact]
    public async Task Second_stop_hangs_up_at_once()
    {
        using var run = new ProgramRun();
        var watcher = new FakeBridge.Watcher();
        var ended = run.RunBridge(watcher, "Drain:Seconds=3600");
        var bridge = await watcher.Bridge;
        bridge.ActiveCalls = 2;
        run.Stop.Request();
        await bridge.Draining;
        run.Stop.Request();
        Assert.Equal(0, await ended);
        Assert.True(bridge.Ended);
        Assert.Contains("Stopped; 2 calls were cut off.", run.Out.ToString());
    }

    [Fact]
    public async Task Import_beside_a_running_bridge_reaches_its_calls()
    {
        using var run = new ProgramRun();
        var watcher = new FakeBridge.Watcher();
        var ended = run.RunBridge(watcher);
        var bridge = await watcher.Bridge;
        var file = Path.Combine(run.Folder, "changed.json");
        await File.WriteAllTextAsync(file, (await File.ReadAllTextAsync(ProgramRun.DemoFile)).Replace("Anna Kowalska", "Anna Nowak"));
        Assert.Equal(0, await run.Run("import", file));
        var directory = await bridge.Used.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Contains(Assert.Single(directory.Companies).Employees, employee => employee.Name == "Anna Nowak");
        run.Stop.Request();
        Assert.Equal(0, await ended);
    }

    [Fact]
    public async Task Port_that_is_taken_is_one_sentence_and_exit_code_1()
    {
        using var run = new ProgramRun();
        using var taken = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        taken.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        var listener = $"udp://127.0.0.1:{((IPEndPoint)taken.LocalEndPoint!).Port}";
        Assert.Equal(1, await run.Run($"Sip:Listeners:0={listener}", "Log:Console=false"));
        Assert.Contains(listener, Assert.Single(run.Faults));
    }

    [Fact]
    public async Task Web_port_that_is_taken_is_one_sentence_and_exit_code_1()
    {
        using var run = new ProgramRun();
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        Assert.Equal(1, await run.RunBridge(new FakeBridge.Watcher(), $"Web:Url=http://127.0.0.1:{((IPEndPoint)taken.LocalEndpoint).Port}"));
        Assert.Contains("(Web:Url)", Assert.Single(run.Faults));
    }

    [Fact]
    public async Task Store_that_is_no_database_is_one_sentence_and_exit_code_1()
    {
        using var run = new ProgramRun();
        var path = Path.Combine(run.Folder, "broken.db");
        await File.WriteAllTextAsync(path, string.Concat(Enumerable.Repeat("this is not a database ", 100)));
        Assert.Equal(1, await run.RunBridge(new FakeBridge.Watcher(), $"Store:Path={path}"));
        Assert.Contains(path, Assert.Single(run.Faults));
    }

    [Fact]
    public async Task Bad_certificate_is_one_sentence_and_exit_code_1()
    {
        using var run = new ProgramRun();
        var path = Path.Combine(run.Folder, "bad.pem");
        await File.WriteAllTextAsync(path, "no certificate");
        Assert.Equal(1, await run.RunBridge(new FakeBridge.Watcher(), "Sip:Listeners:0=tls://127.0.0.1:0", $"Sip:Tls:Certificate={path}"));
        Assert.Contains(path, Assert.Single(run.Faults));
    }

    [Fact]
    public async Task Missing_configuration_file_is_one_sentence_and_exit_code_1()
    {
        using var run = new ProgramRun();
        Assert.Equal(1, await run.Run("--config", "nowhere.json"));
        Assert.Contains("nowhere.json", Assert.Single(run.Faults));
    }

    private static async Task<(HttpStatusCode Code, string Status)> HealthOf(ProgramRun run, int port, Task ended)
    {
        // The page comes up after the bridge was made; a refused connection is asked again until the program says it is there, or ends.
        using var client = new HttpClient();
        while (true)
        {
            Assert.False(ended.IsCompleted, run.Error.ToString());
            try
            {
                using var answer = await client.GetAsync($"http://127.0.0.1:{port}/healthz");
                return (answer.StatusCode, Status().Match(await answer.Content.ReadAsStringAsync()).Groups[1].Value);
            }
            catch (HttpRequestException)
            {
                await Task.Yield();
            }
        }
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    [GeneratedRegex("\"status\":\"([a-z]+)\"")]
    private static partial Regex Status();
}
