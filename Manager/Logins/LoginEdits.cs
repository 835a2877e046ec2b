using System.Collections.Immutable;
using PbxBridge.Manager.Access;
using PbxBridge.Manager.Companies;
using PbxBridge.Routing.Companies;
using PbxBridge.Routing.Logins;
using PbxBridge.Routing.Plans;

namespace PbxBridge.Manager.Logins;

/// <summary>Who may log in, and what for (M3, M6, ROLE-1). Nobody gives a right that he lacks or changes what he may himself, and a company keeps somebody who runs it (ROLE-3).
/// Names, employees, departments and the number of SIM cards are judged when the company is saved.</summary>
public static class LoginEdits
{
    private static readonly Sentence NoSuchLogin = new("Nie ma takiego loginu.", "There is no such login.");

    private static readonly Sentence OwnersOnly = new("Login właściciela daje i zmienia tylko właściciel.", "Only an owner gives or changes the login of an owner.");

    private static readonly Sentence NotOneself = new("Nikt nie zmienia własnych uprawnień.", "Nobody changes his own rights.");

    private static readonly Sentence NotOwnPassword = new(
        "Własne hasło zmienia się, podając dotychczasowe.", "Change your own password by giving the present one.");

    private static readonly Sentence LastOne = new(
        "To ostatni login, którym można zarządzać firmą: zostaje.", "This is the last login that can run the company: it stays.");

    private static readonly Sentence WrongPassword = new("Dotychczasowe hasło jest inne.", "The present password is another one.");

    private static readonly Sentence SamePassword = new("Nowe hasło musi być inne niż dotychczasowe.", "The new password must be another one.");

    public static EditOutcome Grant(Visitor visitor, NewLogin login)
    {
        if (!Rights.Allows(visitor, Permission.ManageLogins))
            return Refused(Refusals.Forbids(visitor));
        if (!MayTouch(visitor, login.Duties.Role))
            return Refused(OwnersOnly);
        var given = login.Duties.In(new() { Name = login.Name, Employee = login.Employee, FullName = login.FullName, Password = login.Password, MustChangePassword = true });
        return new EditOutcome.Changed(visitor.Company with { Logins = visitor.Company.Logins.Add(given) }, $"login {given.Name} given");
    }

    /// <summary>Role, delegations, locks, and whether it works. Who is disabled is logged out.</summary>
    public static EditOutcome Change(Visitor visitor, string name, LoginDuties duties) => OfLogin(visitor, name, login =>
    {
        if (!MayTouch(visitor, duties.Role))
            return Refused(OwnersOnly);
        var after = duties.In(login);
        if (AreAlike(login, after))
            return new EditOutcome.Unchanged();
        return IsSelf(visitor, login) && !AreAlike(login with { Enabled = after.Enabled }, after)
            ? Refused(NotOneself)
            : IfSomebodyRuns(visitor.Company, visitor.Company.Logins.Replace(login, after), $"login {name} changed");
    });

    /// <summary>He cannot log in any more, and is logged out.</summary>
    public static EditOutcome Remove(Visitor visitor, string name) =>
        OfLogin(visitor, name, login => IfSomebodyRuns(visitor.Company, visitor.Company.Logins.Remove(login), $"login {name} removed"));

    /// <summary>For somebody who has forgotten his own: he must change it at once.</summary>
    public static EditOutcome SetPassword(Visitor visitor, string name, SecretHash password) => OfLogin(visitor, name, login => IsSelf(visitor, login)
        ? Refused(NotOwnPassword)
        : With(visitor.Company, login, login with { Password = password, MustChangePassword = true }, $"password of login {name}"));

    /// <summary>Possible with every login that works, also when the password must be changed first, and when the company is not in service. Takes as long as two hashes do.</summary>
    public static EditOutcome ChangeOwnPassword(Visitor visitor, string present, string next, Func<string, SecretHash> hash)
    {
        if (Find(visitor.Company, visitor.Login.Name) is not { Enabled: true, Password: { } password } login)
            return Refused(NoSuchLogin);
        return PasswordFault(password, present, next) is { } fault
            ? Refused(fault)
            : With(visitor.Company, login, login with { Password = hash(next), MustChangePassword = false }, $"own password of login {login.Name}");
    }

    /// <summary>Why somebody may not change his own password so; null: he may. Some tens of milliseconds.</summary>
    /// <param name="password">What he has.</param>
    /// <param name="present">What he says that it is.</param>
    public static Sentence? PasswordFault(SecretHash password, string present, string next) =>
        !password.Matches(present) ? WrongPassword : SecretForms.PasswordFault(next) ?? (next == present ? SamePassword : null);

    private static EditOutcome OfLogin(Visitor visitor, string name, Func<Login, EditOutcome> edit)
    {
        if (!Rights.Allows(visitor, Permission.ManageLogins))
            return Refused(Refusals.Forbids(visitor));
        if (Find(visitor.Company, name) is not { } login)
            return Refused(NoSuchLogin);
        return MayTouch(visitor, login.Role) ? edit(login) : Refused(OwnersOnly);
    }

    private static EditOutcome Refused(Sentence reason) => new EditOutcome.Refused(reason);

    private static EditOutcome With(CompanySnapshot company, Login login, Login after, string note) =>
        new EditOutcome.Changed(company with { Logins = company.Logins.Replace(login, after) }, note);

    private static EditOutcome IfSomebodyRuns(CompanySnapshot company, ImmutableArray<Login> after, string note) =>
        after.Any(Runs) ? new EditOutcome.Changed(company with { Logins = after }, note) : Refused(LastOne);

    // Who has no password cannot log in either.
    private static bool Runs(Login login) => login is { Enabled: true, Password: not null, Role: LoginRole.Administrator or LoginRole.Owner };

    private static bool MayTouch(Visitor visitor, LoginRole role) => role != LoginRole.Owner || visitor.Login.Role == LoginRole.Owner;

    private static Login? Find(CompanySnapshot company, string name) => company.Logins.FirstOrDefault(login => login.Name == name);

    private static bool IsSelf(Visitor visitor, Login login) => login.Name == visitor.Login.Name;

    private static bool AreAlike(Login one, Login other) =>
        AreAlike(one.Services, other.Services) && AreAlike(one.Billing, other.Billing) && one == other with { Services = one.Services, Billing = one.Billing };

    private static bool AreAlike(Delegation? one, Delegation? other) => one is null || other is null
        ? one == other
        : one.Rights == other.Rights && one.Employees.SequenceEqual(other.Employees) && one.Departments.SequenceEqual(other.Departments);
}
