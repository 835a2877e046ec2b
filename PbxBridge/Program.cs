using System.Runtime.InteropServices;
using PbxBridge.Calls;
using PbxBridge.Commands;
using PbxBridge.Hosting;

namespace PbxBridge;

/// <summary>The entry: a command, or the bridge itself.</summary>
internal static class Program
{
    public static async Task<int> Main(string[] args)
    {
        using var stop = new StopRequests();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Ask);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Ask);
        return await RunAsync(args, ProcessEdge.OfThisProcess(stop)).ConfigureAwait(false);

        void Ask(PosixSignalContext signal)
        {
            signal.Cancel = true;
            stop.Request();
        }
    }

    /// <param name="create">Makes the bridge; null: the real one.</param>
    /// <returns>Exit code: 0 fine, 1 it could not be done, 2 wrong settings or command line.</returns>
    internal static Task<int> RunAsync(string[] args, ProcessEdge edge, Func<BridgeParts, IBridge>? create = null) =>
        Entry.RunAsync(args, edge, create ?? (static parts => new Bridge(parts)));
}
