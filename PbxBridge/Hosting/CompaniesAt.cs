using PbxBridge.Charges;
using PbxBridge.Configuration;
using PbxBridge.Routing.Companies;
using PbxBridge.Storage;
using PbxBridge.Storage.Audit;

namespace PbxBridge.Hosting;

/// <summary>The companies of a store as they are at a start: the first one is imported when there is none.</summary>
internal static class CompaniesAt
{
    /// <param name="first">False: an empty store stays empty.</param>
    /// <exception cref="StartException">Numbering files, another table of the operator, a price list or the first company cannot be used.</exception>
    public static CompanyCatalogue Open(Store store, OperatorOptions options, ProcessEdge edge, bool first, out CompanyDirectory directory)
    {
        var tables = new OperatorTables(options, edge);
        if (!tables.TryRead() || tables.Numbering.Value is not { } numbering)
            throw new StartException(tables.Faults.First());
        var prices = new PriceLists([.. options.PriceLists.Select(edge.BesideProgram)]);
        if (!prices.TryRead())
            throw new StartException(prices.Faults.Length == 1 ? prices.Faults[0] : $"{prices.Faults[0]} ({prices.Faults.Length - 1} more faults)");
        var catalogue = new CompanyCatalogue(store, options, tables, prices);
        if (first && options.FirstCompany.Length > 0 && store.Companies.IsEmpty)
            ImportFirst(store, catalogue, CompanyDirectory.Empty(numbering, CompanyCatalogue.SettingsOf(options)), edge.BesideProgram(options.FirstCompany), edge.Time.GetUtcNow());
        directory = catalogue.Load();
        return catalogue;
    }

    private static void ImportFirst(Store store, CompanyCatalogue catalogue, CompanyDirectory empty, string path, DateTimeOffset now)
    {
        byte[] json;
        try
        {
            json = File.ReadAllBytes(path);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new StartException($"The first company {path} (Operator:FirstCompany) cannot be read: {fault.Message}", fault);
        }

        var outcome = CompanyImport.Run(store, empty, catalogue.Format, json, new ChangeOrder(AuditActor.Program, "first start", now));
        // Another node that starts now was faster.
        if (outcome is { Company: null, IsOutdated: false })
            throw new StartException($"The first company {path} (Operator:FirstCompany) has {outcome.Faults.Length} faults, first {outcome.Faults[0]}.");
    }
}
