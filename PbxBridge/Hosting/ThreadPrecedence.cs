using System.Runtime.InteropServices;

namespace PbxBridge.Hosting;

/// <summary>Threads that nobody waits for step back behind the one of the signalling, where cores are few (docs/decisions/0044). Linux gives each thread a nice value of its own; elsewhere
/// nothing happens.</summary>
internal sealed partial class ThreadPrecedence
{
    /// <summary>In nice values: a third of the weight.</summary>
    internal const int Step = 5;

    /// <summary>Threads come and go: the background collector's ends when it is not needed for a while.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromSeconds(5);

    private const string Threads = "/proc/self/task";
    private const int OfThread = 0;

    // As the kernel has them: 15 characters at most.
    private static readonly string[] Standard = ["call records", "log", ".NET BGC", ".NET Tiered Com"];

    private readonly HashSet<string> _yielding;
    private readonly HashSet<string> _known = [];

    public ThreadPrecedence()
        : this(Standard)
    {
    }

    /// <param name="yielding">Names of threads.</param>
    internal ThreadPrecedence(IEnumerable<string> yielding) => _yielding = [.. yielding];

    /// <summary>Looks for threads that came since the last time. One thread at a time.</summary>
    public void Look()
    {
        if (!OperatingSystem.IsLinux() || !Directory.Exists(Threads))
            return;
        var ids = Directory.GetDirectories(Threads);
        _known.IntersectWith(ids);
        foreach (var thread in ids)
        {
            if (_known.Add(thread) && _yielding.Contains(NameOf(thread)))
                _ = SetPriority(OfThread, uint.Parse(Path.GetFileName(thread.AsSpan())), GetPriority(OfThread, (uint)Environment.ProcessId) + Step);
        }
    }

    private static string NameOf(string thread)
    {
        try
        {
            return File.ReadAllText(Path.Combine(thread, "comm")).TrimEnd();
        }
        catch (IOException)
        {
            // It ended meanwhile.
            return "";
        }
    }

    [LibraryImport("libc", EntryPoint = "getpriority")]
    private static partial int GetPriority(int which, uint id);

    // A higher value needs no right.
    [LibraryImport("libc", EntryPoint = "setpriority")]
    private static partial int SetPriority(int which, uint id, int value);
}
