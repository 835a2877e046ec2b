using PbxBridge.Manager.Access;
using PbxBridge.Manager.Companies;
using PbxBridge.Manager.Logins;
using PbxBridge.Routing.Companies;
using PbxBridge.Routing.Logins;
using PbxBridge.Routing.Terms;

namespace PbxBridge.Manager.Tests.Logins;

/// <summary>The company has the logins <c>owner</c>, <c>admin</c>, <c>maria</c> (a user); who comes is <c>admin</c> or <c>owner</c>.</summary>
public sealed class LoginEditsTests
{
    private const string OwnersOnly = "Only an owner gives or changes the login of an owner.";
    private const string NotOneself = "Nobody changes his own rights.";
    private const string LastOne = "This is the last login that can run the company: it stays.";

    private static readonly Visitor Administrator = As("admin", Office.Company);

    private static readonly Visitor Owner = As("owner", Office.Company);

    [Fact]
    public void M3_a_login_is_given_with_a_password_that_must_be_changed()
    {
        var delegation = new Delegation(["jan"], ["handlowcy"], DelegatedRights.Profiles);
        var outcome = LoginEdits.Grant(Administrator, New("anna", LoginRole.User) with
        {
            Employee = "anna",
            Duties = new() { Services = delegation, Billing = delegation with { Rights = DelegatedRights.Costs }, Locked = OwnSettings.Notice },
        });

        Assert.Equal("login anna given", Assert.IsType<EditOutcome.Changed>(outcome).Note);
        Assert.Equal(Office.Company.Logins, Office.After(outcome).Logins.Take(3));
        Assert.Equal(
            new Login
            {
                Name = "anna",
                Employee = "anna",
                Password = Office.Password,
                MustChangePassword = true,
                Services = delegation,
                Billing = delegation with { Rights = DelegatedRights.Costs },
                Locked = OwnSettings.Notice,
            },
            Office.After(outcome).Logins[3]);
    }

    [Fact]
    public void A_login_is_given_to_somebody_who_is_no_employee()
    {
        var login = Office.After(LoginEdits.Grant(Administrator, New("ksiegowa", LoginRole.Administrator) with { FullName = "Zofia Księgowa" })).Logins[3];

        Assert.Equal(("Zofia Księgowa", null, LoginRole.Administrator, true), (login.FullName, login.Employee, login.Role, login.Enabled));
    }

    [Fact]
    public void ROLE_3_who_may_not_manage_logins_changes_none()
    {
        var user = As("maria", Office.Company);

        Assert.Equal("You may not do that.", Office.Refusal(LoginEdits.Grant(user, New("anna", LoginRole.User))));
        Assert.Equal("You may not do that.", Office.Refusal(LoginEdits.Change(user, "admin", new())));
        Assert.Equal("You may not do that.", Office.Refusal(LoginEdits.Change(user, "maria", new() { Role = LoginRole.Administrator })));
        Assert.Equal("You may not do that.", Office.Refusal(LoginEdits.Remove(user, "admin")));
        Assert.Equal("You may not do that.", Office.Refusal(LoginEdits.SetPassword(user, "admin", Office.Hash("nowe-haslo"))));
    }

    [Fact]
    public void ROLE_3_an_administrator_makes_no_owner()
    {
        Assert.Equal(OwnersOnly, Office.Refusal(LoginEdits.Grant(Administrator, New("nowy", LoginRole.Owner))));
        Assert.Equal(OwnersOnly, Office.Refusal(LoginEdits.Change(Administrator, "maria", new() { Role = LoginRole.Owner })));
        Assert.Equal(LoginRole.Owner, Office.After(LoginEdits.Grant(Owner, New("nowy", LoginRole.Owner))).Logins[3].Role);
        Assert.Equal(LoginRole.Owner, Office.After(LoginEdits.Change(Owner, "maria", new() { Role = LoginRole.Owner })).Logins[2].Role);
    }

    [Fact]
    public void ROLE_3_an_administrator_does_not_touch_the_login_of_an_owner()
    {
        Assert.Equal(OwnersOnly, Office.Refusal(LoginEdits.Change(Administrator, "owner", new() { Role = LoginRole.User })));
        Assert.Equal(OwnersOnly, Office.Refusal(LoginEdits.Change(Administrator, "owner", new() { Role = LoginRole.Owner, Enabled = false })));
        Assert.Equal(OwnersOnly, Office.Refusal(LoginEdits.Remove(Administrator, "owner")));
        Assert.Equal(OwnersOnly, Office.Refusal(LoginEdits.SetPassword(Administrator, "owner", Office.Hash("nowe-haslo"))));
    }

    [Fact]
    public void Owners_and_administrators_change_the_logins_of_others()
    {
        var locked = new LoginDuties { Locked = OwnSettings.All };

        Assert.Equal(OwnSettings.All, Office.After(LoginEdits.Change(Administrator, "maria", locked)).Logins[2].Locked);
        Assert.Equal(LoginRole.Administrator, Office.After(LoginEdits.Change(Administrator, "maria", new() { Role = LoginRole.Administrator })).Logins[2].Role);
        Assert.Equal(LoginRole.User, Office.After(LoginEdits.Change(Owner, "admin", new())).Logins[1].Role);
        Assert.Equal(["owner", "admin"], Office.After(LoginEdits.Remove(Administrator, "maria")).Logins.Select(login => login.Name));
        Assert.Equal("There is no such login.", Office.Refusal(LoginEdits.Remove(Administrator, "nikt")));
    }

    [Fact]
    public void A_change_touches_nothing_but_the_duties()
    {
        var before = Office.Company.Logins[2];
        var duties = new LoginDuties { Enabled = false, Billing = new(["jan"], [], DelegatedRights.Limits) };

        var outcome = LoginEdits.Change(Administrator, "maria", duties);

        Assert.Equal("login maria changed", Assert.IsType<EditOutcome.Changed>(outcome).Note);
        Assert.Equal(before with { Enabled = false, Billing = duties.Billing }, Office.After(outcome).Logins[2]);
    }

    [Fact]
    public void The_same_duties_are_no_change()
    {
        var delegation = new Delegation(["jan"], ["handlowcy"], DelegatedRights.Profiles);
        var visitor = Administrator with { Company = Office.After(LoginEdits.Change(Administrator, "maria", new() { Services = delegation })) };

        Assert.IsType<EditOutcome.Unchanged>(LoginEdits.Change(visitor, "maria", LoginDuties.Of(visitor.Company.Logins[2])));
        var disabled = visitor.In(company => company with { Logins = company.Logins.SetItem(2, company.Logins[2] with { Enabled = false }) });
        Assert.IsType<EditOutcome.Unchanged>(LoginEdits.Change(disabled, "maria", LoginDuties.Of(disabled.Company.Logins[2])));
        Assert.IsType<EditOutcome.Unchanged>(LoginEdits.Change(visitor, "maria", new() { Services = new(["jan"], ["handlowcy"], DelegatedRights.Profiles) }));
        Assert.IsType<EditOutcome.Changed>(LoginEdits.Change(visitor, "maria", new() { Services = new(["jan", "ewa"], ["handlowcy"], DelegatedRights.Profiles) }));
        Assert.IsType<EditOutcome.Changed>(LoginEdits.Change(visitor, "maria", new() { Services = new(["jan"], [], DelegatedRights.Profiles) }));
        Assert.IsType<EditOutcome.Changed>(LoginEdits.Change(visitor, "maria", new() { Services = new(["jan"], ["handlowcy"], DelegatedRights.Services) }));
        Assert.IsType<EditOutcome.Changed>(LoginEdits.Change(visitor, "maria", new()));
    }

    [Fact]
    public void ROLE_3_nobody_changes_his_own_role_delegations_or_locks()
    {
        var mine = LoginDuties.Of(Administrator.Login);
        var delegation = new Delegation(["jan"], [], DelegatedRights.Profiles);

        Assert.Equal(NotOneself, Office.Refusal(LoginEdits.Change(Administrator, "admin", mine with { Role = LoginRole.User })));
        Assert.Equal(NotOneself, Office.Refusal(LoginEdits.Change(Administrator, "admin", mine with { Services = delegation })));
        Assert.Equal(NotOneself, Office.Refusal(LoginEdits.Change(Administrator, "admin", mine with { Billing = delegation })));
        Assert.Equal(NotOneself, Office.Refusal(LoginEdits.Change(Administrator, "admin", mine with { Locked = OwnSettings.TopUp })));
        Assert.Equal(NotOneself, Office.Refusal(LoginEdits.Change(Administrator, "admin", mine with { Locked = OwnSettings.TopUp, Enabled = false })));
        Assert.Equal(NotOneself, Office.Refusal(LoginEdits.Change(Owner, "owner", LoginDuties.Of(Owner.Login) with { Role = LoginRole.Administrator })));
    }

    [Fact]
    public void ROLE_3_the_last_who_can_run_the_company_stays()
    {
        var alone = As("owner", Office.Company with { Logins = [Office.Login("owner", LoginRole.Owner), Office.Login("maria", LoginRole.User)] });

        Assert.Equal(LastOne, Office.Refusal(LoginEdits.Remove(alone, "owner")));
        Assert.Equal(LastOne, Office.Refusal(LoginEdits.Change(alone, "owner", new() { Role = LoginRole.Owner, Enabled = false })));
    }

    [Theory]
    [InlineData(true, true, true)]
    [InlineData(false, true, false)]
    [InlineData(true, false, false)]
    public void ROLE_3_another_counts_when_he_is_enabled_and_has_a_password(bool enabled, bool hasPassword, bool counts)
    {
        foreach (var role in (LoginRole[])[LoginRole.Administrator, LoginRole.Owner])
        {
            var other = Office.Login("other", role) with { Enabled = enabled, Password = hasPassword ? Office.Password : null };
            var visitor = As("admin", Office.Company with { Logins = [Office.Login("admin", LoginRole.Administrator), other] });

            Assert.Equal(counts, LoginEdits.Remove(visitor, "admin") is EditOutcome.Changed);
            Assert.Equal(counts, LoginEdits.Change(visitor, "admin", new() { Role = LoginRole.Administrator, Enabled = false }) is EditOutcome.Changed);
        }
    }

    [Fact]
    public void ROLE_3_an_owner_degrades_the_last_administrator_since_he_can_run_the_company_himself() =>
        Assert.Equal(LoginRole.User, Office.After(LoginEdits.Change(Owner, "admin", new())).Logins[1].Role);

    [Fact]
    public void A_password_for_somebody_else_must_be_changed_by_him()
    {
        var outcome = LoginEdits.SetPassword(Administrator, "maria", Office.Hash("nowe-haslo"));

        Assert.Equal("password of login maria", Assert.IsType<EditOutcome.Changed>(outcome).Note);
        Assert.Equal(Office.Company.Logins[2] with { Password = Office.Hash("nowe-haslo"), MustChangePassword = true }, Office.After(outcome).Logins[2]);
        Assert.Equal(
            "Change your own password by giving the present one.", Office.Refusal(LoginEdits.SetPassword(Administrator, "admin", Office.Hash("nowe-haslo"))));
    }

    [Fact]
    public void Own_password_is_changed_even_when_nothing_else_is_possible()
    {
        var company = Office.Company with
        {
            Contract = new Term(null, Office.Today.AddDays(-1)),
            Logins = [Office.Login("maria", LoginRole.User) with { MustChangePassword = true }],
        };
        var outcome = LoginEdits.ChangeOwnPassword(As("maria", company), "haslo-2026", "nowe-haslo", Office.Hash);

        Assert.Equal("own password of login maria", Assert.IsType<EditOutcome.Changed>(outcome).Note);
        Assert.Equal(Office.Login("maria", LoginRole.User) with { Password = Office.Hash("nowe-haslo"), MustChangePassword = false }, Assert.Single(Office.After(outcome).Logins));
    }

    [Theory]
    [InlineData("haslo-2025", "nowe-haslo", "The present password is another one.")]
    [InlineData("haslo-2026", "haslo-2026", "The new password must be another one.")]
    [InlineData("haslo-2026", "krotkie", "A password has 8 to 128 characters.")]
    public void Own_password_is_refused(string present, string next, string reason) =>
        Assert.Equal(reason, Office.Refusal(LoginEdits.ChangeOwnPassword(Administrator, present, next, Office.Hash)));

    [Fact]
    public void Own_password_of_a_login_that_does_not_work_is_not_changed()
    {
        var disabled = Office.Company with { Logins = [Office.Login("maria", LoginRole.User) with { Enabled = false }] };

        Assert.Equal("There is no such login.", Office.Refusal(LoginEdits.ChangeOwnPassword(As("maria", disabled), "haslo-2026", "nowe-haslo", Office.Hash)));
    }

    // Who is dismissed must not come in, whatever became of the contract.
    [Fact]
    public void Logins_of_a_company_that_is_not_in_service_are_managed_on()
    {
        var over = Administrator.In(company => company with { State = CompanyState.Closed });

        Assert.IsType<EditOutcome.Changed>(LoginEdits.Grant(over, New("anna", LoginRole.User)));
    }

    private static NewLogin New(string name, LoginRole role) => new() { Name = name, Password = Office.Password, Duties = new() { Role = role } };

    private static Visitor As(string name, CompanySnapshot company) => new(company, company.Logins.First(login => login.Name == name), "192.0.2.1", Office.Today);
}
