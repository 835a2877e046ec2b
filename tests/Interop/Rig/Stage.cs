namespace PbxBridge.Interop.Rig;

/// <summary>One test's peers around a running bridge.</summary>
internal sealed class Stage : IAsyncDisposable
{
    public const int Mobile = 5070;
    public const int MobileCaller = 5071;
    public const int Pbx = 5080;

    /// <summary>Matches no number.</summary>
    private const string Nobody = "none";

    private static readonly TimeSpan Within = TimeSpan.FromSeconds(25);

    private readonly List<SippRun> _runs = [];
    private readonly string _folder;
    private readonly int _logFrom;

    private Stage(BridgeProcess bridge)
    {
        Bridge = bridge;
        _logFrom = bridge.Log.Length;
        _folder = Directory.CreateDirectory(Path.Combine(bridge.Folder, "stage-" + Guid.NewGuid().ToString("N"))).FullName;
    }

    public BridgeProcess Bridge { get; }

    /// <summary>What the bridge logged since the test began.</summary>
    public string Log => Bridge.Log[_logFrom..];

    public static async Task PlayAsync(BridgeProcess bridge, Func<Stage, Task> test)
    {
        await using var stage = new Stage(bridge);
        try
        {
            await test(stage);
            await bridge.QuietAsync();
        }
        catch (Exception fault)
        {
            throw new Xunit.Sdk.XunitException($"{fault.Message}\n{fault.StackTrace}\n{string.Join('\n', stage._runs.Select(run => run.Report()))}\n==== bridge\n{stage.Log}", fault);
        }
    }

    /// <summary>People whose phones ring at a port: numbers, or regular expressions of them, that do not simply answer.</summary>
    public Task<SippRun> PeopleAsync(int port, int calls = 1, string busy = Nobody, string declines = Nobody, string silent = Nobody, string away = Nobody, string transport = "u1") =>
        StartAsync("people", port, calls, transport, ("busy", busy), ("declines", declines), ("silent", silent), ("away", away));

    /// <summary>Somebody who takes the calls to a port by a scenario of his own.</summary>
    public Task<SippRun> CalleeAsync(string scenario, int port, params (string, string)[] words) => StartAsync(scenario, port, 1, "u1", words);

    /// <summary>Somebody who calls.</summary>
    public SippRun Caller(int port, string from, string to, string scenario = "caller", string transport = "u1", params (string, string)[] words) =>
        Keep(SippRun.Start(_folder, scenario, port, 1, transport, [.. words, ("from", from), ("to", to), ("talk", "100")]));

    /// <summary>Calls and expects a refusal.</summary>
    public SippRun Refused(int port, string from, string to, int status, string transport = "u1") =>
        Caller(port, from, to, "caller-refused", transport, ("status", $"{status}"));

    /// <summary>Every run that was started ends well.</summary>
    public Task AllSucceededAsync() => Task.WhenAll(_runs.Select(run => run.SucceededAsync(Within)));

    public async ValueTask DisposeAsync()
    {
        foreach (var run in _runs)
            await run.DisposeAsync();
    }

    private Task<SippRun> StartAsync(string scenario, int port, int calls, string transport, params (string, string)[] words) =>
        Keep(SippRun.Start(_folder, scenario, port, calls, transport, words)).ReadyAsync(port, transport);

    private SippRun Keep(SippRun run)
    {
        _runs.Add(run);
        return run;
    }
}
