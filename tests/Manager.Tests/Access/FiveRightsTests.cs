using System.Collections.Immutable;
using PbxBridge.Charging.Amounts;
using PbxBridge.Charging.Limits;
using PbxBridge.Manager.Access;
using PbxBridge.Manager.Companies;
using PbxBridge.Manager.Employees;
using PbxBridge.Manager.Logins;
using PbxBridge.Routing.Companies;
using PbxBridge.Routing.Logins;
using PbxBridge.Routing.PrivateCalls;
using PbxBridge.Routing.Profiles;
using PbxBridge.Routing.Terms;

namespace PbxBridge.Manager.Tests.Access;

/// <summary>M9: each of the five rights gives exactly its operations, in all 32 combinations.</summary>
public sealed class FiveRightsTests
{
    private const DelegatedRights Never = (DelegatedRights)1024;

    // What is needed for an operation: all of these. Never: no delegated administrator can do it.
    private static readonly ImmutableArray<(string Name, DelegatedRights Needed, Func<Visitor, string, bool> Works)> Operations =
    [
        ("see costs", DelegatedRights.Costs, (visitor, id) => Sees(visitor, id, Permission.SeeCosts)),
        ("assign a profile", DelegatedRights.Profiles, (visitor, id) => Does(EmployeeEdits.AssignProfile(visitor, [id], "kraj"))),
        ("lists", DelegatedRights.Profiles, (visitor, id) => Does(EmployeeEdits.SetLists(visitor, id, NumberList.Of([new(new("+48226000000", false))]), NumberList.Empty))),
        ("switch a service", DelegatedRights.Services, (visitor, id) => Does(EmployeeEdits.SwitchService(visitor, [id], ServiceKind.CompanyLine, false))),
        ("private mode", DelegatedRights.Services, (visitor, id) => Does(EmployeeEdits.SetPrivateMode(visitor, [id], PrivateMode.Flagged))),
        ("personal line", DelegatedRights.Services, (visitor, id) => Does(EmployeeEdits.SetPersonalLine(visitor, id, new() { Second = new("+48601000302") }))),
        ("forwards", DelegatedRights.Services, (visitor, id) => Does(EmployeeEdits.SetForwards(visitor, id, new() { Busy = new("+48601000302") }))),
        ("do not disturb", DelegatedRights.Services, (visitor, id) => Does(EmployeeEdits.SetDoNotDisturb(visitor, id, true))),
        ("voicemail", DelegatedRights.Services, (visitor, id) => Does(EmployeeEdits.SetVoicemail(visitor, id, true))),
        ("switch profiles", DelegatedRights.Services | DelegatedRights.Profiles, (visitor, id) => Does(EmployeeEdits.SwitchService(visitor, [id], ServiceKind.Profiles, false))),
        ("switch limits", DelegatedRights.Services | DelegatedRights.Limits, (visitor, id) => Does(EmployeeEdits.SwitchService(visitor, [id], ServiceKind.Limits, false))),
        ("limit", DelegatedRights.Limits, (visitor, id) => Does(EmployeeEdits.ChangeLimit(visitor, [id], new() { Amount = Money.Of(200m) }))),
        ("cut calls", DelegatedRights.Limits, (visitor, id) => Does(EmployeeEdits.ChangeLimit(visitor, [id], new() { CutsRunning = true }))),
        ("thresholds", DelegatedRights.Notices, (visitor, id) => Does(EmployeeEdits.ChangeLimit(visitor, [id], new() { UserThresholds = [90] }))),
        ("administrator's thresholds", DelegatedRights.Notices, (visitor, id) => Does(EmployeeEdits.ChangeLimit(visitor, [id], new() { AdministratorThresholds = [90] }))),
        ("limit and thresholds", DelegatedRights.Limits | DelegatedRights.Notices,
            (visitor, id) => Does(EmployeeEdits.ChangeLimit(visitor, [id], new() { Amount = Money.Of(200m), UserThresholds = [90] }))),
        ("mode and thresholds", DelegatedRights.Limits | DelegatedRights.Notices,
            (visitor, id) => Does(EmployeeEdits.ChangeLimit(visitor, [id], new() { Mode = LimitMode.BarAll, UserThresholds = [90] }))),
        ("cut and thresholds", DelegatedRights.Limits | DelegatedRights.Notices,
            (visitor, id) => Does(EmployeeEdits.ChangeLimit(visitor, [id], new() { CutsRunning = true, AdministratorThresholds = [90] }))),
        ("default limit", DelegatedRights.Limits | DelegatedRights.Notices, (visitor, id) => Does(EmployeeEdits.ResetLimit(WithOwnLimit(visitor, id), [id]))),
        ("notice", DelegatedRights.Notices, (visitor, id) => Does(EmployeeEdits.SetNotice(visitor, [id], new(NoticeWay.Email, "kto@przyklad.example")))),
        ("see the prepaid account", Never, (visitor, id) => Sees(visitor, id, Permission.SeePrepaidAccount)),
        ("manage employees", Never, (visitor, id) => Sees(visitor, id, Permission.ManageEmployees)),
        ("see bills", Never, (visitor, _) => Rights.Allows(visitor, Permission.SeeBill)),
        ("see the audit", Never, (visitor, _) => Rights.Allows(visitor, Permission.SeeAudit)),
        ("see logins", Never, (visitor, _) => Rights.Allows(visitor, Permission.SeeLogins)),
        ("give a login", Never, (visitor, id) => Does(LoginEdits.Grant(visitor, new() { Name = "nowy", Employee = id, Password = Office.Password, Duties = new() }))),
        ("change a login", Never, (visitor, _) => Does(LoginEdits.Change(visitor, "admin", new() { Locked = OwnSettings.TopUp }))),
        ("remove a login", Never, (visitor, _) => Does(LoginEdits.Remove(visitor, "admin"))),
        ("give a password", Never, (visitor, _) => Does(LoginEdits.SetPassword(visitor, "admin", Office.Password))),
    ];

    public static TheoryData<int> Combinations() => [.. Enumerable.Range(0, 32)];

    [Theory]
    [MemberData(nameof(Combinations))]
    public void M9_each_right_gives_exactly_its_operations(int combination)
    {
        var rights = (DelegatedRights)combination;
        var visitor = With(rights);

        foreach (var assigned in (string[])["anna", "jan"])
            Assert.Equal(Operations.Where(operation => (rights & operation.Needed) == operation.Needed).Select(operation => operation.Name), Working(visitor, assigned));
    }

    [Theory]
    [MemberData(nameof(Combinations))]
    public void M9_no_right_reaches_who_is_not_assigned(int combination)
    {
        var visitor = With((DelegatedRights)combination);

        Assert.Empty(Working(visitor, "ewa"));
        Assert.Empty(Working(visitor, "olga"));
        Assert.Empty(Working(visitor, "obcy"));
    }

    [Theory]
    [MemberData(nameof(Combinations))]
    public void M9_settings_are_seen_with_a_right_to_services_and_limits_with_a_right_to_billing(int combination)
    {
        var rights = (DelegatedRights)combination;
        var visitor = With(rights);

        Assert.Equal(rights != 0, Sees(visitor, "anna", Permission.SeeEmployee));
        Assert.Equal((rights & DelegatedRights.ForServices) != 0, Sees(visitor, "anna", Permission.SeeSettings));
        Assert.Equal((rights & DelegatedRights.ForBilling) != 0, Sees(visitor, "anna", Permission.SeeLimit));
    }

    [Fact]
    public void An_administrator_can_do_all_of_it_but_look_into_an_account() =>
        Assert.Equal(Operations.Select(operation => operation.Name).Where(name => name != "see the prepaid account"), Working(Office.Administrator, "anna"));

    private static IEnumerable<string> Working(Visitor visitor, string id) => Operations.Where(operation => operation.Works(visitor, id)).Select(operation => operation.Name);

    private static Visitor With(DelegatedRights rights) => Office.With(Office.User, login => login with
    {
        Services = Office.Team with { Rights = rights & DelegatedRights.ForServices },
        Billing = Office.Team with { Rights = rights & DelegatedRights.ForBilling },
    });

    private static Visitor WithOwnLimit(Visitor visitor, string id) => visitor.In(company => company.With(id, employee => employee with { Limit = new() { Amount = Money.Of(5m) } }));

    private static bool Sees(Visitor visitor, string id, Permission permission) =>
        (visitor.Company.EmployeeNamed(id) ?? Office.Other.EmployeeNamed(id)) is { } employee && Rights.Allows(visitor, permission, employee);

    private static bool Does(EditOutcome outcome) => outcome is EditOutcome.Changed;
}
