using System.Globalization;

namespace PbxBridge.Interop.Rig;

/// <summary>Whether a local port is taken, as the kernel tells it.</summary>
internal static class Ports
{
    public static bool IsUdpBound(int port) => Has("/proc/net/udp", port, state: null) || Has("/proc/net/udp6", port, state: null);

    // 0A is LISTEN.
    public static bool IsTcpListening(int port) => Has("/proc/net/tcp", port, "0A") || Has("/proc/net/tcp6", port, "0A");

    private static bool Has(string table, int port, string? state)
    {
        var suffix = ":" + port.ToString("X4", CultureInfo.InvariantCulture);
        return File.Exists(table) && File.ReadLines(table).Skip(1).Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Any(fields => fields[1].EndsWith(suffix, StringComparison.Ordinal) && (state is null || fields[3] == state));
    }
}
