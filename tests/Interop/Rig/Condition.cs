using System.Diagnostics;

namespace PbxBridge.Interop.Rig;

/// <summary>Waits for something to become true, never longer than a deadline.</summary>
internal static class Condition
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);

    /// <exception cref="TimeoutException">Names what did not happen.</exception>
    public static Task HoldsAsync(string what, Func<bool> holds, TimeSpan within) => HoldsAsync(what, () => Task.FromResult(holds()), within);

    /// <exception cref="TimeoutException">Names what did not happen.</exception>
    public static async Task HoldsAsync(string what, Func<Task<bool>> holds, TimeSpan within)
    {
        var began = Stopwatch.StartNew();
        using var look = new PeriodicTimer(Look);
        while (!await holds())
        {
            if (began.Elapsed > within)
                throw new TimeoutException($"Not within {within.TotalSeconds:0.#} s: {what}");
            await look.WaitForNextTickAsync();
        }
    }
}
