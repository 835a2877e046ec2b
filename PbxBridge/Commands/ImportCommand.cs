using PbxBridge.Configuration;
using PbxBridge.Hosting;
using PbxBridge.Storage;

namespace PbxBridge.Commands;

/// <summary>All or nothing; with faults, one a line: JSON path, reason. A running bridge takes the change up within a second.</summary>
internal static class ImportCommand
{
    public static int Run(CommandLine line, BridgeSettings settings, Store store, ProcessEdge edge)
    {
        var (words, path) = (Words.Of(line), edge.InWorkingFolder(line.Operand ?? ""));
        byte[] json;
        try
        {
            json = File.ReadAllBytes(path);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new StartException(words.Of($"Nie można odczytać pliku {path}: {fault.Message}", $"The file {path} cannot be read: {fault.Message}"), fault);
        }

        var catalogue = CompaniesAt.Open(store, settings.Operator, edge, first: false, out var directory);
        var outcome = CompanyImport.Run(store, directory, catalogue.Format, json, ChangeReport.OrderOf(line, settings.Operator, $"import {Path.GetFileName(path)}", edge));
        if (outcome.Company is { } company)
        {
            edge.Out.WriteLine(words.Of(
                $"Zaimportowano firmę {company.Id} ({company.Name}), wersja {outcome.Revision}: pracownicy {company.Employees.Length}, linie {company.Lines.Length}.",
                $"Imported company {company.Id} ({company.Name}), revision {outcome.Revision}: {company.Employees.Length} employees, {company.Lines.Length} lines."));
        }

        return ChangeReport.Write(outcome, line, words, path, edge);
    }
}
