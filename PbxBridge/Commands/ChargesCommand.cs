using System.Globalization;
using PbxBridge.Configuration;
using PbxBridge.Hosting;
using PbxBridge.Storage;

namespace PbxBridge.Commands;

/// <summary>Writes the charges that billing does not have yet into a folder, or with <c>--again N</c> one of its files once more, octet for octet (CDR-1).</summary>
internal static class ChargesCommand
{
    public static int Run(CommandLine line, BridgeSettings settings, Store store, ProcessEdge edge)
    {
        var (words, folder, node) = (Words.Of(line), edge.InWorkingFolder(line.Operand ?? ""), settings.Store.Node);
        try
        {
            if (line.Option("again") is { } text)
            {
                var file = store.Export.Files(node).FirstOrDefault(one => one.File.ToString(CultureInfo.InvariantCulture) == text)
                    ?? throw new StartException(words.Of($"Węzeł {node} nie ma pliku {text}.", $"The node {node} has no file {text}."));
                edge.Out.WriteLine(store.Export.Write(file, folder));
                return 0;
            }

            var files = 0;
            foreach (var file in store.Export.WriteNew(node, folder))
            {
                edge.Out.WriteLine(words.Of(
                    $"{Path.Combine(folder, file.Name)}: należności {file.First}–{file.Last}", $"{Path.Combine(folder, file.Name)}: charges {file.First}–{file.Last}"));
                files++;
            }

            if (files == 0)
                edge.Out.WriteLine(words.Of("Nie ma nowych należności.", "There are no new charges."));
            return 0;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new StartException(words.Of($"Nie można zapisać do {folder}: {fault.Message}", $"{folder} cannot be written to: {fault.Message}"), fault);
        }
    }
}
