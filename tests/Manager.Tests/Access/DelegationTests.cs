using PbxBridge.Manager.Access;
using PbxBridge.Routing.Logins;

namespace PbxBridge.Manager.Tests.Access;

public sealed class DelegationTests
{
    [Fact]
    public void ROLE_1_one_person_is_service_administrator_of_some_and_billing_administrator_of_others()
    {
        var visitor = Office.With(Office.User, login => login with
        {
            Services = new(["anna"], [], DelegatedRights.ForServices),
            Billing = new(["jan"], [], DelegatedRights.ForBilling),
        });

        Assert.Equal(["maria", "anna", "jan"], Seen(visitor, Permission.SeeEmployee));
        Assert.Equal(["anna"], Seen(visitor, Permission.ChangeProfile));
        Assert.Equal(["jan"], Seen(visitor, Permission.ChangeLimit));
        Assert.Equal(["maria", "anna"], Seen(visitor, Permission.SeeSettings));
        Assert.Equal(["maria", "jan"], Seen(visitor, Permission.SeeCosts));
    }

    [Fact]
    public void Rights_of_the_other_role_count_for_nothing()
    {
        var visitor = Office.With(Office.User, login => login with
        {
            Services = new(["anna"], [], DelegatedRights.ForBilling),
            Billing = new(["anna"], [], DelegatedRights.ForServices),
        });

        Assert.All(Enum.GetValues<Permission>(), permission => Assert.DoesNotContain("anna", Seen(visitor, permission)));
    }

    [Fact]
    public void Delegation_without_rights_shows_nobody()
    {
        var visitor = Office.With(Office.User, login => login with { Services = Office.Team, Billing = Office.Team });

        Assert.All(Enum.GetValues<Permission>(), permission => Assert.Equal(Seen(Office.User, permission), Seen(visitor, permission)));
    }

    [Theory]
    [InlineData(Permission.ChangeProfile)]
    [InlineData(Permission.ChangeServices)]
    [InlineData(Permission.ChangePersonalLine)]
    [InlineData(Permission.ChangePrivateMode)]
    [InlineData(Permission.ChangeLimit)]
    [InlineData(Permission.ChangeNotice)]
    public void ROLE_4_a_delegated_administrator_changes_himself_only_when_he_is_assigned_by_his_id(Permission permission)
    {
        var byDepartment = As(new([], ["handlowcy"], DelegatedRights.ForServices | DelegatedRights.ForBilling));
        var byId = As(new(["maria"], [], DelegatedRights.ForServices | DelegatedRights.ForBilling));
        var byBoth = As(new(["maria"], ["handlowcy"], DelegatedRights.ForServices | DelegatedRights.ForBilling));

        Assert.Equal(["anna", "piotr"], Seen(byDepartment, permission));
        Assert.Equal(["maria"], Seen(byId, permission));
        Assert.Equal(["maria", "anna", "piotr"], Seen(byBoth, permission));
    }

    [Fact]
    public void M8_who_moves_to_another_department_moves_to_another_administrator()
    {
        var sales = As(new([], ["handlowcy"], DelegatedRights.ForServices));
        var stock = As(new([], ["magazyn"], DelegatedRights.ForServices));
        Assert.Equal(["anna", "piotr"], Seen(sales, Permission.ChangeProfile));
        Assert.Equal(["jan", "ewa"], Seen(stock, Permission.ChangeProfile));

        var moved = Office.Company.With("piotr", employee => employee with { Department = "magazyn" });

        Assert.Equal(["anna"], Seen(sales with { Company = moved }, Permission.ChangeProfile));
        Assert.Equal(["piotr", "jan", "ewa"], Seen(stock with { Company = moved }, Permission.ChangeProfile));
    }

    [Fact]
    public void M8_an_employee_is_judged_as_he_is_in_the_company_now()
    {
        var sales = As(new([], ["handlowcy"], DelegatedRights.ForServices));
        var before = sales.Named("piotr");
        var after = sales.In(company => company.With("piotr", employee => employee with { Department = "magazyn" }));

        Assert.True(Rights.Allows(sales, Permission.ChangeProfile, before));
        Assert.False(Rights.Allows(after, Permission.ChangeProfile, before));
    }

    [Fact]
    public void Who_has_got_somebody_elses_number_is_not_he()
    {
        var sales = As(new([], ["handlowcy"], DelegatedRights.ForServices));
        var before = sales.Named("olga");
        var after = sales.In(company => company
            .With("olga", employee => employee with { Mobile = new("+48601000399") })
            .With("anna", employee => employee with { Mobile = before.Mobile }));

        Assert.True(Rights.Allows(after, Permission.ChangeProfile, after.Named("anna")));
        Assert.False(Rights.Allows(after, Permission.ChangeProfile, before));
    }

    [Fact]
    public void M3_when_a_delegation_is_taken_away_its_employees_are_gone()
    {
        var revoked = Office.With(Office.ServiceAdministrator, login => login with { Services = null });

        Assert.Equal(["maria"], Seen(revoked, Permission.SeeEmployee));
        Assert.Empty(Seen(revoked, Permission.ChangeProfile));
    }

    [Fact]
    public void An_owner_who_is_no_employee_sees_everybody_and_nobodys_account()
    {
        var owner = Office.With(Office.Owner, login => login with { Employee = null });

        Assert.Equal(Office.Everybody, Seen(owner, Permission.SeeCosts));
        Assert.Empty(Seen(owner, Permission.SeePrepaidAccount));
    }

    private static Visitor As(Delegation delegation) => Office.With(Office.User, login => login with { Services = delegation, Billing = delegation });

    private static IEnumerable<string> Seen(Visitor visitor, Permission permission) => Rights.Visible(visitor, permission).Select(employee => employee.Id);
}
