namespace PbxBridge.Load;

/// <summary>Relayed sound: the bridge's relay and the one in C (<c>native/relay.c</c>), the same sockets and packets, one after the other.</summary>
internal sealed class RelayComparison(Workplace place, int calls, int seconds)
{
    public void Run(Table table)
    {
        var bridge = Bridge();
        var inC = InC();
        table.Row($"CPU ns a relayed packet, {calls} calls", bridge.CpuNsPerPacket, $"C: {inC.CpuNsPerPacket:#,0}", bridge.CpuNsPerPacket / inC.CpuNsPerPacket,
            bridge.Failed + bridge.Stuck, bridge.Repeats, $"lost {bridge.RtpSent - bridge.RtpReceived:#,0} of {bridge.RtpSent:#,0}, C {inC.RtpSent - inC.RtpReceived:#,0}");
    }

    private CallsRun Bridge()
    {
        using var bridge = BridgeProcess.Start(place, media: true);
        var rate = 50;
        return CallsRun.Run(place, BridgeProcess.Target, [bridge.Pid],
            $"rate={rate} calls={calls} hold=3600000 rtp=1 warm={(calls / rate) + 15} measure={seconds}");
    }

    private CallsRun InC()
    {
        using var relay = Workplace.Start(Workplace.SystemCore, Path.Combine(place.Folder, "relay"),
            [$"{calls}", $"{Workplace.RelayPort}", $"{Workplace.NearPort + 1000}", $"{Workplace.FarPort + 1000}"], place.Folder, Path.Combine(place.Folder, "relay.log"));
        Thread.Sleep(1000);
        try
        {
            return CallsRun.Run(place, "127.0.0.1:9", [relay.Id], $"relay={calls},{Workplace.RelayPort} warm=3 measure={seconds}");
        }
        finally
        {
            relay.Kill();
            relay.WaitForExit();
        }
    }
}
