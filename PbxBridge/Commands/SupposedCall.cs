using PbxBridge.Routing.Companies;
using PbxBridge.Routing.Plans;

namespace PbxBridge.Commands;

/// <summary>The call that a question means: "from X" may be an extension, a number, a softphone user or a trunk.</summary>
internal static class SupposedCall
{
    /// <param name="company">Whose short numbers count; null: that of the only company that knows <paramref name="from"/>.</param>
    public static CallRequest Of(CompanyDirectory directory, string from, string to, string? company, DateTimeOffset at)
    {
        if (TrunkOf(directory, from) is { } trunk)
            return new CallRequest { Source = trunk, Dialled = to, At = at };
        return CallRequest.Supposed(directory, from, to, at, company ?? OnlyCompanyWith(directory, from));
    }

    /// <summary>The call as a blind transfer: its caller sends on the caller of <paramref name="other"/>.</summary>
    public static CallRequest Transferring(CallRequest request, CallRequest other) =>
        request with { Transferee = new Transferee(other.Source, other.Asserted, other.From, other.DisplayName, other.Private) };

    private static CallSource? TrunkOf(CompanyDirectory directory, string id)
    {
        if (id == directory.Settings.MobileTrunk)
            return new CallSource.FromMobileNetwork(id);
        return directory.TrunkOf(id) is { } owner ? new CallSource.FromPbx(owner.Company.Id, id) : null;
    }

    private static string? OnlyCompanyWith(CompanyDirectory directory, string shortNumber)
    {
        if (!shortNumber.All(char.IsAsciiDigit))
            return null;
        var companies = directory.Companies.Where(company => company.Plan.Resolve(shortNumber) is not null).Take(2).ToList();
        return companies.Count == 1 ? companies[0].Id : null;
    }
}
