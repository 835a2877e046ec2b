using PbxBridge.Charging.Amounts;
using PbxBridge.Manager.Access;
using PbxBridge.Manager.Companies;
using PbxBridge.Manager.Employees;
using PbxBridge.Routing.Logins;
using PbxBridge.Routing.PrivateCalls;
using PbxBridge.Routing.Terms;

namespace PbxBridge.Manager.Tests.Employees;

public sealed class BulkTests
{
    private const string Unknown = "There is no such employee.";

    private static readonly Dictionary<string, Func<Visitor, string[], EditOutcome>> Edits = new()
    {
        ["profile"] = (visitor, ids) => EmployeeEdits.AssignProfile(visitor, ids, "kraj"),
        ["service"] = (visitor, ids) => EmployeeEdits.SwitchService(visitor, ids, ServiceKind.CompanyLine, on: false),
        ["private mode"] = (visitor, ids) => EmployeeEdits.SetPrivateMode(visitor, ids, PrivateMode.Flagged),
        ["limit"] = (visitor, ids) => EmployeeEdits.ChangeLimit(visitor, ids, new() { Amount = Money.Of(7m) }),
        ["default limit"] = (visitor, ids) => EmployeeEdits.ResetLimit(
            visitor.In(company => ids.Aggregate(company, (all, id) => all.With(id, one => one with { Limit = company.DefaultLimit }))), ids),
        ["notice"] = (visitor, ids) => EmployeeEdits.SetNotice(visitor, ids, new(NoticeWay.Sms, "")),
    };

    private static readonly Visitor Both = Office.With(Office.User, login => login with
    {
        Services = Office.Team with { Rights = DelegatedRights.ForServices },
        Billing = Office.Team with { Rights = DelegatedRights.ForBilling },
    });

    public static TheoryData<string> Names() => [.. Edits.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void ROLE_2_a_bulk_of_assigned_employees_changes_them_all(string edit) =>
        Assert.EndsWith(" of anna, piotr, jan", Assert.IsType<EditOutcome.Changed>(Edits[edit](Both, ["anna", "piotr", "jan"])).Note, StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(Names))]
    public void ROLE_2_one_who_is_not_assigned_refuses_the_whole_bulk(string edit)
    {
        foreach (var ids in (string[][])[["ewa", "anna", "jan"], ["anna", "ewa", "jan"], ["anna", "jan", "ewa"]])
            Assert.Equal(Unknown, Office.Refusal(Edits[edit](Both, ids)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void ROLE_2_ROLE_6_who_may_not_be_seen_and_who_is_not_there_read_the_same(string edit)
    {
        Assert.Equal(Unknown, Office.Refusal(Edits[edit](Both, ["ewa"])));
        Assert.Equal(Unknown, Office.Refusal(Edits[edit](Both, ["obcy"])));
        Assert.Equal(Unknown, Office.Refusal(Edits[edit](Both, ["nikt"])));
        Assert.Equal(Unknown, Office.Refusal(Edits[edit](Office.Administrator, ["anna", "obcy"])));
    }

    [Theory]
    [InlineData("profile", "the profile or the lists of numbers")]
    [InlineData("service", "services")]
    [InlineData("private mode", "private calls")]
    [InlineData("limit", "the limit")]
    [InlineData("default limit", "the limit")]
    [InlineData("notice", "thresholds or notices")]
    public void ROLE_2_the_refusal_names_who_may_be_seen_and_not_changed(string edit, string what)
    {
        var looking = Office.With(Both, login => login with
        {
            Services = edit is "profile" ? new(["anna"], [], DelegatedRights.Services) : edit is "service" or "private mode" ? new(["anna"], [], DelegatedRights.Profiles) : null,
            Billing = new(["anna"], [], DelegatedRights.Costs),
        });

        Assert.Equal($"You may not change {what}: Anna Kowalska.", Office.Refusal(Edits[edit](looking, ["anna"])));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void ROLE_4_a_bulk_with_oneself_is_refused_unless_assigned_by_id(string edit)
    {
        var byId = Office.With(Both, login => login with
        {
            Services = new(["maria", "anna"], [], DelegatedRights.ForServices),
            Billing = new(["maria", "anna"], [], DelegatedRights.ForBilling),
        });

        Assert.EndsWith(": Maria Wiśniewska.", Office.Refusal(Edits[edit](Both, ["anna", "maria"])), StringComparison.Ordinal);
        Assert.EndsWith(" of anna, maria", Assert.IsType<EditOutcome.Changed>(Edits[edit](byId, ["anna", "maria"])).Note, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void An_empty_choice_is_refused(string edit) => Assert.Equal("No employee is chosen.", Office.Refusal(Edits[edit](Office.Administrator, [])));

    [Theory]
    [MemberData(nameof(Names))]
    public void A_company_that_is_not_in_service_says_so(string edit)
    {
        var over = Office.Administrator.In(company => company with { State = CompanyState.Closed });

        Assert.Equal("The company is not in service: you can look, but change nothing.", Office.Refusal(Edits[edit](over, ["anna"])));
        Assert.Equal(Unknown, Office.Refusal(Edits[edit](over, ["obcy"])));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void M11_closed_gates_refuse_delegated_administrators_and_not_the_administrator(string edit)
    {
        Assert.Equal(Unknown, Office.Refusal(Edits[edit](Both.In(company => company with { GatedFrom = Office.Today }), ["anna"])));
        Assert.IsType<EditOutcome.Changed>(Edits[edit](Office.Administrator.In(company => company with { GatedFrom = Office.Today }), ["anna"]));
    }
}
