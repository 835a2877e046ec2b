using PbxBridge.Charging.Amounts;
using PbxBridge.Charging.Limits;
using PbxBridge.Manager.Access;
using PbxBridge.Manager.Companies;
using PbxBridge.Manager.Employees;
using PbxBridge.Routing.Companies;

namespace PbxBridge.Manager.Tests.Employees;

/// <summary>The company's limit is 100 zł, users are told at 50, 80 and 100 %, administrators at 80 and 100 %.</summary>
public sealed class LimitEditsTests
{
    private static readonly CostLimit Own = new()
    {
        Amount = Money.Of(20m),
        Version = 3,
        UserThresholds = [10],
        AdministratorThresholds = [20],
        Mode = LimitMode.BarAll,
        CutsRunning = true,
    };

    private static readonly Visitor Administrator = Office.Administrator.In(company => company.With("jan", employee => employee with { Limit = Own }));

    [Fact]
    public void Another_amount_leaves_each_his_thresholds()
    {
        var after = Office.After(EmployeeEdits.ChangeLimit(Administrator, ["anna", "jan"], new() { Amount = Money.Of(200m) }));

        Is(after, "anna", 200m, LimitMode.NotifyOnly, false, [50, 80, 100], [80, 100], 1);
        Is(after, "jan", 200m, LimitMode.BarAll, true, [10], [20], 3);
        Assert.Null(after.EmployeeNamed("ewa")!.Limit);
    }

    [Fact]
    public void Mode_and_cut_change_by_themselves()
    {
        var mode = Office.After(EmployeeEdits.ChangeLimit(Administrator, ["anna", "jan"], new() { Mode = LimitMode.RestrictOnNet }));
        var cut = Office.After(EmployeeEdits.ChangeLimit(Administrator, ["jan"], new() { CutsRunning = false }));

        Is(mode, "anna", 100m, LimitMode.RestrictOnNet, false, [50, 80, 100], [80, 100], 1);
        Is(mode, "jan", 20m, LimitMode.RestrictOnNet, true, [10], [20], 3);
        Is(cut, "jan", 20m, LimitMode.BarAll, false, [10], [20], 3);
    }

    [Fact]
    public void Thresholds_change_by_themselves_and_are_sorted()
    {
        var user = Office.After(EmployeeEdits.ChangeLimit(Administrator, ["anna", "jan"], new() { UserThresholds = [90, 40] }));
        var administrator = Office.After(EmployeeEdits.ChangeLimit(Administrator, ["anna", "jan"], new() { AdministratorThresholds = [90, 40] }));

        Is(user, "anna", 100m, LimitMode.NotifyOnly, false, [40, 90], [80, 100], 1);
        Is(user, "jan", 20m, LimitMode.BarAll, true, [40, 90], [20], 3);
        Is(administrator, "anna", 100m, LimitMode.NotifyOnly, false, [50, 80, 100], [40, 90], 1);
        Is(administrator, "jan", 20m, LimitMode.BarAll, true, [10], [40, 90], 3);
    }

    [Fact]
    public void The_companys_limit_counts_again()
    {
        var outcome = EmployeeEdits.ResetLimit(Administrator, ["anna", "jan"]);

        Assert.Null(Office.After(outcome).EmployeeNamed("jan")!.Limit);
        Assert.Equal("default limit of anna, jan", Assert.IsType<EditOutcome.Changed>(outcome).Note);
        Assert.IsType<EditOutcome.Unchanged>(EmployeeEdits.ResetLimit(Administrator, ["anna"]));
    }

    [Fact]
    public void The_same_limit_is_no_change_for_who_has_it_as_his_own()
    {
        Assert.IsType<EditOutcome.Unchanged>(EmployeeEdits.ChangeLimit(
            Administrator, ["jan"], new() { Amount = Money.Of(20m), Mode = LimitMode.BarAll, CutsRunning = true, UserThresholds = [10], AdministratorThresholds = [20] }));

        // Anna has had the company's limit; this one is hers, whatever becomes of that.
        var pinned = Office.After(EmployeeEdits.ChangeLimit(Administrator, ["anna"], new() { Amount = Money.Of(100m) }));
        Is(pinned, "anna", 100m, LimitMode.NotifyOnly, false, [50, 80, 100], [80, 100], 1);
    }

    [Fact]
    public void Where_there_is_no_limit_an_amount_is_needed_and_enough()
    {
        var without = Administrator.In(company => company with { DefaultLimit = null });

        Assert.Equal(
            "Give an amount, there is no limit so far: Anna Kowalska.", Office.Refusal(EmployeeEdits.ChangeLimit(without, ["jan", "anna"], new() { UserThresholds = [50] })));
        Is(Office.After(EmployeeEdits.ChangeLimit(without, ["anna"], new() { Amount = Money.Of(30m) })), "anna", 30m, LimitMode.NotifyOnly, false, [], [], 1);
    }

    [Fact]
    public void Note_says_whether_money_or_only_thresholds_changed()
    {
        Assert.Equal("limit of anna", Note(new() { Amount = Money.Of(200m), UserThresholds = [90] }));
        Assert.Equal("thresholds of anna", Note(new() { UserThresholds = [90] }));
    }

    private static string Note(LimitChange change) => Assert.IsType<EditOutcome.Changed>(EmployeeEdits.ChangeLimit(Administrator, ["anna"], change)).Note;

    private static void Is(CompanySnapshot company, string id, decimal amount, LimitMode mode, bool cuts, int[] user, int[] administrator, int version)
    {
        var limit = company.EmployeeNamed(id)!.Limit!;
        Assert.Equal((Money.Of(amount), mode, cuts, version), (limit.Amount, limit.Mode, limit.CutsRunning, limit.Version));
        Assert.Equal(user, limit.UserThresholds);
        Assert.Equal(administrator, limit.AdministratorThresholds);
    }
}
