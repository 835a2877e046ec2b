using PbxBridge.Charges;
using PbxBridge.Charging.Cycles;
using PbxBridge.Configuration;
using PbxBridge.Hosting;
using PbxBridge.Media.Sounds;
using PbxBridge.Notices;
using PbxBridge.Routing.Companies;
using PbxBridge.Sip.Transport;
using PbxBridge.Storage;

namespace PbxBridge.Commands;

/// <summary>Looks over settings, numbering, prompts, certificate, store and every company; changes nothing. 0 = all is well, 1 = something is wrong.</summary>
internal static class CheckCommand
{
    public static int Run(CommandLine line, ProcessEdge edge)
    {
        var settings = Entry.SettingsOf(line, edge);
        edge.Out.WriteLine("Settings: fine.");
        var problems = new List<string>();
        CheckPrompts(settings, edge, problems);
        CheckPorts(settings, edge, problems);
        CheckPrices(settings.Operator, edge, problems);
        CheckCertificate(settings.Sip, edge, problems);
        edge.Out.WriteLine($"Notices: {NoticeCheck.Describe(settings)}.");
        var store = settings.Store with { Path = edge.InWorkingFolder(settings.Store.Path) };
        var report = StoreCheck.Run(store);
        problems.AddRange(report.Problems);
        edge.Out.WriteLine(report.Exists
            ? $"Store: {report.Path}, schema {report.SchemaVersion}, {report.Counts.Companies} companies, {report.Counts.CallRecords} calls, {report.Counts.Messages} messages, {report.FileBytes / 1024} KB."
            : $"Store: {report.Path} does not exist yet; the first start makes it.");
        if (CheckTables(settings.Operator, edge, problems) is { } tables && report is { Exists: true, IsSound: true } && report.SchemaVersion == report.ProgramSchemaVersion)
        {
            // An older schema is brought up to date by a start, not by a look.
            CheckCompanies(store, settings, tables, edge, problems);
        }

        foreach (var problem in problems)
            edge.Error.WriteLine(problem);
        edge.Out.WriteLine(problems.Count == 0 ? "All is well." : $"{problems.Count} problems.");
        return problems.Count == 0 ? 0 : 1;
    }

    private static void CheckPrompts(BridgeSettings settings, ProcessEdge edge, List<string> problems)
    {
        if (!settings.Media.Enabled)
            return;
        var prompts = PromptSet.Load(edge.BesideProgram(settings.Media.Prompts), out var faults);
        problems.AddRange(faults.Select(fault => $"Prompts: {fault}."));
        edge.Out.WriteLine($"Prompts: {prompts.Count} in {string.Join(", ", prompts.Languages.Order(StringComparer.Ordinal))}.");
    }

    private static void CheckPorts(BridgeSettings settings, ProcessEdge edge, List<string> problems)
    {
        var media = settings.Media;
        edge.Out.WriteLine(media.Enabled
            ? $"Sound: ports {media.PortMin} to {media.PortMax}, for {CallRoom.CallsWithSound(media)} calls and {CallRoom.EmergencyPairs(media) / CallRoom.PairsPerCall} emergency calls beside them."
            : "Sound: goes between the phones.");
        if (CallRoom.Shortage(settings.Sip, media) is { } shortage)
            problems.Add(shortage);
    }

    private static void CheckPrices(OperatorOptions options, ProcessEdge edge, List<string> problems)
    {
        var prices = new PriceLists([.. options.PriceLists.Select(edge.BesideProgram)]);
        prices.TryRead();
        problems.AddRange(prices.Faults);
        foreach (var list in prices.Heads)
            edge.Out.WriteLine($"Price list {list.Id}, version {list.Version} ({list.Name.English}): {list.Company ?? "everybody"}, from {WarsawTime.Day(list.ValidFrom):yyyy-MM-dd}.");
    }

    // Null: without numbering no company can be read.
    private static OperatorTables? CheckTables(OperatorOptions options, ProcessEdge edge, List<string> problems)
    {
        var tables = new OperatorTables(options, edge);
        tables.TryRead();
        problems.AddRange(tables.Faults);
        if (tables.Numbering.Value is { } numbering)
            edge.Out.WriteLine($"Numbering: version {numbering.Version} for {numbering.Date:yyyy-MM-dd}.");
        if (tables.Ported.Value is { } ported)
            edge.Out.WriteLine($"Ported numbers: {ported.Count} and {ported.Ranges} ranges; {options.Network} is our own network.");
        if (tables.ReceiveOnly.Value is { } receiveOnly)
            edge.Out.WriteLine($"Numbers that only take calls: {receiveOnly.Count}.");
        if (tables.Cells.Value is { } cells)
            edge.Out.WriteLine($"Cells: {cells.Count}.");
        return tables.Numbering.Value is null ? null : tables;
    }

    private static void CheckCertificate(SipOptions sip, ProcessEdge edge, List<string> problems)
    {
        if (sip.Tls.Certificate is not { } file)
            return;
        try
        {
            using var certificate = ServerCertificate.Load(
                edge.InWorkingFolder(file), sip.Tls.Key is { } key ? edge.InWorkingFolder(key) : null, sip.Tls.Password, edge.Time);
            edge.Out.WriteLine($"Certificate: {certificate.Subject}, good until {certificate.NotAfter:yyyy-MM-dd}.");
        }
        catch (CertificateException fault)
        {
            problems.Add(fault.Message);
        }
    }

    private static void CheckCompanies(
        StoreOptions options, BridgeSettings settings, OperatorTables tables, ProcessEdge edge, List<string> problems)
    {
        using var store = Store.Open(options, edge.Time);
        if (settings.Vouchers.Pepper is { } pepper && !store.Vouchers.TakesSecret(pepper))
            problems.Add($"The vouchers of this store were made with another {VoucherOptions.SecretKey}: none of their codes is known.");
        var catalogue = new CompanyCatalogue(store, settings.Operator, tables, new PriceLists([]));
        var directory = catalogue.Load();
        problems.AddRange(catalogue.Faults);
        foreach (var company in directory.Companies.OrderBy(company => company.Id, StringComparer.Ordinal))
        {
            problems.AddRange(CompanyConflicts.Find(directory, company).Select(fault => $"Company {company.Id}, {fault}"));
            problems.AddRange(NoticeCheck.Problems(settings, company));
            edge.Out.WriteLine($"Company {company.Id} ({company.Name}), revision {company.Revision}: {company.Employees.Length} employees, {company.Lines.Length} lines, {company.Softphones.Length} softphones.");
        }
    }
}
