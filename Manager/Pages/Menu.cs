using PbxBridge.Manager.Access;
using PbxBridge.Routing.Plans;

namespace PbxBridge.Manager.Pages;

/// <summary>Where somebody may go.</summary>
public static class Menu
{
    private static readonly MenuItem Telemonitor = new("/telemonitor", "chart", new($"Telemonitor", $"Telemonitor"));
    private static readonly MenuItem Calls = new("/calls", "ladder", new($"Połączenia", $"Calls"));
    private static readonly MenuItem Employees = new("/employees", "people", new($"Pracownicy", $"Employees"));
    private static readonly MenuItem Logins = new("/logins", "key", new($"Logowanie i role", $"Logins and roles"));
    private static readonly MenuItem Own = new("/me", "person", new($"Moje konto", $"My account"));
    private static readonly MenuItem Password = new("/password", "lock", new($"Hasło", $"Password"));

    private static readonly MenuItem SupportCalls = new("/support/calls", "ladder", new($"Połączenia", $"Calls"));

    /// <summary>Of nobody: nothing.</summary>
    public static IEnumerable<MenuItem> Of(Visit visit) => visit.Visitor is { } visitor ? Of(visitor) : visit.Support is { } support ? Of(support) : [];

    public static IEnumerable<MenuItem> Of(SupportVisitor support) => support.Login.MustChangePassword ? [Password] : [SupportCalls, Password];

    public static IEnumerable<MenuItem> Of(Visitor visitor)
    {
        if (!visitor.Login.MustChangePassword)
        {
            yield return Telemonitor;
            if (Rights.Allows(visitor, Permission.SeeCalls))
                yield return Calls;
            if (Rights.AllowsForOthers(visitor, Permission.SeeEmployee))
                yield return Employees;
            if (Rights.Allows(visitor, Permission.SeeLogins))
                yield return Logins;
            if (visitor.Self is not null)
                yield return Own;
        }

        yield return Password;
    }

    public static bool IsIn(string path, MenuItem item) => path == item.Path || path.StartsWith(item.Path + "/", StringComparison.Ordinal);
}

/// <param name="Icon">Id of a symbol in <c>icons.svg</c>.</param>
public sealed record MenuItem(string Path, string Icon, Sentence Name);
