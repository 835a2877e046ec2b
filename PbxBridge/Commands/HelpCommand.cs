using PbxBridge.Configuration;
using PbxBridge.Hosting;

namespace PbxBridge.Commands;

internal static class HelpCommand
{
    private const int Column = 18;

    public static int Run(ProcessEdge edge)
    {
        var output = edge.Out;
        output.WriteLine($"PbxBridge {BridgeHost.Version}: phones, PBX and mobile network of a company call each other through it.");
        output.WriteLine();
        output.WriteLine("  pbxbridge [COMMAND] [SETTINGS]      with `dotnet run`, write -- before the command");
        output.WriteLine();
        foreach (var command in CommandShape.All)
        {
            var form = command.Operand is { } operand ? $"{command.Name} {operand}" : command.Name;
            output.WriteLine(form.Length < Column ? $"  {form.PadRight(Column)}{command.Purpose}" : $"  {form}\n  {"".PadRight(Column)}{command.Purpose}");
        }

        output.WriteLine();
        output.WriteLine("Every command: --lang pl|en, --config FILE.");
        output.WriteLine($"Settings, the later wins: {BridgeSettings.ShippedFile} beside the program, ./{BridgeSettings.LocalFile} (or --config),");
        output.WriteLine("  environment PBXBRIDGE_Sip__Listeners__0=udp://0.0.0.0:5060, command line --Sip:Listeners:0=udp://0.0.0.0:5060 (dashes are optional).");
        output.WriteLine("Exit code: 0 fine, 1 it could not be done, 2 wrong settings or command line.");
        return 0;
    }
}
