using System.Collections.Immutable;
using PbxBridge.Manager.Access;
using PbxBridge.Manager.Companies;
using PbxBridge.Routing.Companies;
using PbxBridge.Routing.Logins;
using PbxBridge.Routing.Plans;

namespace PbxBridge.Manager.Logins;

/// <summary>Who may log in, and what for (M3, M6, ROLE-1). Nobody gives a right that he lacks or changes what he may himself, and a company keeps somebody who runs it (ROLE-3).</summary>
public static class LoginEdits
{
    private static readonly Sentence NoSuchLogin = new("Nie ma takiego loginu.", "There is no such login.");

    private static readonly Sentence OwnersOnly = new("Login właściciela może zmienić tylko właściciel.", "Only an owner may change the login of an owner.");

    private static readonly Sentence NotOneself = new("Nikt nie zmienia własnych uprawnień.", "Nobody changes his own rights.");

    private static readonly Sentence LastOne = new(
        "To ostatni login, którym można zarządzać firmą: zostaje.", "This is the last login that can run the company: it stays.");

    private static readonly Sentence LargeOnly = new(
        "Administratorzy serwisów i rozliczeń są tylko dla firm, które mają więcej niż 20 aktywnych kart SIM.",
        "Service and billing administrators are only for companies with more than 20 active SIM cards.");

    public static EditOutcome Grant(Visitor visitor, NewLogin login)
    {
        if (!Rights.Allows(visitor, Permission.ManageLogins))
            return Refused(Refusals.Forbids(visitor));
        if (login.Duties.Role == LoginRole.Owner && visitor.Login.Role != LoginRole.Owner)
            return Refused(OwnersOnly);
        var company = visitor.Company;
        if (Find(company, login.Name) is not null)
            return Refused(new($"Login „{login.Name}” już jest.", $"There is a login \"{login.Name}\" already."));
        if (login.Employee is { } id && company.EmployeeNamed(id) is null)
            return Refused(Refusals.NoSuchEmployee);
        var given = login.Duties.In(new() { Name = login.Name, Employee = login.Employee, FullName = login.FullName, Password = login.Password, MustChangePassword = true });
        if (AddsDelegation(null, given) && company.GatesClosedOn(visitor.Today))
            return Refused(LargeOnly);
        return new EditOutcome.Changed(company with { Logins = company.Logins.Add(given) }, $"login {given.Name} given");
    }

    /// <summary>Role, delegations, locks, and whether it works. Who is disabled is logged out.</summary>
    public static EditOutcome Change(Visitor visitor, string name, LoginDuties duties)
    {
        if (Refusal(visitor, name, out var login) is { } reason)
            return Refused(reason);
        if (duties.Role == LoginRole.Owner && visitor.Login.Role != LoginRole.Owner)
            return Refused(OwnersOnly);
        var after = duties.In(login);
        if (AreAlike(login, after))
            return new EditOutcome.Unchanged();
        if (IsSelf(visitor, login) && !AreAlike(login with { Enabled = after.Enabled }, after))
            return Refused(NotOneself);
        if (AddsDelegation(login, after) && visitor.Company.GatesClosedOn(visitor.Today))
            return Refused(LargeOnly);
        return KeepingOneWhoRuns(visitor.Company, visitor.Company.Logins.Replace(login, after), $"login {name} changed");
    }

    /// <summary>He cannot log in any more, and is logged out.</summary>
    public static EditOutcome Remove(Visitor visitor, string name) => Refusal(visitor, name, out var login) is { } reason
        ? Refused(reason)
        : KeepingOneWhoRuns(visitor.Company, visitor.Company.Logins.Remove(login), $"login {name} removed");

    /// <summary>For somebody who has forgotten his own: he must change it at once.</summary>
    public static EditOutcome SetPassword(Visitor visitor, string name, SecretHash password)
    {
        if (Refusal(visitor, name, out var login) is { } reason)
            return Refused(reason);
        if (IsSelf(visitor, login))
            return Refused(new("Własne hasło zmienia się, podając dotychczasowe.", "Change your own password by giving the present one."));
        return With(visitor.Company, login, login with { Password = password, MustChangePassword = true }, $"password of login {name}");
    }

    /// <summary>Possible with every login that works, even when the password must be changed first or the company is not in service. Takes as long as two hashes do.</summary>
    public static EditOutcome ChangeOwnPassword(Visitor visitor, string present, string next, Func<string, SecretHash> hash)
    {
        if (Find(visitor.Company, visitor.Login.Name) is not { Enabled: true, Password: { } password } login)
            return Refused(Refusals.Forbids(visitor));
        if (!password.Matches(present))
            return Refused(new("Dotychczasowe hasło jest inne.", "The present password is another one."));
        if (SecretForms.PasswordFault(next) is { } fault)
            return Refused(fault);
        if (next == present)
            return Refused(new("Nowe hasło musi być inne niż dotychczasowe.", "The new password must be another one."));
        return With(visitor.Company, login, login with { Password = hash(next), MustChangePassword = false }, $"own password of login {login.Name}");
    }

    private static EditOutcome.Refused Refused(Sentence reason) => new(reason);

    private static Sentence? Refusal(Visitor visitor, string name, out Login login)
    {
        login = visitor.Login;
        if (!Rights.Allows(visitor, Permission.ManageLogins))
            return Refusals.Forbids(visitor);
        if (Find(visitor.Company, name) is not { } found)
            return NoSuchLogin;
        login = found;
        return login.Role == LoginRole.Owner && visitor.Login.Role != LoginRole.Owner ? OwnersOnly : null;
    }

    private static Login? Find(CompanySnapshot company, string name) => company.Logins.FirstOrDefault(login => login.Name == name);

    private static bool IsSelf(Visitor visitor, Login login) => login.Name == visitor.Login.Name;

    private static EditOutcome.Changed With(CompanySnapshot company, Login login, Login after, string note) =>
        new(company with { Logins = company.Logins.Replace(login, after) }, note);

    private static EditOutcome KeepingOneWhoRuns(CompanySnapshot company, ImmutableArray<Login> after, string note) =>
        after.Any(Runs) || !company.Logins.Any(Runs) ? new EditOutcome.Changed(company with { Logins = after }, note) : Refused(LastOne);

    // Who has no password cannot log in either.
    private static bool Runs(Login login) => login is { Enabled: true, Password: not null, Role: LoginRole.Administrator or LoginRole.Owner };

    private static bool AddsDelegation(Login? before, Login after) =>
        after.Services is not null && !AreAlike(before?.Services, after.Services) || after.Billing is not null && !AreAlike(before?.Billing, after.Billing);

    private static bool AreAlike(Login one, Login other) =>
        AreAlike(one.Services, other.Services) && AreAlike(one.Billing, other.Billing) && one == other with { Services = one.Services, Billing = one.Billing };

    private static bool AreAlike(Delegation? one, Delegation? other) => one is null || other is null
        ? one == other
        : one.Rights == other.Rights && one.Employees.SequenceEqual(other.Employees) && one.Departments.SequenceEqual(other.Departments);
}
