using PbxBridge.Commands;
using PbxBridge.Configuration;
using PbxBridge.Hosting;
using PbxBridge.Routing.Companies;

namespace PbxBridge.Demo;

/// <summary>Places example calls without any phone, and tells what came of each. Exit code 0 only if all went as expected.</summary>
internal static class DemoCommand
{
    public static Task<int> RunAsync(CommandLine line, BridgeSettings settings, ProcessEdge edge, Func<BridgeParts, IBridge> create)
    {
        // One thing at a time: the peers need no locks.
        var turns = new ConcurrentExclusiveSchedulerPair().ExclusiveScheduler;
        return Task.Factory.StartNew(
            () => RunAsync(WordsOf(line, edge), settings, edge, create), CancellationToken.None, TaskCreationOptions.None, turns).Unwrap();
    }

    private static Words WordsOf(CommandLine line, ProcessEdge edge)
    {
        var locale = edge.Environment.GetValueOrDefault("LC_ALL") is { Length: > 0 } all ? all : edge.Environment.GetValueOrDefault("LANG") ?? "";
        var polish = line.Option("lang") is { } told ? told == "pl" : locale.StartsWith("pl", StringComparison.Ordinal);
        return new Words(polish ? Language.Polish : Language.English);
    }

    private static async Task<int> RunAsync(Words words, BridgeSettings settings, ProcessEdge edge, Func<BridgeParts, IBridge> create)
    {
        var (began, address, cancellation) = (edge.Time.GetTimestamp(), DemoBridge.AddressOf(settings.Sip), edge.Stop.Drain);
        var company = DemoCompany.Read(edge, settings.Operator.Realm);
        using var mobile = new DemoPeer("mobile-network", null, DemoAddresses.MobileNetwork, address, edge.Time);
        using var pbx = new DemoPeer("pbx", null, DemoAddresses.Pbx, address, edge.Time);
        using var anna = new DemoPeer("anna", DemoCompany.Anna, DemoAddresses.AnyPort, address, edge.Time);
        using var piotr = new DemoPeer("piotr", DemoCompany.Piotr, DemoAddresses.AnyPort, address, edge.Time);
        foreach (var peer in (ReadOnlySpan<DemoPeer>)[mobile, pbx, anna, piotr])
            _ = peer.ReceiveAsync();
        var report = new DemoReport(edge.Out, words);
        string? folder = null;
        try
        {
            var bridge = await DemoBridge.FindAsync(mobile, cancellation) is { } answer
                ? await DemoBridge.RunningAsync(answer, settings, company, edge, cancellation)
                : await DemoBridge.StartAsync(settings, edge, create, cancellation);
            await using (bridge)
            {
                folder = bridge.Folder;
                report.Begin(mobile, pbx, folder is not null);
                await new Programme(new Stage(mobile, pbx, anna, piotr, company, bridge.Store) { TextsCome = settings.Notices.Sms.By == SmsBy.Sip }, report).RunAsync(cancellation);
                report.End(edge.Time.GetElapsedTime(began), folder);
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            throw new StartException(words.Of("Pokaz przerwany.", "The demo was stopped."));
        }
        finally
        {
            // What failed is worth a look.
            if (folder is not null && report.AllAsExpected)
                Directory.Delete(folder, recursive: true);
        }

        return report.AllAsExpected ? 0 : 1;
    }
}
