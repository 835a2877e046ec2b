using System.Collections.Immutable;
using PbxBridge.Configuration;
using PbxBridge.Demo;
using PbxBridge.Hosting;
using PbxBridge.Sip.Transport;
using PbxBridge.Storage;

namespace PbxBridge.Commands;

/// <summary>From arguments to a command with its settings, and from what goes wrong to sentences and an exit code.</summary>
internal static class Entry
{
    public static async Task<int> RunAsync(string[] args, ProcessEdge edge, Func<BridgeParts, IBridge> create)
    {
        try
        {
            var line = CommandLine.Read(args);
            return line.Command.Name switch
            {
                "help" => HelpCommand.Run(edge),
                "version" => Say(edge, $"PbxBridge {BridgeHost.Version}"),
                "check" => CheckCommand.Run(line, edge),
                "demo" => await DemoCommand.RunAsync(line, SettingsOf(line, edge), edge, create).ConfigureAwait(false),
                CommandShape.Run => await RunBridgeAsync(SettingsOf(line, edge), edge, create).ConfigureAwait(false),
                var name => WithStore(name, line, edge),
            };
        }
        catch (SettingsException faults)
        {
            return Fail(edge, 2, faults.Faults);
        }
        catch (Exception fault) when (fault is StartException or StoreException or ListenerException or CertificateException)
        {
            return Fail(edge, 1, [fault.Message]);
        }
    }

    /// <summary>Shipped file, the working folder's own or the named one, environment, command line: each later one wins.</summary>
    /// <exception cref="SettingsException">A sentence for each fault.</exception>
    public static BridgeSettings SettingsOf(CommandLine line, ProcessEdge edge)
    {
        var shipped = edge.BesideProgram(BridgeSettings.ShippedFile);
        if (!File.Exists(shipped))
            throw new StartException($"The configuration file {shipped} is missing; it is shipped with the program.");
        var layers = new SettingLayers();
        layers.Add(JsonSettings.Read(shipped));
        var own = edge.InWorkingFolder(line.Option("config") ?? BridgeSettings.LocalFile);
        if (File.Exists(own))
            layers.Add(JsonSettings.Read(own));
        else if (line.Option("config") is not null)
            throw new StartException($"The configuration file {own} (--config) does not exist.");
        layers.Add(EnvironmentSettings.Read(edge.Environment));
        layers.Add(line.Settings);
        return BridgeSettings.Read(layers.Values);
    }

    private static async Task<int> RunBridgeAsync(BridgeSettings settings, ProcessEdge edge, Func<BridgeParts, IBridge> create)
    {
        // A stop that is asked for meanwhile counts when the start is through: what was opened is then closed in order.
        var host = await BridgeHost.StartAsync(settings, edge, create, CancellationToken.None).ConfigureAwait(false);
        await using (host.ConfigureAwait(false))
        {
            StartBanner.Write(host, settings, edge);
            var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            await using var waiting = edge.Stop.Drain.Register(asked.SetResult).ConfigureAwait(false);
            await asked.Task.ConfigureAwait(false);
            edge.Out.WriteLine($"Stopping: no new calls; {host.Bridge.ActiveCalls} running calls may go on for {settings.Drain.Seconds} s (Ctrl-C ends them).");
            var cut = await host.DrainAsync(edge.Stop).ConfigureAwait(false);
            edge.Out.WriteLine(cut == 0 ? "Stopped." : $"Stopped; {cut} calls were cut off.");
            return 0;
        }
    }

    private static int WithStore(string name, CommandLine line, ProcessEdge edge)
    {
        var settings = SettingsOf(line, edge);
        using var store = Store.Open(settings.Store with { Path = edge.InWorkingFolder(settings.Store.Path) }, edge.Time);
        return name switch
        {
            "import" => ImportCommand.Run(line, settings, store, edge),
            "export" => ExportCommand.Run(line, store, edge),
            "explain" => ExplainCommand.Run(line, settings, store, edge),
            "calls" => CallsCommand.Run(line, store, edge),
            "contract" => ContractCommand.Run(line, settings, store, edge),
            "services" => ServicesCommand.Run(line, settings, store, edge),
            "fees" => FeesCommand.Run(line, settings, store, edge),
            "bill" => BillCommand.Run(line, settings, store, edge),
            "logins" => LoginsCommand.Run(line, settings, store, edge),
            "support" => SupportCommand.Run(line, store, edge),
            "accounts" => AccountsCommand.Run(line, settings, store, edge),
            "limits" => LimitsCommand.Run(line, settings, store, edge),
            "audit" => AuditCommand.Run(line, store, edge),
            "charges" => ChargesCommand.Run(line, settings, store, edge),
            "vouchers" => VouchersCommand.Run(line, settings, store, edge),
            "notices" => NoticesCommand.Run(line, store, edge),
            _ => throw new InvalidOperationException(name),
        };
    }

    private static int Say(ProcessEdge edge, string text)
    {
        edge.Out.WriteLine(text);
        return 0;
    }

    private static int Fail(ProcessEdge edge, int code, ImmutableArray<string> sentences)
    {
        foreach (var sentence in sentences)
            edge.Error.WriteLine(sentence);
        return code;
    }
}
