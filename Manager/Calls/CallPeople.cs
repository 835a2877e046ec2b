using PbxBridge.Routing.Companies;
using PbxBridge.Routing.Numbering;
using PbxBridge.Routing.Plans;
using PbxBridge.Storage.Calls;

namespace PbxBridge.Manager.Calls;

/// <summary>Who has a number of a call, as companies are now.</summary>
public sealed class CallPeople
{
    private const string Voicemail = "voicemail";

    private readonly CompanySnapshot? _company;
    private readonly CompanyDirectory _directory;

    /// <summary>For a company: colleagues by name, nobody of another company (ROLE-6).</summary>
    public CallPeople(CompanySnapshot company, CompanyDirectory directory) => (_company, _directory) = (company, directory);

    private CallPeople(CompanyDirectory directory) => _directory = directory;

    /// <summary>For the operator: everybody of every company.</summary>
    public static CallPeople OfAll(CompanyDirectory directory) => new(directory);

    /// <summary>It stands in the place of a number and is none.</summary>
    public static bool IsNoNumber(string number) => number is Voicemail or WithheldCaller.Anonymous;

    /// <summary>The name of the company's own employee, line or voicemail; null: it is nobody's whom the visitor may know.</summary>
    public Sentence? NameOf(string number) => number switch
    {
        Voicemail => new("poczta głosowa", "voicemail"),
        WithheldCaller.Anonymous => new("numer nieznany lub zastrzeżony", "number unknown or withheld"),
        _ => CompanyOf(number) is { } company ? NameIn(company, new PhoneNumber(number)) : null,
    };

    /// <summary>The name by which decisions call somebody who was rung.</summary>
    public string? RungName(string number) => CompanyOf(number)?.EmployeeWith(new PhoneNumber(number))?.Name;

    /// <summary>The name and the number where both are known; for the operator with the company.</summary>
    public Sentence Titled(string number)
    {
        var (polish, english) = NameOf(number) ?? new(number, number);
        if (IsNoNumber(number) || (polish == number && _company is not null))
            return new(polish, english);
        var (known, of) = (polish == number ? "" : $", {number}", _company is null && CompanyOf(number) is { } company ? $", {company.Name}" : "");
        return new($"{polish}{known}{of}", $"{english}{known}{of}");
    }

    /// <summary>The number is of another company that the same bridge serves.</summary>
    public bool IsOfAnother(string number) => _company is not null && _directory.OwnerOf(new PhoneNumber(number)) is { } owner && owner.Company.Id != _company.Id;

    private static Sentence? NameIn(CompanySnapshot company, PhoneNumber number) =>
        company.EmployeeWith(number) is { } employee ? new(employee.Name, employee.Name)
        : company.EmployeeAt(number) is { } desk ? new(desk.Name, desk.Name)
        : company.LineWith(number) is { } line ? new($"linia {line.Name}", $"line {line.Name}")
        : null;

    private CompanySnapshot? CompanyOf(string number) => _company ?? _directory.OwnerOf(new PhoneNumber(number))?.Company;
}
