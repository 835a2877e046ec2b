using PbxBridge.Routing.Companies;
using PbxBridge.Routing.Plans;
using PbxBridge.Routing.PrivateCalls;
using PbxBridge.Routing.Terms;
using static PbxBridge.Routing.Tests.Plans.DemoOffice;

namespace PbxBridge.Routing.Tests.Plans;

/// <summary>VCH-5: who tops up his account by phone, in which forms of the code, and who cannot.</summary>
public sealed class TopUpTests
{
    private const string Code = "12345678901237";

    [Theory]
    [InlineData("*111*12345678901237#", Code)]
    [InlineData("*111*12345678901237", Code)]
    [InlineData("sip:*111*12345678901237%23@192.0.2.1;user=phone", Code)]
    [InlineData("sip:%2A111%2A12345678901237%23@192.0.2.1", Code)]
    [InlineData("sip:*111*12345678901237#@192.0.2.1", Code)]
    [InlineData("sips:*111*1234-5678-9012-37%23@192.0.2.1", Code)]
    [InlineData("tel:*111*12345678901237%23;phone-context=ims.mnc002.mcc260.3gppnetwork.org", Code)]
    [InlineData("tel:%2a111%2a12345678901237%23", Code)]
    [InlineData("*111*123#", "123")]
    [InlineData("*111#", null)]
    [InlineData("sip:*111%23@192.0.2.1", null)]
    [InlineData("*111", null)]
    [InlineData("501", null)]
    [InlineData("sip:501@192.0.2.1;user=phone", null)]
    public void The_code_and_the_menu_are_dialled_in_any_form(string dialled, string? code)
    {
        var plan = Office().Plan(FromMobile("202", dialled));
        Assert.Equal($"top-up przyklad 202 {code ?? "ask"}", PlanText.Of(plan));
        Assert.Equal(code is { Length: >= 5 } ? code : "", string.Join(' ', plan.Secrets));
        Assert.Equal("top-up", plan.Decisions[^1].Outcome);
    }

    [Theory]
    [InlineData("*112*12345678901237#")]
    [InlineData("*1111#")]
    [InlineData("*111*123456789012345678901#")]
    [InlineData("*111*1234*56#")]
    [InlineData("*111##")]
    [InlineData("#111*12345678901237#")]
    public void Other_feature_codes_are_not_served(string dialled)
    {
        var plan = Office().Plan(FromMobile("202", dialled));
        Assert.Equal("announce A02 NotInService", PlanText.Of(plan));
        Assert.All(plan.Secrets, secret => Assert.Contains(secret, dialled, StringComparison.Ordinal));
        Assert.Equal(dialled.Contains("12345", StringComparison.Ordinal), !plan.Secrets.IsEmpty);
    }

    [Fact]
    public void The_softphone_of_the_employee_serves_as_well() => Assert.Equal($"top-up przyklad 202 {Code}", Office().Steps(FromSoftphone("piotr", $"*111*{Code}%23")));

    [Fact]
    public void An_account_that_is_kept_under_another_name_is_topped_up() => Assert.Equal(
        "top-up przyklad piotr ask", Office(e => e with { PrepaidAccount = "piotr" }).Steps(FromMobile("202", "*111#")));

    [Theory]
    [InlineData(PrivateMode.Off)]
    [InlineData(PrivateMode.Flagged)]
    public void Who_has_no_account_of_his_own_hears_so_and_his_code_is_kept_secret(PrivateMode mode)
    {
        var plan = Office(e => e with { PrivateMode = mode }).Plan(FromMobile("202", $"*111*{Code}#"));
        Assert.Equal("announce A07 PrivateOff", PlanText.Of(plan));
        Assert.Equal(Code, Assert.Single(plan.Secrets));
    }

    [Fact]
    public void Without_the_service_there_is_no_top_up() => Assert.Equal(
        "announce A07 PrivateOff", Office(e => e with { ServicesOff = ServiceSet.Of(ServiceKind.PrivateCalls) }).Steps(FromMobile("202", "*111#")));

    [Fact]
    public void A_desk_phone_that_is_nobodys_a_stranger_and_a_transfer_cannot_top_up()
    {
        Assert.Equal("announce A02 NotInService", Office().Steps(FromDesk("+48225558001", "*111#")));
        Assert.Equal("reject Unallocated", Office().Steps(FromOutside("*111#")));
        Assert.Equal("reject NotInService", Office().Steps(FromMobile("202", "*111#") with { Transferee = new(Mobile, null, null, null, false) }));
    }

    [Fact]
    public void Whoever_is_suspended_cannot() =>
        Assert.Equal("announce A01 AccountInactive", Office(e => e with { Suspended = true }).Steps(FromMobile("202", $"*111*{Code}#")));

    [Fact]
    public void The_code_stands_in_no_sentence() => Assert.All(
        Office().Plan(FromMobile("202", $"*111*{Code}#")).Decisions,
        step => Assert.DoesNotContain(Code, step.Sentence.Polish + step.Sentence.English + step.Outcome + step.Rule, StringComparison.Ordinal));

    private static DemoOffice Office(Func<Employee, Employee>? change = null) => new DemoOffice().With(company => company with
    {
        PrivateCalls = company.PrivateCalls with { TopUp = "501" },
        Employees = [.. company.Employees.Select(e => e.Extension != "202" ? e : (change ?? (static one => one))(e with { PrivateMode = PrivateMode.Prepaid }))],
    });
}
