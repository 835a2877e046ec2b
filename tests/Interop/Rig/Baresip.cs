using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;

namespace PbxBridge.Interop.Rig;

/// <summary>A baresip phone without a sound card: it plays a tone into its calls and writes what it hears as WAV.</summary>
internal sealed class Baresip : IAsyncDisposable
{
    private static readonly TimeSpan Within = TimeSpan.FromSeconds(15);

    private readonly string _folder;
    private readonly Child _child;
    private readonly TcpClient _control = new();
    private readonly List<string> _events = [];

    private Baresip(string folder, Child child) => (_folder, _child) = (folder, child);

    public string Output => _child.Output + string.Join('\n', Events);

    private string[] Events
    {
        get
        {
            lock (_events)
                return [.. _events];
        }
    }

    /// <param name="number">Of the phone, 0 and up: gives it ports of its own.</param>
    /// <param name="answers">Takes calls at once.</param>
    public static Task<Baresip> StartAsync(BridgeProcess bridge, string user, int number, int hertz, bool answers) =>
        StartAsync(bridge, user, number, 5090 + (4 * number), hertz, $";auth_pass={user}-demo-2026;answermode={(answers ? "auto" : "manual")}");

    /// <summary>One that is registered over TLS, and speaks SRTP only.</summary>
    public static Task<Baresip> StartSecureAsync(BridgeProcess bridge, string user, int number, int hertz, bool answers) =>
        StartAsync(bridge, user, number, 5090 + (4 * number), hertz, $";auth_pass={user}-demo-2026;answermode={(answers ? "auto" : "manual")};mediaenc=srtp-mand", "tls", 5061);

    /// <summary>A desk phone, as the bridge sees it: it calls from the port of the PBX and does not register.</summary>
    public static Task<Baresip> StartDeskAsync(BridgeProcess bridge, string user, int hertz) => StartAsync(bridge, user, 2, Stage.Pbx, hertz, ";regint=0");

    private static async Task<Baresip> StartAsync(BridgeProcess bridge, string user, int number, int port, int hertz, string account, string transport = "udp", int bridgePort = 5060)
    {
        var folder = Directory.CreateDirectory(Path.Combine(bridge.Folder, $"{user}-{Guid.NewGuid():N}")).FullName;
        Directory.CreateDirectory(Path.Combine(folder, "heard"));
        Sound.WriteTone(Path.Combine(folder, "tone.wav"), hertz, TimeSpan.FromSeconds(60));
        var control = 4441 + number;
        File.WriteAllText(Path.Combine(folder, "config"), Config(folder, number, port, control));
        File.WriteAllText(Path.Combine(folder, "contacts"), "");
        File.WriteAllText(Path.Combine(folder, "accounts"),
            $"<sip:{user}@127.0.0.1;transport={transport}>{account};outbound=\"sip:127.0.0.1:{bridgePort};transport={transport}\"\n");
        var phone = new Baresip(folder, new Child("baresip", ["-f", folder, "-t", "90"], folder));
        try
        {
            await Condition.HoldsAsync($"{user}'s phone takes commands", () => Ports.IsTcpListening(control), Within);
            await phone._control.ConnectAsync("127.0.0.1", control);
            _ = phone.ReadAsync();
            return phone;
        }
        catch
        {
            await phone.DisposeAsync();
            throw;
        }
    }

    /// <summary>A command as typed after the slash: <c>dial</c>, <c>hangup</c>, <c>hold</c>, <c>resume</c>, <c>sndcode</c>.</summary>
    public async Task DoAsync(string command, string parameters = "")
    {
        var json = new JsonObject { ["command"] = command, ["params"] = parameters, ["token"] = command }.ToJsonString();
        await _control.GetStream().WriteAsync(Encoding.UTF8.GetBytes($"{json.Length}:{json},"));
    }

    /// <summary>The phone tells of an event: CALL_ESTABLISHED, CALL_CLOSED, REGISTER_OK.</summary>
    public Task HappensAsync(string type) => Condition.HoldsAsync($"the phone says {type}; it said {string.Join(" ", Events)}", () => Events.Any(e => e.Contains($"\"{type}\"", StringComparison.Ordinal)), Within);

    /// <summary>At least half a second of a tone was heard that the other phone plays.</summary>
    public async Task HearsAsync(int hertz)
    {
        try
        {
            await Condition.HoldsAsync($"{hertz} Hz is heard", () => Heard is { } file && Sound.BestShare(file, hertz) > 0.9, Within);
        }
        catch (TimeoutException silence)
        {
            throw new TimeoutException($"{silence.Message}; {HeardLength} samples in {Heard ?? "no file"}; the phone says:\n{Output}");
        }
    }

    /// <summary>Each time the phone has taken over a new description of the other side.</summary>
    public async Task HoldAndResumeAsync()
    {
        var updates = Updates;
        await DoAsync("hold");
        await UpdatesAsync(updates);
        await DoAsync("resume");
        await UpdatesAsync(updates + 1);
    }

    // Once more than so many times.
    private Task UpdatesAsync(int times) => Condition.HoldsAsync("the stream is updated", () => Updates > times, Within);

    private int Updates => Output.Split("stream: update 'audio'").Length - 1;

    /// <summary>Samples heard so far.</summary>
    public int HeardLength => Heard is { } file ? Sound.Read(file).Length : 0;

    /// <summary>Samples said so far.</summary>
    public int SaidLength => Recording("enc") is { } file ? Sound.Read(file).Length : 0;

    private string? Heard => Recording("dec");

    private string? Recording(string side) => Directory.GetFiles(Path.Combine(_folder, "heard"), $"*-{side}.wav").Order(StringComparer.Ordinal).LastOrDefault();

    public async ValueTask DisposeAsync()
    {
        _child.Terminate();
        await _child.ExitedAsync(Within);
        _control.Dispose();
        await _child.DisposeAsync();
    }

    // Events and answers are netstrings: LENGTH:JSON,
    private async Task ReadAsync()
    {
        var buffer = new byte[16384];
        try
        {
            while (await _control.GetStream().ReadAsync(buffer) is > 0 and var count)
            {
                lock (_events)
                    _events.Add(Encoding.UTF8.GetString(buffer, 0, count));
            }
        }
        catch (Exception over) when (over is IOException or ObjectDisposedException)
        {
            // The phone is gone.
        }
    }

    private static string Config(string folder, int number, int port, int control) => $"""
        poll_method epoll
        net_interface 127.0.0.1
        sip_listen 127.0.0.1:{port}
        audio_player aubridge,sink{number}
        audio_source aufile,{folder}/tone.wav
        audio_alert aubridge,alert{number}
        ausrc_srate 8000
        auplay_srate 8000
        ausrc_channels 1
        auplay_channels 1
        rtp_ports {14000 + (100 * number)}-{14080 + (100 * number)}
        module_path /usr/lib/baresip/modules
        module g711.so
        module aufile.so
        module ausine.so
        module aubridge.so
        module sndfile.so
        module srtp.so
        module_tmp uuid.so
        module_tmp account.so
        module_app menu.so
        module_app ctrl_tcp.so
        ctrl_tcp_listen 127.0.0.1:{control}
        snd_path {folder}/heard

        """;
}
