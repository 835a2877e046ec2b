using System.Text.Json.Nodes;

namespace PbxBridge.Interop.Rig.Browsers;

/// <summary>A real browser without a screen: Debian's Chromium or Firefox. Keys and clicks go the way of a person's.</summary>
internal sealed class Browser : IAsyncDisposable
{
    private const int DriverPort = 9515, FirefoxPort = 9222;

    private static readonly TimeSpan StartWithin = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan PageWithin = TimeSpan.FromSeconds(20);

    private readonly Child _program;
    private readonly string _folder;
    private readonly Bidi _bidi;
    private readonly string _tab;

    private Browser(Child program, string folder, Bidi bidi, string tab) => (_program, _folder, _bidi, _tab) = (program, folder, bidi, tab);

    /// <param name="engine"><c>chromium</c> or <c>firefox</c>.</param>
    public static async Task<Browser> StartAsync(string engine)
    {
        var folder = Directory.CreateTempSubdirectory("pbxbridge-browser-").FullName;
        var program = engine == "chromium"
            ? new Child("chromedriver", [$"--port={DriverPort}"], folder, ("HOME", folder))
            : new Child("firefox-esr", ["--headless", "--no-remote", "--profile", folder, $"--remote-debugging-port={FirefoxPort}"], folder, ("HOME", folder), ("MOZ_CRASHREPORTER_DISABLE", "1"));
        try
        {
            var port = engine == "chromium" ? DriverPort : FirefoxPort;
            await Condition.HoldsAsync($"{engine} listens", () => program.HasExited || Ports.IsTcpListening(port), StartWithin);
            Assert.False(program.HasExited, program.Output);
            var bidi = engine == "chromium" ? await Bidi.ConnectAsync(await ChromiumSessionAsync(folder)) : await Bidi.ConnectAsync(new Uri($"ws://127.0.0.1:{FirefoxPort}/session"));
            if (engine != "chromium")
                await bidi.AskAsync("session.new", new JsonObject { ["capabilities"] = new JsonObject() });
            var tabs = await bidi.AskAsync("browsingContext.getTree", []);
            return new Browser(program, folder, bidi, (string)tabs["contexts"]![0]!["context"]!);
        }
        catch (Exception fault)
        {
            var said = program.Output;
            await program.DisposeAsync();
            Directory.Delete(folder, recursive: true);
            throw new InvalidOperationException($"{engine} did not start: {fault.Message}\n{said}", fault);
        }
    }

    /// <summary>What a page has to lie in, in CSS pixels.</summary>
    public Task SizeAsync(int width, int height) => _bidi.AskAsync(
        "browsingContext.setViewport", new JsonObject { ["context"] = _tab, ["viewport"] = new JsonObject { ["width"] = width, ["height"] = height } });

    public Task OpenAsync(string address) => _bidi.AskAsync("browsingContext.navigate", new JsonObject { ["context"] = _tab, ["url"] = address, ["wait"] = "complete" });

    /// <summary>What an expression of the page's script comes to.</summary>
    public async Task<JsonNode?> ValueAsync(string expression)
    {
        var answer = await EvaluateAsync(expression);
        return answer["value"]?.DeepClone();
    }

    public async Task<string> TextAsync(string selector) => (string?)await ValueAsync($"document.querySelector({Quoted(selector)})?.innerText ?? ''") ?? "";

    /// <summary>Types into a field, in place of what is there.</summary>
    public async Task TypeAsync(string selector, string text)
    {
        await EvaluateAsync($"{{ const field = document.querySelector({Quoted(selector)}); field.focus(); field.select(); }}");
        var keys = new JsonArray();
        foreach (var key in text)
        {
            keys.Add(new JsonObject { ["type"] = "keyDown", ["value"] = key.ToString() });
            keys.Add(new JsonObject { ["type"] = "keyUp", ["value"] = key.ToString() });
        }

        await PerformAsync(new JsonObject { ["type"] = "key", ["id"] = "keys", ["actions"] = keys });
    }

    /// <summary>Clicks something that leads to another page, and waits until that one is there.</summary>
    public async Task FollowAsync(string selector)
    {
        await EvaluateAsync("window.before = true");
        await ClickAsync(selector);
        await Condition.HoldsAsync($"{selector} leads to another page", IsNewAsync, PageWithin);

        async Task<bool> IsNewAsync()
        {
            try
            {
                return (bool?)await ValueAsync("document.readyState === 'complete' && window.before !== true") is true;
            }
            catch (InvalidOperationException)
            {
                // Between two pages there is no script to ask.
                return false;
            }
        }
    }

    public async Task ClickAsync(string selector)
    {
        await EvaluateAsync($"document.querySelector({Quoted(selector)}).scrollIntoView({{ block: 'center' }})");
        var element = await EvaluateAsync($"document.querySelector({Quoted(selector)})");
        var origin = new JsonObject { ["type"] = "element", ["element"] = new JsonObject { ["sharedId"] = (string)element["sharedId"]! } };
        await PerformAsync(new JsonObject
        {
            ["type"] = "pointer",
            ["id"] = "mouse",
            ["actions"] = new JsonArray(
                new JsonObject { ["type"] = "pointerMove", ["x"] = 0, ["y"] = 0, ["origin"] = origin },
                new JsonObject { ["type"] = "pointerDown", ["button"] = 0 },
                new JsonObject { ["type"] = "pointerUp", ["button"] = 0 }),
        });
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await _bidi.AskAsync("browser.close", []);
        }
        catch (Exception fault) when (fault is InvalidOperationException or OperationCanceledException or System.Net.WebSockets.WebSocketException)
        {
            // It is killed below.
        }

        await _bidi.DisposeAsync();
        await _program.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    // It leaves the choice of a window to the driver, which then gives the address of a BiDi session.
    private static async Task<Uri> ChromiumSessionAsync(string folder)
    {
        string[] arguments =
        [
            "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
            $"--user-data-dir={Path.Combine(folder, "chromium")}",
        ];
        var wish = new JsonObject
        {
            ["capabilities"] = new JsonObject
            {
                ["alwaysMatch"] = new JsonObject
                {
                    ["webSocketUrl"] = true,
                    ["goog:chromeOptions"] = new JsonObject { ["binary"] = "/usr/bin/chromium", ["args"] = new JsonArray([.. arguments.Select(argument => (JsonNode)argument)]) },
                },
            },
        };
        using var web = new HttpClient { Timeout = StartWithin };
        using var content = new StringContent(wish.ToJsonString(), System.Text.Encoding.UTF8, "application/json");
        using var response = await web.PostAsync(new Uri($"http://127.0.0.1:{DriverPort}/session"), content);
        var text = await response.Content.ReadAsStringAsync();
        return new Uri((string?)JsonNode.Parse(text)?["value"]?["capabilities"]?["webSocketUrl"] ?? throw new InvalidOperationException(text));
    }

    private static string Quoted(string text) => JsonValue.Create(text).ToJsonString();

    private Task PerformAsync(JsonObject source) => _bidi.AskAsync("input.performActions", new JsonObject { ["context"] = _tab, ["actions"] = new JsonArray(source) });

    private async Task<JsonNode> EvaluateAsync(string expression)
    {
        var answer = await _bidi.AskAsync("script.evaluate", new JsonObject
        {
            ["expression"] = expression,
            ["target"] = new JsonObject { ["context"] = _tab },
            ["awaitPromise"] = true,
        });
        return (string?)answer["type"] == "success" ? answer["result"]! : throw new InvalidOperationException($"{expression}: {answer["exceptionDetails"]?["text"]}");
    }
}
