using System.Text.Json.Nodes;

namespace PbxBridge.Interop.Rig;

/// <summary>The bridge as a child process in a working folder of its own.</summary>
internal sealed class BridgeProcess : IAsyncDisposable
{
    public static readonly TimeSpan StartWithin = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan StopWithin = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan QuietWithin = TimeSpan.FromSeconds(8);

    private readonly HttpClient _web = new() { Timeout = TimeSpan.FromSeconds(5) };
    private readonly Child _child;

    private BridgeProcess(Child child, string folder) => (_child, Folder) = (child, folder);

    public string Folder { get; }

    public string Log => _child.Output;

    /// <param name="settings">Changes the settings of the rig before they are written.</param>
    /// <param name="environment">Variables beside those of the test.</param>
    public static async Task<BridgeProcess> StartAsync(CompanyFile company, Action<JsonNode>? settings = null, params (string Name, string Value)[] environment)
    {
        var folder = Directory.CreateTempSubdirectory("pbxbridge-").FullName;
        File.WriteAllText(Path.Combine(folder, "company.json"), company.ToString());
        var all = Settings(folder);
        settings?.Invoke(all);
        File.WriteAllText(Path.Combine(folder, "pbxbridge.json"), all.ToJsonString());
        var bridge = new BridgeProcess(new Child("dotnet", [BridgeProgram.Dll], folder, environment), folder);
        try
        {
            await Condition.HoldsAsync("the bridge says that it is well", async () => bridge._child.HasExited || await bridge.HealthAsync() is { } health && (string?)health["status"] == "ok", StartWithin);
            Assert.False(bridge._child.HasExited, bridge.Log);
            return bridge;
        }
        catch
        {
            await bridge.DisposeAsync();
            throw;
        }
    }

    /// <summary>What the health page says; null while nobody answers.</summary>
    public async Task<JsonNode?> HealthAsync()
    {
        try
        {
            using var response = await _web.GetAsync(new Uri("http://localhost:8080/healthz"));
            return JsonNode.Parse(await response.Content.ReadAsStringAsync());
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    public async Task<int> CallsAsync() => (int)(await HealthAsync())!["calls"]!;

    /// <summary>No call is left.</summary>
    public Task QuietAsync() => Condition.HoldsAsync("no call is left", async () => await CallsAsync() == 0, QuietWithin);

    /// <summary>Runs the program once beside the bridge, on the same store.</summary>
    public async Task<string> CommandAsync(params string[] arguments)
    {
        await using var command = new Child("dotnet", [BridgeProgram.Dll, .. arguments], Folder);
        Assert.True(await command.ExitedAsync(StartWithin), $"{arguments[0]} did not end: {command.Output}");
        Assert.Equal(0, command.ExitCode);
        return command.Output;
    }

    public void Terminate() => _child.Terminate();

    /// <summary>SIGTERM was sent or is sent now: the bridge is well, has no call left, and ends with 0.</summary>
    public async Task StopAsync()
    {
        await QuietAsync();
        Assert.Equal("ok", (string?)(await HealthAsync())!["status"]);
        Terminate();
        await EndedAsync();
    }

    public async Task EndedAsync()
    {
        Assert.True(await _child.ExitedAsync(StopWithin), "The bridge did not end after SIGTERM.\n" + Log);
        Assert.True(_child.ExitCode == 0, $"Exit code {_child.ExitCode}.\n{Log}");
        Assert.DoesNotContain("A piece of signalling work failed", Log, StringComparison.Ordinal);
    }

    public async ValueTask DisposeAsync()
    {
        await _child.DisposeAsync();
        _web.Dispose();
        Directory.Delete(Folder, recursive: true);
    }

    // Customers' calls come from the second address of the mobile network, so that one program can play the caller and another the called.
    private static JsonObject Settings(string folder) => new()
    {
        ["Operator"] = new JsonObject
        {
            ["FirstCompany"] = Path.Combine(folder, "company.json"),
            ["PbxOptionsInterval"] = "00:00:00",
            ["Trunks"] = new JsonObject
            {
                ["mobile"] = new JsonObject
                {
                    ["Peers"] = new JsonArray("127.0.0.1:5070", "127.0.0.1:5071;priority=2"),
                    ["OptionsInterval"] = "00:00:00",
                },
            },
        },
        ["Log"] = new JsonObject { ["Level"] = "Debug" },
        ["Drain"] = new JsonObject { ["Seconds"] = 10 },
    };
}
