using System.Diagnostics;
using System.Text.Json;

namespace PbxBridge.Load;

/// <summary>One run of the load tool (<c>native/calls.c</c>) against a system.</summary>
internal sealed record CallsRun
{
    public required double Rate { get; init; }
    public required long Started { get; init; }
    public required long Done { get; init; }
    public required long Failed { get; init; }
    public required long Stuck { get; init; }
    public required long Held { get; init; }
    public required double Seconds { get; init; }
    public required long CpuNs { get; init; }
    public required long InviteRepeats { get; init; }
    public required long ByeRepeats { get; init; }
    public required long OkRepeats { get; init; }
    public required long Duplicates { get; init; }
    public required long Unsent { get; init; }
    public required long RtpSent { get; init; }
    public required long RtpReceived { get; init; }
    public required double RingP50 { get; init; }
    public required double RingP99 { get; init; }
    public required double AnswerP50 { get; init; }
    public required double AnswerP99 { get; init; }
    public required Dictionary<string, long> Codes { get; init; }

    public double CpuUsPerCall => Done == 0 ? double.NaN : CpuNs / 1000.0 / Done;

    public double CpuNsPerPacket => RtpReceived == 0 ? double.NaN : (double)CpuNs / RtpReceived;

    public long Repeats => InviteRepeats + ByeRepeats + OkRepeats + Duplicates;

    /// <param name="settings"><c>key=value</c> as the tool takes them.</param>
    /// <param name="meanwhile">Runs beside it.</param>
    public static CallsRun Run(Workplace place, string target, IEnumerable<int> pids, string settings, Action? meanwhile = null)
    {
        string[] arguments =
        [
            $"target={target}", $"pairs={place.PairsFile}", $"near={Workplace.NearPort}", $"far={Workplace.FarPort}", $"pids={string.Join(',', pids)}",
            .. settings.Split(' ', StringSplitOptions.RemoveEmptyEntries),
        ];
        var output = Path.Combine(place.Folder, "calls.json");
        using var process = Workplace.Start(Workplace.LoadCore, Path.Combine(place.Folder, "calls"), arguments, place.Folder, output);
        meanwhile?.Invoke();
        process.WaitForExit();
        var text = File.ReadAllText(output);
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"The load tool ended with {process.ExitCode}: {text}");
        return JsonSerializer.Deserialize<CallsRun>(text, JsonSerializerOptions.Web) ?? throw new InvalidOperationException(text);
    }
}
