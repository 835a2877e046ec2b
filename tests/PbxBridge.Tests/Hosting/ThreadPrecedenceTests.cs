using System.Globalization;
using PbxBridge.Hosting;

namespace PbxBridge.Tests.Hosting;

/// <summary>Which threads step back (docs/decisions/0044).</summary>
public sealed class ThreadPrecedenceTests
{
    [Fact]
    public void Threads_of_the_named_kind_step_back_and_others_stay()
    {
        if (!OperatingSystem.IsLinux())
            return;
        using var end = new ManualResetEventSlim();
        using var begun = new CountdownEvent(2);
        var threads = Array.ConvertAll(["steps back", "stays"], name => new Thread(() =>
        {
            begun.Signal();
            end.Wait();
        })
        { IsBackground = true, Name = name });
        foreach (var thread in threads)
            thread.Start();
        begun.Wait();
        var before = NiceOf("stays");

        var precedence = new ThreadPrecedence(["steps back"]);
        precedence.Look();
        precedence.Look();

        Assert.Equal((before + ThreadPrecedence.Step, before), (NiceOf("steps back"), NiceOf("stays")));
        end.Set();
    }

    // proc(5): the 19th field of stat; the name in brackets is the second.
    private static int NiceOf(string name)
    {
        foreach (var thread in Directory.GetDirectories("/proc/self/task"))
        {
            if (File.ReadAllText(Path.Combine(thread, "comm")).TrimEnd() == name)
                return int.Parse(File.ReadAllText(Path.Combine(thread, "stat")).Split(')')[^1].Split(' ')[17], CultureInfo.InvariantCulture);
        }
        throw new InvalidOperationException($"No thread {name}.");
    }
}
