using PbxBridge.Routing.Companies;
using PbxBridge.Routing.Numbering;
using PbxBridge.Routing.Plans;
using PbxBridge.Storage.Calls;

namespace PbxBridge.Manager.Calls;

/// <summary>Who has a number of a call: colleagues by name, nobody of another company (ROLE-6). As the company is now.</summary>
public sealed class CallPeople(CompanySnapshot company, CompanyDirectory directory)
{
    private const string Voicemail = "voicemail";

    /// <summary>It stands in the place of a number and is none.</summary>
    public static bool IsNoNumber(string number) => number is Voicemail or WithheldCaller.Anonymous;

    /// <summary>The name of the company's own employee, line or voicemail; null: it is nobody's whom the visitor may know.</summary>
    public Sentence? NameOf(string number) => number switch
    {
        Voicemail => new("poczta głosowa", "voicemail"),
        WithheldCaller.Anonymous => new("numer nieznany lub zastrzeżony", "number unknown or withheld"),
        _ when company.EmployeeWith(new PhoneNumber(number)) is { } employee => new(employee.Name, employee.Name),
        _ when company.EmployeeAt(new PhoneNumber(number)) is { } desk => new(desk.Name, desk.Name),
        _ when company.LineWith(new PhoneNumber(number)) is { } line => new($"linia {line.Name}", $"line {line.Name}"),
        _ => null,
    };

    /// <summary>The name by which decisions call somebody who was rung.</summary>
    public string? RungName(string number) => company.EmployeeWith(new PhoneNumber(number))?.Name;

    /// <summary>The name and the number where both are known.</summary>
    public Sentence Titled(string number) => NameOf(number) is not { } name ? new(number, number)
        : IsNoNumber(number) ? name : new($"{name.Polish}, {number}", $"{name.English}, {number}");

    /// <summary>The number is of another company that the same bridge serves.</summary>
    public bool IsOfAnother(string number) => directory.OwnerOf(new PhoneNumber(number)) is { } owner && owner.Company.Id != company.Id;
}
