using System.Globalization;
using System.Runtime.InteropServices;

namespace PbxBridge.Load;

/// <summary>Time that threads spent on a processor, user and system, in microseconds: what else runs on the machine does not count. Linux only.</summary>
internal static partial class CpuClock
{
    private const int ThreadCpuTime = 3;

    /// <summary>Of the calling thread.</summary>
    public static double Own()
    {
        _ = GetTime(ThreadCpuTime, out var time);
        return (time.Seconds * 1e6) + (time.Nanoseconds / 1e3);
    }

    /// <summary>Of all threads of this process whose name begins so (proc(5), schedstat).</summary>
    public static double Of(string name)
    {
        var threads = Directory.GetDirectories("/proc/self/task").Where(thread => File.ReadAllText(thread + "/comm").StartsWith(name, StringComparison.Ordinal));
        return threads.Sum(thread => double.Parse(File.ReadAllText(thread + "/schedstat").Split(' ')[0], CultureInfo.InvariantCulture) / 1e3);
    }

    /// <summary>What a hypervisor has taken from a core since the start of the machine, in milliseconds, by the hundredth of a second (proc(5), stat).</summary>
    public static double StolenMs(string core)
    {
        var line = File.ReadLines("/proc/stat").First(line => line.StartsWith($"cpu{core} ", StringComparison.Ordinal));
        return double.Parse(line.Split(' ')[8], CultureInfo.InvariantCulture) * 10;
    }

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    private static partial int GetTime(int clock, out TimeSpec time);

    [StructLayout(LayoutKind.Sequential)]
    private struct TimeSpec
    {
        public long Seconds;
        public long Nanoseconds;
    }
}
