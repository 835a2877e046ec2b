using System.Text;
using PbxBridge.Hosting;
using PbxBridge.Storage;

namespace PbxBridge.Commands;

/// <summary>A company as an import file; it holds digests instead of passwords and PINs.</summary>
internal static class ExportCommand
{
    public static int Run(CommandLine line, Store store, ProcessEdge edge)
    {
        var words = Words.Of(line);
        if (store.Companies.Load(line.Operand ?? "") is not { } document)
        {
            var known = string.Join(", ", store.Companies.Revisions().Keys.Order(StringComparer.Ordinal).Take(20));
            var there = known.Length == 0 ? words.Of("baza jest pusta", "the store is empty") : words.Of($"są: {known}", $"there are: {known}");
            throw new StartException(words.Of($"Nie ma firmy '{line.Operand}'; {there}.", $"There is no company '{line.Operand}'; {there}."));
        }

        if (line.Option("out") is not { } file)
        {
            edge.Out.WriteLine(Encoding.UTF8.GetString(document.Json.Span).TrimEnd('\n'));
            return 0;
        }

        var path = edge.InWorkingFolder(file);
        try
        {
            File.WriteAllBytes(path, document.Json.ToArray());
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new StartException(words.Of($"Nie można zapisać pliku {path}: {fault.Message}", $"The file {path} cannot be written: {fault.Message}"), fault);
        }

        edge.Out.WriteLine(words.Of($"Zapisano firmę {document.Id}, wersja {document.Revision}: {path}", $"Wrote company {document.Id}, revision {document.Revision}: {path}"));
        return 0;
    }
}
