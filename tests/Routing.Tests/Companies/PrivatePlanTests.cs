using PbxBridge.Routing.Companies;
using PbxBridge.Routing.Numbering;

namespace PbxBridge.Routing.Tests.Companies;

public sealed class PrivatePlanTests
{
    [Theory]
    [InlineData("201", "+48601000201")]
    [InlineData("600", "+48600000001")]
    [InlineData("700", "+48221234567")]
    [InlineData("8000", "+48225558000")]
    [InlineData("8999", "+48225558999")]
    public void Short_number_and_full_number_lead_to_each_other(string extension, string number)
    {
        Assert.Equal(new PhoneNumber(number), DemoFile.Company.Plan.Resolve(extension)?.Number);
        Assert.Equal(extension, DemoFile.Company.Plan.ExtensionOf(new(number)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("20")]
    [InlineData("2011")]
    [InlineData("299")]
    [InlineData("7999")]
    [InlineData("9000")]
    [InlineData("80001")]
    [InlineData("123456789")]
    [InlineData("80a0")]
    public void Only_the_whole_string_matches(string digits) => Assert.Null(DemoFile.Company.Plan.Resolve(digits));

    [Fact]
    public void Targets_say_what_they_are()
    {
        var plan = DemoFile.Company.Plan;
        Assert.Equal("Anna Kowalska", Assert.IsType<PrivateTarget.ToEmployee>(plan.Resolve("201")).Employee.Name);
        Assert.Equal("mazowieckie", Assert.IsType<PrivateTarget.ToLine>(plan.Resolve("600")).Line.Name);
        Assert.Equal("przyklad-pbx", Assert.IsType<PrivateTarget.ToPbx>(plan.Resolve("8123")).Range.Trunk);
        Assert.Equal("Kontrahent", Assert.IsType<PrivateTarget.ToPartner>(plan.Resolve("700")).Partner.Name);
        Assert.Null(Assert.IsType<PrivateTarget.ToVoicemail>(plan.Resolve("500")).Number);
        Assert.Null(plan.ExtensionOf(new("+48601999999")));
    }

    [Fact]
    public void Leading_zeros_of_a_range_count()
    {
        var plan = (DemoFile.Company with { PbxRanges = [new(new("+48225558000"), new("+48225558099"), "t", "0050")] }).Plan;
        Assert.Equal(new PhoneNumber("+48225558009"), plan.Resolve("0059")?.Number);
        Assert.Null(plan.Resolve("59"));
        Assert.Equal("0149", plan.ExtensionOf(new("+48225558099")));
    }

    [Fact]
    public void A_changed_copy_has_its_own_plan()
    {
        Assert.NotNull(DemoFile.Company.Plan.Resolve("201"));
        var changed = DemoFile.Company with { Employees = [] };
        Assert.Null(changed.Plan.Resolve("201"));
        Assert.NotNull(DemoFile.Company.Plan.Resolve("201"));
        Assert.Same(changed.Plan, changed.Plan);
    }
}
