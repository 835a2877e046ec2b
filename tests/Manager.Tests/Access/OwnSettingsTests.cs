using PbxBridge.Manager.Access;
using PbxBridge.Routing.Logins;
using PbxBridge.Routing.Terms;

namespace PbxBridge.Manager.Tests.Access;

public sealed class OwnSettingsTests
{
    private static readonly OwnSettings[] All =
        [OwnSettings.PersonalLine, OwnSettings.Notice, OwnSettings.Voicemail, OwnSettings.TopUp, OwnSettings.SoftphonePassword];

    public static TheoryData<OwnSettings> Each() => [.. All];

    [Theory]
    [MemberData(nameof(Each))]
    public void D14_a_lock_locks_one_setting_and_no_other(OwnSettings setting)
    {
        var locked = Office.With(Office.User, login => login with { Locked = setting });

        Assert.True(Rights.Allows(Office.User, setting));
        Assert.Equal(All.Where(one => one != setting), All.Where(one => Rights.Allows(locked, one)));
        Assert.False(Rights.Allows(locked, OwnSettings.All));
    }

    [Theory]
    [MemberData(nameof(Each))]
    public void Who_is_no_employee_or_cannot_act_has_nothing_of_his_own(OwnSettings setting)
    {
        Assert.False(Rights.Allows(Office.With(Office.Owner, login => login with { Employee = null }), setting));
        Assert.False(Rights.Allows(Office.With(Office.User, login => login with { Employee = "obcy" }), setting));
        Assert.False(Rights.Allows(Office.With(Office.User, login => login with { Enabled = false }), setting));
        Assert.False(Rights.Allows(Office.With(Office.User, login => login with { MustChangePassword = true }), setting));
        Assert.False(Rights.Allows(Office.User.In(company => company with { Contract = new Term(null, Office.Today.AddDays(-1)) }), setting));
    }

    [Fact]
    public void All_are_locked_at_once_and_nothing_is_no_setting()
    {
        var locked = Office.With(Office.User, login => login with { Locked = OwnSettings.All });

        Assert.True(Rights.Allows(Office.User, OwnSettings.All));
        Assert.False(Rights.Allows(Office.User, OwnSettings.None));
        Assert.DoesNotContain(All, one => Rights.Allows(locked, one));
    }
}
