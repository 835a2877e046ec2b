namespace PbxBridge.Configuration;

/// <summary>How many calls there is room for: the ports of the sound bound them, and what the settings allow must agree with that.</summary>
internal static class CallRoom
{
    /// <summary>One for each leg. A call that rings several phones at once has more until it is answered.</summary>
    public const int PairsPerCall = 2;

    private const int MostWithoutSound = 50_000;
    private const int MostEmergencyPairs = 64;

    /// <summary>Port pairs that only emergency calls get: a twentieth of all, 64 at most.</summary>
    public static int EmergencyPairs(MediaOptions media) => Math.Min(MostEmergencyPairs, Pairs(media) / 20);

    /// <summary>Calls at the same time for which there are ports, emergency calls apart.</summary>
    public static int CallsWithSound(MediaOptions media) => (Pairs(media) - EmergencyPairs(media)) / PairsPerCall;

    /// <summary>Calls at the same time, emergency calls apart.</summary>
    public static int MostCalls(SipOptions sip, MediaOptions media) => sip.MaxCalls ?? (media.Enabled ? Math.Max(1, CallsWithSound(media)) : MostWithoutSound);

    /// <summary>One sentence when more calls are allowed than there are ports for; null when the two agree.</summary>
    public static string? Shortage(SipOptions sip, MediaOptions media) => media.Enabled && sip.MaxCalls is { } allowed && allowed > CallsWithSound(media)
        ? $"Sip:MaxCalls allows {allowed} calls, but Media:PortMin={media.PortMin} to Media:PortMax={media.PortMax} are ports for {CallsWithSound(media)}: the others get 503."
        : null;

    // Pairs begin at even ports.
    private static int Pairs(MediaOptions media) => Math.Max(0, (media.PortMax - (media.PortMin + (media.PortMin & 1)) + 1) / 2);
}
