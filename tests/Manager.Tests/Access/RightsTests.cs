using System.Collections.Immutable;
using PbxBridge.Manager.Access;
using PbxBridge.Routing.Companies;
using PbxBridge.Routing.Logins;
using PbxBridge.Routing.Terms;

namespace PbxBridge.Manager.Tests.Access;

public sealed class RightsTests
{
    private const string Matrix = """
        permission          owner  administrator  services   billing    user

        SeeEmployee         all    all            team+self  team+self  self
        SeeSettings         all    all            team+self  self       self
        SeeLimit            all    all            self       team+self  self
        SeeCosts            all    all            self       team+self  self
        SeePrepaidAccount   self   self           self       self       self
        ChangeProfile       all    all            team       none       none
        ChangeServices      all    all            team       none       none
        ChangePersonalLine  all    all            team       none       none
        ChangePrivateMode   all    all            team       none       none
        ChangeLimit         all    all            none       team       none
        ChangeNotice        all    all            none       team       none
        SeeBill             all    all            none       none       none
        SeeCalls            all    all            none       none       none
        SeeAudit            all    all            none       none       none
        SeeLogins           all    all            none       none       none
        ManageLogins        all    all            none       none       none
        ManageEmployees     all    all            none       none       none
        """;

    private static readonly ImmutableArray<string> Team = ["anna", "piotr", "jan"];

    public static TheoryData<Permission, string, string> Cells()
    {
        var cells = new TheoryData<Permission, string, string>();
        var rows = Matrix.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(row => row.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToArray();
        foreach (var row in rows[1..])
        {
            for (var role = 1; role < row.Length; role++)
                cells.Add(Enum.Parse<Permission>(row[0]), rows[0][role], row[role]);
        }

        return cells;
    }

    [Fact]
    public void Matrix_names_every_permission_once_for_each_role() =>
        Assert.Equal(Enum.GetValues<Permission>().SelectMany(one => Enumerable.Repeat(one, 5)), Cells().Select(cell => (Permission)cell[0]));

    [Theory]
    [MemberData(nameof(Cells))]
    public void Each_role_has_what_the_matrix_says(Permission permission, string role, string whom)
    {
        var visitor = AsRole(role);

        Assert.Equal(Whom(whom), Ids(visitor, permission));
        Assert.Equal(Whom(whom), Office.Everybody.Where(id => Rights.Allows(visitor, permission, visitor.Named(id))));
        Assert.Equal(whom == "all", Rights.Allows(visitor, permission));
    }

    [Theory]
    [MemberData(nameof(Cells))]
    public void Disabled_login_allows_nothing(Permission permission, string role, string whom)
    {
        var visitor = Office.With(AsRole(role), login => login with { Enabled = false });

        Assert.NotEmpty(whom);
        Assert.Empty(Ids(visitor, permission));
        Assert.False(Rights.Allows(visitor, permission));
    }

    [Theory]
    [MemberData(nameof(Cells))]
    public void Password_of_somebody_else_allows_nothing(Permission permission, string role, string whom)
    {
        var visitor = Office.With(AsRole(role), login => login with { MustChangePassword = true });

        Assert.NotEmpty(whom);
        Assert.Empty(Ids(visitor, permission));
        Assert.False(Rights.Allows(visitor, permission));
    }

    [Theory]
    [MemberData(nameof(Cells))]
    public void Contract_that_is_over_leaves_what_is_seen_and_who_may_log_in(Permission permission, string role, string whom)
    {
        var visitor = AsRole(role).In(company => company with { Contract = new Term(null, Office.Today.AddDays(-1)) });
        var seen = permission == Permission.ManageLogins || permission.ToString().StartsWith("See", StringComparison.Ordinal);

        Assert.Equal(seen ? Whom(whom) : [], Ids(visitor, permission));
        Assert.Equal(seen && whom == "all", Rights.Allows(visitor, permission));
    }

    [Theory]
    [MemberData(nameof(Cells))]
    public void M11_closed_gates_leave_delegated_administrators_what_a_user_has(Permission permission, string role, string whom)
    {
        var closed = AsRole(role).In(company => company with { GatedFrom = Office.Today });
        var tomorrow = AsRole(role).In(company => company with { GatedFrom = Office.Today.AddDays(1) });

        Assert.Equal(role is "services" or "billing" ? Ids(Office.User, permission) : Whom(whom), Ids(closed, permission));
        Assert.Equal(Whom(whom), Ids(tomorrow, permission));
    }

    [Theory]
    [MemberData(nameof(Cells))]
    public void ROLE_6_nobody_has_a_permission_for_an_employee_of_another_company(Permission permission, string role, string whom)
    {
        var visitor = AsRole(role);

        Assert.NotEmpty(whom);
        Assert.DoesNotContain(Office.Other.Employees, stranger => Rights.Allows(visitor, permission, stranger));
    }

    private static IEnumerable<string> Whom(string whom) => Office.Everybody.Where(id =>
        whom == "all" || whom.Contains("team", StringComparison.Ordinal) && Team.Contains(id) || whom.Contains("self", StringComparison.Ordinal) && id == "maria");

    private static IEnumerable<string> Ids(Visitor visitor, Permission permission) => Rights.Visible(visitor, permission).Select(employee => employee.Id);

    private static Visitor AsRole(string role) => role switch
    {
        "owner" => Office.Owner,
        "administrator" => Office.Administrator,
        "services" => Office.ServiceAdministrator,
        "billing" => Office.BillingAdministrator,
        "user" => Office.User,
        _ => throw new ArgumentOutOfRangeException(nameof(role)),
    };
}
