using System.Collections.Immutable;
using PbxBridge.Charging.Amounts;
using PbxBridge.Charging.Limits;
using PbxBridge.Manager.Access;
using PbxBridge.Manager.Companies;
using PbxBridge.Routing.Companies;
using PbxBridge.Routing.Logins;

namespace PbxBridge.Manager.Tests;

/// <summary>A company of six people, and who may come to its Manager. Maria looks after Jan, by his id, and after the department of Anna and Piotr, to which she belongs herself;
/// Ewa and Olga are somebody else's.</summary>
internal static class Office
{
    public static readonly DateOnly Today = new(2026, 11, 26);

    public static readonly ImmutableArray<string> Everybody = ["maria", "anna", "piotr", "jan", "ewa", "olga"];

    public static readonly Delegation Team = new(["jan"], ["handlowcy"], DelegatedRights.None);

    public static SecretHash Password { get; } = Hash("haslo-2026");

    public static CompanySnapshot Company { get; } = new()
    {
        Id = "przyklad",
        Name = "Przykład Sp. z o.o.",
        ActiveSims = 24,
        Sites = [new("Warszawa", "22")],
        Employees =
        [
            Person("maria", "Maria Wiśniewska", "+48601000200", "handlowcy"),
            Person("anna", "Anna Kowalska", "+48601000201", "handlowcy"),
            Person("piotr", "Piotr Zieliński", "+48601000202", "handlowcy"),
            Person("jan", "Jan Nowak", "+48601000401", "magazyn"),
            Person("ewa", "Ewa Dąbrowska", "+48601000302", "magazyn"),
            Person("olga", "Olga Bez Działu", "+48601000303", null),
        ],
        Softphones = [new("maria", new("+48601000200"), Secret("")), new("anna", new("+48601000201"), Secret(""))],
        Voicemail = new() { Boxes = [new(new("+48601000200"), null), new(new("+48601000201"), null)] },
        DefaultLimit = new() { Amount = Money.Of(100m), UserThresholds = [50, 80, 100], AdministratorThresholds = [80, 100] },
        Logins = [Login("owner", LoginRole.Owner), Login("admin", LoginRole.Administrator), Login("maria", LoginRole.User) with { Employee = "maria" }],
    };

    /// <summary>Has an employee with the same id as Anna's, with another number.</summary>
    public static CompanySnapshot Other { get; } = new()
    {
        Id = "inna",
        Name = "Inna S.A.",
        Sites = [new("Poznań", "61")],
        Employees = [Person("anna", "Anna Obca", "+48602000001", "handlowcy"), Person("obcy", "Olgierd Obcy", "+48602000002", "handlowcy")],
    };

    public static Visitor Owner { get; } = Visitor(LoginRole.Owner);

    public static Visitor Administrator { get; } = Visitor(LoginRole.Administrator);

    public static Visitor User { get; } = Visitor(LoginRole.User);

    /// <summary>Maria, with all rights of a service administrator.</summary>
    public static Visitor ServiceAdministrator { get; } = With(User, login => login with { Services = Team with { Rights = DelegatedRights.ForServices } });

    /// <summary>Maria, with all rights of a billing administrator.</summary>
    public static Visitor BillingAdministrator { get; } = With(User, login => login with { Billing = Team with { Rights = DelegatedRights.ForBilling } });

    public static Visitor With(Visitor visitor, Func<Login, Login> change) => visitor with { Login = change(visitor.Login) };

    public static Visitor In(this Visitor visitor, Func<CompanySnapshot, CompanySnapshot> change) => visitor with { Company = change(visitor.Company) };

    public static CompanySnapshot With(this CompanySnapshot company, string id, Func<Employee, Employee> change) =>
        company with { Employees = [.. company.Employees.Select(employee => employee.Id == id ? change(employee) : employee)] };

    public static Employee Named(this Visitor visitor, string id) => visitor.Company.EmployeeNamed(id)!;

    public static Login Login(string name, LoginRole role) => new() { Name = name, Role = role, Password = Password };

    public static SecretHash Hash(string secret) => SecretHash.Of(secret, [1, 2, 3, 4, 5, 6, 7, 8], 2);

    public static SoftphoneSecret Secret(string password) => new("pbxbridge", password, "", "");

    /// <summary>What an edit has made of the company.</summary>
    public static CompanySnapshot After(EditOutcome outcome) => Assert.IsType<EditOutcome.Changed>(outcome).Company;

    /// <summary>Why an edit is refused, in English.</summary>
    public static string Refusal(EditOutcome outcome) => Assert.IsType<EditOutcome.Refused>(outcome).Reason.English;

    // All of them are Maria, so that what she may do as whom can be compared.
    private static Visitor Visitor(LoginRole role) => new(Company, Login("maria", role) with { Employee = "maria" }, "192.0.2.1", Today);

    private static Employee Person(string id, string name, string mobile, string? department) =>
        new() { Id = id, Name = name, Mobile = new(mobile), Site = "Warszawa", Department = department };
}
