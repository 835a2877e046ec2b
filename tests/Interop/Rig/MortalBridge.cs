using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using PbxBridge.Storage;

namespace PbxBridge.Interop.Rig;

/// <summary>A bridge that is killed and started again on the same store.</summary>
internal sealed class MortalBridge : IAsyncDisposable
{
    private static readonly TimeSpan StartWithin = TimeSpan.FromSeconds(30);
    private static readonly IPEndPoint Sip = new(IPAddress.Loopback, 5060);

    private Child? _child;

    public MortalBridge(CompanyFile company)
    {
        Folder = Directory.CreateTempSubdirectory("pbxbridge-").FullName;
        File.WriteAllText(Path.Combine(Folder, "company.json"), company.ToString());
        File.WriteAllText(Path.Combine(Folder, "pbxbridge.json"), new JsonObject
        {
            ["Operator"] = new JsonObject
            {
                ["FirstCompany"] = Path.Combine(Folder, "company.json"),
                ["PbxOptionsInterval"] = "00:00:00",
                ["Trunks"] = new JsonObject { ["mobile"] = new JsonObject { ["Peers"] = new JsonArray("127.0.0.1:5070", "127.0.0.1:5071;priority=2"), ["OptionsInterval"] = "00:00:00" } },
            },
            ["Sip"] = new JsonObject { ["Listeners"] = new JsonArray("udp://127.0.0.1:5060") },
            ["Web"] = new JsonObject { ["Enabled"] = false },
        }.ToJsonString());
    }

    public string Folder { get; }

    public string Log => _child?.Output ?? "";

    /// <summary>Starts it and waits until it answers OPTIONS.</summary>
    public async Task StartAsync()
    {
        var child = _child = new Child("dotnet", [BridgeProgram.Dll], Folder);
        using var socket = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        var port = ((IPEndPoint)socket.Client.LocalEndPoint!).Port;
        await Condition.HoldsAsync("the bridge answers", async () =>
        {
            Assert.False(child.HasExited, child.Output);
            try
            {
                await socket.SendAsync(System.Text.Encoding.ASCII.GetBytes(SipText.Request("OPTIONS", "bridge", "test", port)), Sip);
                using var soon = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
                await socket.ReceiveAsync(soon.Token);
                return true;
            }
            catch (Exception nobody) when (nobody is OperationCanceledException or SocketException)
            {
                return false;
            }
        }, StartWithin);
    }

    /// <summary>SIGKILL: nothing is finished.</summary>
    public async Task KillAsync()
    {
        if (_child is { } child)
            await child.DisposeAsync();
        _child = null;
    }

    public async Task StopAsync()
    {
        _child?.Terminate();
        Assert.True(_child is null || await _child.ExitedAsync(StartWithin), Log);
    }

    /// <summary>The store, while no bridge runs.</summary>
    public Store OpenStore() => Store.Open(new StoreOptions { Path = Path.Combine(Folder, "data", "pbxbridge.db") }, TimeProvider.System);

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        Directory.Delete(Folder, recursive: true);
    }
}
