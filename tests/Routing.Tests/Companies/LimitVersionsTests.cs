using PbxBridge.Charging.Amounts;
using PbxBridge.Charging.Limits;
using PbxBridge.Routing.Companies;

namespace PbxBridge.Routing.Tests.Companies;

/// <summary>A limit of another amount is another version (LIM-5), whoever writes the file.</summary>
public sealed class LimitVersionsTests
{
    private static readonly CostLimit Hundred = new() { Amount = Money.Of(100) };

    [Theory]
    [InlineData(100, 1, 100, 1, 1)]
    [InlineData(100, 3, 100, 1, 3)]
    [InlineData(100, 1, 120, 1, 2)]
    [InlineData(100, 3, 90, 1, 4)]
    [InlineData(100, 1, 120, 7, 7)]
    public void Another_amount_is_a_higher_version_and_the_same_one_keeps_its_own(int before, int version, int after, int given, int becomes)
    {
        var company = With(Hundred with { Amount = Money.Of(before), Version = version }, null);
        var next = LimitVersions.After(company, With(Hundred with { Amount = Money.Of(after), Version = given }, null));
        Assert.Equal(becomes, next.DefaultLimit?.Version);
    }

    [Fact]
    public void An_own_limit_follows_the_companys_and_the_companys_follows_an_own_one()
    {
        var own = Hundred with { Amount = Money.Of(50) };
        var next = LimitVersions.After(With(Hundred with { Version = 3 }, null), With(Hundred, own));
        Assert.Equal((3, 4), (next.DefaultLimit?.Version, next.Employees[0].Limit?.Version));
        Assert.Equal(5, LimitVersions.After(next, With(Hundred, null)).DefaultLimit?.Version);
    }

    [Fact]
    public void A_new_company_and_a_new_limit_are_as_they_are_given()
    {
        var given = With(Hundred with { Version = 2 }, null);
        Assert.Same(given, LimitVersions.After(null, given));
        Assert.Equal(2, LimitVersions.After(With(null, null), given).DefaultLimit?.Version);
        Assert.Null(LimitVersions.After(given, With(null, null)).DefaultLimit);
    }

    // What he has used is kept under his id (docs/decisions/0039), and the marks with it.
    [Fact]
    public void Who_gets_another_number_and_another_limit_has_another_version_and_who_gets_his_number_has_none_before()
    {
        var before = With(null, Hundred with { Version = 3 });
        var anna = before.Employees[0];
        var after = LimitVersions.After(before, before with
        {
            Employees =
            [
                anna with { Mobile = new("+48601000299"), Limit = Hundred with { Amount = Money.Of(50) } },
                anna with { Id = "nowy", Limit = Hundred with { Amount = Money.Of(50) } },
            ],
        });
        Assert.Equal([4, 1], after.Employees.Select(employee => employee.Limit!.Version));
    }

    private static CompanySnapshot With(CostLimit? standard, CostLimit? own) => DemoFile.Company with
    {
        DefaultLimit = standard,
        Employees = [DemoFile.Company.Employees[0] with { Limit = own }, .. DemoFile.Company.Employees[1..].Select(employee => employee with { Limit = null })],
    };
}
