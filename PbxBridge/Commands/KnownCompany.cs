using PbxBridge.Hosting;
using PbxBridge.Routing.Companies;
using PbxBridge.Routing.Numbering;

namespace PbxBridge.Commands;

/// <summary>The company, or the employee, that a command was told.</summary>
internal static class KnownCompany
{
    /// <exception cref="StartException">There is none; the sentence names those that are there.</exception>
    public static CompanySnapshot Of(string id, CompanyDirectory directory, Words words)
    {
        if (directory.Company(id) is { } company)
            return company;
        var known = string.Join(", ", directory.Companies.Select(one => one.Id).Order(StringComparer.Ordinal).Take(20));
        var there = known.Length == 0 ? words.Of("baza jest pusta", "the store is empty") : words.Of($"są: {known}", $"there are: {known}");
        throw new StartException(words.Of($"Nie ma firmy '{id}'; {there}.", $"There is no company '{id}'; {there}."));
    }

    /// <param name="text">Extension, number or id.</param>
    /// <exception cref="StartException">There is none.</exception>
    public static Employee EmployeeOf(CompanySnapshot company, string text, Words words) =>
        company.EmployeeWith(company.Plan.Resolve(text)?.Number ?? new PhoneNumber(text)) ?? company.Employees.FirstOrDefault(employee => employee.Id == text)
        ?? throw new StartException(words.Of($"Firma {company.Id} nie ma pracownika '{text}'.", $"The company {company.Id} has no employee '{text}'."));
}
