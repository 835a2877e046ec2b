using PbxBridge.Routing.Companies;
using PbxBridge.Routing.Plans;

namespace PbxBridge.Manager.Access;

/// <summary>Why somebody may not: as he reads it. Whom he may not see is not there (M7, ROLE-6).</summary>
internal static class Refusals
{
    public static readonly Sentence NoSuchEmployee = new("Nie ma takiego pracownika.", "There is no such employee.");

    public static Sentence Forbids(Visitor visitor, Permission permission, Employee employee)
    {
        if (!Rights.Allows(visitor, Permission.SeeEmployee, employee))
            return NoSuchEmployee;
        var (polish, english) = Change(permission);
        return NotInService(visitor) ?? new($"Nie możesz zmienić {polish}: {employee.Name}.", $"You may not change {english}: {employee.Name}.");
    }

    /// <summary>For what is not about one employee.</summary>
    public static Sentence Forbids(Visitor visitor) => NotInService(visitor) ?? new("Nie masz do tego prawa.", "You may not do that.");

    /// <summary>For what an administrator has locked, and for who is no employee (D14).</summary>
    public static Sentence ForbidsOwn(Visitor visitor) =>
        NotInService(visitor) ?? new("Administrator nie pozwala Ci tego zmieniać.", "Your administrator does not let you change this.");

    private static Sentence? NotInService(Visitor visitor) => visitor.Company.IsInService(visitor.Today)
        ? null
        : new("Usługi firmy nie działają: można oglądać, nie można zmieniać.", "The company is not in service: you can look, but change nothing.");

    private static (string Polish, string English) Change(Permission permission) => permission switch
    {
        Permission.ChangeProfile => ("profilu ani list numerów", "the profile or the lists of numbers"),
        Permission.ChangeServices => ("usług", "services"),
        Permission.ChangePersonalLine => ("linii osobistej, przekierowań ani poczty głosowej", "the personal line, forwards or voicemail"),
        Permission.ChangePrivateMode => ("połączeń prywatnych", "private calls"),
        Permission.ChangeLimit => ("limitu", "the limit"),
        Permission.ChangeNotice => ("progów ani powiadomień", "thresholds or notices"),
        _ => ("danych", "this"),
    };
}
