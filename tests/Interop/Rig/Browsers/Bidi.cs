using System.Net.WebSockets;
using System.Text.Json.Nodes;

namespace PbxBridge.Interop.Rig.Browsers;

/// <summary>A connection to a browser that speaks WebDriver BiDi (W3C): commands with their answers; events are passed over.</summary>
internal sealed class Bidi : IAsyncDisposable
{
    private static readonly TimeSpan Within = TimeSpan.FromSeconds(30);

    private readonly ClientWebSocket _socket;
    private int _last;

    private Bidi(ClientWebSocket socket) => _socket = socket;

    public static async Task<Bidi> ConnectAsync(Uri address)
    {
        var socket = new ClientWebSocket();
        using var deadline = new CancellationTokenSource(Within);
        await socket.ConnectAsync(address, deadline.Token);
        return new Bidi(socket);
    }

    /// <exception cref="InvalidOperationException">The browser refuses it, and says why.</exception>
    public async Task<JsonNode> AskAsync(string method, JsonObject parameters)
    {
        using var deadline = new CancellationTokenSource(Within);
        var id = ++_last;
        var command = new JsonObject { ["id"] = id, ["method"] = method, ["params"] = parameters };
        await _socket.SendAsync(System.Text.Encoding.UTF8.GetBytes(command.ToJsonString()), WebSocketMessageType.Text, endOfMessage: true, deadline.Token);
        while (true)
        {
            var answer = await ReadAsync(deadline.Token);
            if ((int?)answer["id"] == id)
                return answer["result"] ?? throw new InvalidOperationException($"{method}: {answer["error"]}: {answer["message"]}");
        }
    }

    public ValueTask DisposeAsync()
    {
        _socket.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<JsonNode> ReadAsync(CancellationToken cancel)
    {
        using var text = new MemoryStream();
        var buffer = new byte[32 * 1024];
        while (true)
        {
            var part = await _socket.ReceiveAsync(buffer.AsMemory(), cancel);
            text.Write(buffer, 0, part.Count);
            if (part.EndOfMessage)
                return JsonNode.Parse(text.ToArray()) ?? throw new InvalidOperationException("The browser said nothing.");
        }
    }
}
