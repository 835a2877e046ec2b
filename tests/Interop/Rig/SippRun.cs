using System.Globalization;
using System.Text.RegularExpressions;

namespace PbxBridge.Interop.Rig;

/// <summary>One run of SIPp with one scenario. It must end by itself, with exit code 0, within the deadline.</summary>
internal sealed partial class SippRun : IAsyncDisposable
{
    private static readonly TimeSpan ReadyWithin = TimeSpan.FromSeconds(10);

    private readonly Child _child;
    private readonly string _folder;
    private readonly string _name;

    private SippRun(Child child, string folder, string name) => (_child, _folder, _name) = (child, folder, name);

    private string TraceFile => Path.Combine(_folder, _name + ".trace");

    /// <summary>The messages so far, in order.</summary>
    public IReadOnlyList<SipText> Trace => [.. Messages()];

    public IEnumerable<SipText> Received => Trace.Where(message => !message.Sent);

    /// <param name="scenario">File name in <c>Scenarios</c> without its ending.</param>
    /// <param name="words">What stands for <c>{{name}}</c> in it.</param>
    /// <param name="calls">How many calls it makes or takes before it ends.</param>
    /// <param name="transport">u1, t1.</param>
    public static SippRun Start(string folder, string scenario, int port, int calls, string transport, IEnumerable<(string Name, string Value)> words)
    {
        var name = $"{scenario}-{port}";
        var file = Path.Combine(folder, name + ".xml");
        File.WriteAllText(file, Filled(scenario, words));
        string[] arguments =
        [
            "127.0.0.1:5060", "-sf", file, "-i", "127.0.0.1", "-p", Text(port), "-m", Text(calls), "-t", transport, "-nostdin",
            "-trace_msg", "-message_file", Path.Combine(folder, name + ".trace"), "-message_overwrite", "true",
            "-trace_err", "-error_file", Path.Combine(folder, name + ".errors"), "-error_overwrite", "true",
        ];
        return new SippRun(new Child("sipp", arguments, folder), folder, name);
    }

    /// <summary>It listens.</summary>
    public async Task<SippRun> ReadyAsync(int port, string transport)
    {
        await Condition.HoldsAsync($"{_name} listens", () => _child.HasExited || (transport[0] == 'u' ? Ports.IsUdpBound(port) : Ports.IsTcpListening(port)), ReadyWithin);
        return this;
    }

    public async Task SucceededAsync(TimeSpan within)
    {
        var ended = await _child.ExitedAsync(within);
        Assert.True(ended, $"{_name} had to be stopped after {within.TotalSeconds} s.");
        Assert.True(_child.ExitCode == 0, $"{_name} ended with {_child.ExitCode}.");
    }

    /// <summary>A message was received; looks again until the deadline.</summary>
    public Task HasReceivedAsync(string start) => Condition.HoldsAsync($"{_name} receives {start}", () => Received.Any(m => m.Is(start)), ReadyWithin);

    public string Report() => $"==== {_name}\n{Contents(".errors")}\n{Contents(".trace")}";

    public ValueTask DisposeAsync() => _child.DisposeAsync();

    private static string Filled(string scenario, IEnumerable<(string Name, string Value)> words)
    {
        var text = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Scenarios", scenario + ".xml"));
        foreach (var (name, value) in words)
            text = text.Replace("{{" + name + "}}", value, StringComparison.Ordinal);
        var open = Placeholder().Match(text);
        Assert.False(open.Success, $"{scenario}: nothing given for {open.Value}");
        return text;
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private string Contents(string ending) => File.Exists(Path.Combine(_folder, _name + ending)) ? File.ReadAllText(Path.Combine(_folder, _name + ending)) : "";

    private IEnumerable<SipText> Messages()
    {
        if (!File.Exists(TraceFile))
            yield break;
        var text = File.ReadAllText(TraceFile);
        var heads = Head().Matches(text);
        for (var i = 0; i < heads.Count; i++)
        {
            var (from, to) = (heads[i].Index + heads[i].Length, i + 1 < heads.Count ? heads[i + 1].Index : text.Length);
            yield return new SipText(heads[i].Groups[1].Value == "sent", text[from..to].TrimEnd('\n') + "\n");
        }
    }

    [GeneratedRegex(@"-{20,} [^\n]*\n(?:UDP|TCP|TLS) message (sent|received)[^\n]*\n\n")]
    private static partial Regex Head();

    [GeneratedRegex(@"\{\{[a-z]+\}\}")]
    private static partial Regex Placeholder();
}
