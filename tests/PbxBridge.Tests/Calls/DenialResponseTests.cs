using PbxBridge.Calls;
using PbxBridge.Charging.Amounts;
using PbxBridge.Charging.Limits;
using PbxBridge.Configuration;
using PbxBridge.Routing.Numbering;
using PbxBridge.Routing.Plans;
using PbxBridge.Routing.PrivateCalls;
using PbxBridge.Testing;
using PbxBridge.Tests.Hosting;
using PbxBridge.Tests.Office;

namespace PbxBridge.Tests.Calls;

/// <summary>§5.5: with what a barred call ends, for whom.</summary>
public sealed class DenialResponseTests
{
    private const string Lucja = "+48601000203", Outside = "512000021";

    [Theory]
    [InlineData(403, 403)]
    [InlineData(603, 603)]
    public void A_network_is_told_the_reason_but_not_what_decided(int option, int status)
    {
        using var office = TestOffice.Demo(new OfficeOptions().WithMobileTrunk(trunk => trunk with { BarResponse = option }));
        var final = Barred(office, office.Mobile(Lucja).Dials(Outside));
        Assert.Equal(
            (status, "Q.850;cause=21;text=\"ProfileBarred\"", "399 pbxbridge \"Profile\"", ""),
            (final.Status, final["Reason"], final["Warning"], final["X-PBXB-Denial"]));
        Assert.Equal(status, office.Record.SipStatus);
    }

    [Theory]
    [InlineData(403, 403)]
    [InlineData(603, 603)]
    public void A_PBX_is_told_the_same(int option, int status)
    {
        using var office = TestOffice.Demo(new OfficeOptions().WithPbx(trunk => trunk with { Profile = "siec-firmowa", BarResponse = option }));
        var final = Barred(office, office.Desk("8234").Dials(Outside));
        Assert.Equal(
            (status, "Q.850;cause=21;text=\"ProfileBarred\"", "399 pbxbridge \"Profile\"", ""),
            (final.Status, final["Reason"], final["Warning"], final["X-PBXB-Denial"]));
    }

    [Fact]
    public void A_softphone_of_the_company_is_told_what_decided()
    {
        using var office = TestOffice.Demo(new OfficeOptions()
            .WithMobileTrunk(trunk => trunk with { BarResponse = 603 }).WithPbx(trunk => trunk with { BarResponse = 603 })
            .WithEmployee("201", employee => employee with { Profile = "siec-firmowa" }));
        var final = Barred(office, office.Softphone("anna").Dials(Outside));
        Assert.Equal(
            (403, "399 pbxbridge \"Profile\"", "DEFAULT;rule=siec-firmowa"), (final.Status, final["Warning"], final["X-PBXB-Denial"]));
    }

    [Fact]
    public void Who_has_no_money_left_is_told_402_by_his_softphone_only()
    {
        var options = new OfficeOptions().WithMobileTrunk(trunk => trunk with { BarResponse = 603 }).WithEmployee("201", employee => employee with { PrivateMode = PrivateMode.Prepaid });
        using var office = TestOffice.Demo(options);
        var final = Barred(office, office.Softphone("anna").Dials(Outside + "*"));
        Assert.Equal((402, "399 pbxbridge \"Private account\"", "PRIVATE_NO_FUNDS;rule=PRV-5"), (final.Status, final["Warning"], final["X-PBXB-Denial"]));
        using var other = TestOffice.Demo(options);
        final = Barred(other, other.Mobile("+48601000201").Dials(Outside + "*"));
        Assert.Equal((603, "399 pbxbridge \"Private account\"", ""), (final.Status, final["Warning"], final["X-PBXB-Denial"]));
    }

    [Fact]
    public void A_limit_is_named_too()
    {
        using var office = TestOffice.Demo(new OfficeOptions().WithEmployee("201", employee => employee with { Limit = new() { Amount = Money.Zero, Mode = LimitMode.BarAll } }));
        var final = Barred(office, office.Mobile("+48601000201").Dials(Outside));
        Assert.Equal((403, "Q.850;cause=21;text=\"LimitReached\"", "399 pbxbridge \"Limit\""), (final.Status, final["Reason"], final["Warning"]));
    }

    [Fact]
    public void A_trunk_without_announcements_gets_the_refusal_at_once()
    {
        using var quiet = TestOffice.Demo(new OfficeOptions().WithMobileTrunk(trunk => trunk with { Announcements = false }));
        var call = quiet.Mobile(Lucja).Dials(Outside);
        quiet.Run(0.2);
        Assert.Equal([100, 403], call.Responses.Select(response => response.Status));
        using var dialler = TestOffice.Demo(new OfficeOptions().WithPbx(trunk => trunk with { Profile = "siec-firmowa", Announcements = false }));
        call = dialler.Desk("8234").Dials(Outside);
        dialler.Run(0.2);
        Assert.Equal([100, 403], call.Responses.Select(response => response.Status));
    }

    // 603 is for what the rules bar, and for nothing else.
    [Fact]
    public void Other_ends_of_a_call_stay_as_they_are()
    {
        using var office = TestOffice.Demo(new OfficeOptions().WithMobileTrunk(trunk => trunk with { BarResponse = 603 }).WithoutVoicemail());
        office.Mobile("+48601000302").IsBusy();
        office.Mobile("+48" + Outside).Declines();
        var (busy, unknown, declined) = (office.Mobile("+48601000301").Dials("302"), office.Mobile("+48601000301").Dials("299"), office.Mobile("+48601000301").Dials(Outside));
        office.Run(30);
        Assert.Equal((486, 484, 603), (busy.FinalStatus, unknown.FinalStatus, declined.FinalStatus));
        Assert.All([busy, unknown, declined], call => Assert.False(call.Responses[^1].Has("Warning")));
    }

    [Theory]
    [InlineData(DenialReason.Account, "P4", "399 pbxbridge \"Account\"", "ACCOUNT;rule=P4")]
    [InlineData(DenialReason.Unrated, "RAT-1", "399 pbxbridge \"System\"", "SYSTEM;rule=RAT-1")]
    [InlineData(DenialReason.List, "+48500*", "399 pbxbridge \"Profile\"", "LIST;rule=+48500*")]
    [InlineData(DenialReason.Default, "kraj \"bez\" 70x", "399 pbxbridge \"Profile\"", "DEFAULT;rule=\"kraj \\\"bez\\\" 70x\"")]
    [InlineData(DenialReason.PrivateOff, "C10", "399 pbxbridge \"Private calls\"", "PRIVATE_OFF;rule=C10")]
    [InlineData(DenialReason.PremiumThreshold, "§6.6", "399 pbxbridge \"Premium threshold\"", "SYSTEM;rule=\"§6.6\"")]
    public void Each_reason_has_its_word_and_code(DenialReason reason, string rule, string warning, string code)
    {
        var denial = new Denial(reason, NumberClass.Premium, rule);
        Assert.Equal(new DenialHeaders(warning, code), DenialHeaders.Of(denial, ownClient: true));
        Assert.Equal(new DenialHeaders(warning, null), DenialHeaders.Of(denial, ownClient: false));
    }

    [Theory]
    [InlineData("403", 0)]
    [InlineData("603", 0)]
    [InlineData("480", 2)]
    public async Task The_setting_is_one_of_two(string status, int code)
    {
        using var run = new ProgramRun();
        Assert.Equal(code, await run.Run("check", $"Operator:Trunks:mobile:BarResponse={status}"));
        if (code != 0)
            Assert.Contains("Operator:Trunks:mobile:BarResponse is 480; it must be 403 or 603", Assert.Single(run.Faults));
    }

    private static WireMessage Barred(TestOffice office, PhoneCall call)
    {
        office.Run(15);
        Assert.Equal(183, call.Responses[^2].Status);
        return call.Responses[^1];
    }
}
