using System.Collections.Immutable;
using PbxBridge.Charging.Amounts;
using PbxBridge.Charging.Limits;
using PbxBridge.Manager.Companies;
using PbxBridge.Manager.Employees;
using PbxBridge.Routing.Companies;
using PbxBridge.Routing.PrivateCalls;
using PbxBridge.Routing.Profiles;
using PbxBridge.Routing.Terms;

namespace PbxBridge.Manager.Tests.Employees;

public sealed class EmployeeEditsTests
{
    [Fact]
    public void Profile_is_assigned_to_several_and_taken_back()
    {
        var outcome = EmployeeEdits.AssignProfile(Office.Administrator, ["anna", "jan"], "kraj");
        var after = Office.After(outcome);

        Assert.Equal("profile of anna, jan", Assert.IsType<EditOutcome.Changed>(outcome).Note);
        Assert.Equal([null, "kraj", null, "kraj", null, null], after.Employees.Select(employee => employee.Profile));
        Assert.IsType<EditOutcome.Unchanged>(EmployeeEdits.AssignProfile(Office.Administrator with { Company = after }, ["anna", "jan"], "kraj"));
        Assert.Equal([null, null, null, "kraj", null, null], Office.After(
            EmployeeEdits.AssignProfile(Office.Administrator with { Company = after }, ["anna"], null)).Employees.Select(employee => employee.Profile));
    }

    [Fact]
    public void Everything_else_stays_as_it_was()
    {
        var after = Office.After(EmployeeEdits.AssignProfile(Office.Administrator, ["anna"], "kraj"));

        Assert.Equal(Office.Company.Revision, after.Revision);
        Assert.Equal(Office.Company.Logins, after.Logins);
        Assert.Equal(Office.Company.Employees[1] with { Profile = "kraj" }, after.Employees[1]);
        Assert.Equal(Office.Company.Employees.Where(one => one.Id != "anna"), after.Employees.Where(one => one.Id != "anna"));
    }

    [Fact]
    public void Note_names_five_people_and_counts_more()
    {
        var five = EmployeeEdits.AssignProfile(Office.Administrator, Office.Everybody[..5], "kraj");
        var six = EmployeeEdits.AssignProfile(Office.Administrator, Office.Everybody, "kraj");

        Assert.Equal("profile of maria, anna, piotr, jan, ewa", Assert.IsType<EditOutcome.Changed>(five).Note);
        Assert.Equal("profile of 6 employees", Assert.IsType<EditOutcome.Changed>(six).Note);
    }

    [Fact]
    public void Who_is_named_twice_is_changed_once() =>
        Assert.Equal("profile of anna", Assert.IsType<EditOutcome.Changed>(EmployeeEdits.AssignProfile(Office.Administrator, ["anna", "anna"], "kraj")).Note);

    [Fact]
    public void Service_goes_off_and_on()
    {
        var off = EmployeeEdits.SwitchService(Office.Administrator, ["anna"], ServiceKind.CompanyLine, on: false);
        var administrator = Office.Administrator with { Company = Office.After(off) };

        Assert.Equal("service companyLine off of anna", Assert.IsType<EditOutcome.Changed>(off).Note);
        Assert.Equal(ServiceSet.Of(ServiceKind.CompanyLine), administrator.Named("anna").ServicesOff);
        Assert.IsType<EditOutcome.Unchanged>(EmployeeEdits.SwitchService(administrator, ["anna"], ServiceKind.CompanyLine, on: false));
        Assert.IsType<EditOutcome.Unchanged>(EmployeeEdits.SwitchService(administrator, ["anna"], ServiceKind.PersonalLine, on: true));
        var on = EmployeeEdits.SwitchService(administrator, ["anna"], ServiceKind.CompanyLine, on: true);
        Assert.Equal(default, Office.After(on).EmployeeNamed("anna")!.ServicesOff);
        Assert.Equal("service companyLine on of anna", Assert.IsType<EditOutcome.Changed>(on).Note);
    }

    [Fact]
    public void Private_mode_is_set()
    {
        var after = Office.After(EmployeeEdits.SetPrivateMode(Office.Administrator, ["anna", "jan"], PrivateMode.Prepaid));

        Assert.Equal([PrivateMode.Off, PrivateMode.Prepaid, PrivateMode.Off, PrivateMode.Prepaid, PrivateMode.Off, PrivateMode.Off], after.Employees.Select(one => one.PrivateMode));
        Assert.IsType<EditOutcome.Unchanged>(EmployeeEdits.SetPrivateMode(Office.Administrator with { Company = after }, ["anna"], PrivateMode.Prepaid));
    }

    [Fact]
    public void Notice_by_SMS_without_number_goes_to_each_ones_own_mobile()
    {
        var after = Office.After(EmployeeEdits.SetNotice(Office.Administrator, ["anna", "jan"], new(NoticeWay.Sms, "")));

        Assert.Equal(new NoticeAddress(NoticeWay.Sms, "+48601000201"), after.EmployeeNamed("anna")!.Notice);
        Assert.Equal(new NoticeAddress(NoticeWay.Sms, "+48601000401"), after.EmployeeNamed("jan")!.Notice);
        Assert.IsType<EditOutcome.Unchanged>(EmployeeEdits.SetNotice(Office.Administrator with { Company = after }, ["anna", "jan"], new(NoticeWay.Sms, "")));
        Assert.Null(Office.After(EmployeeEdits.SetNotice(Office.Administrator with { Company = after }, ["anna"], null)).EmployeeNamed("anna")!.Notice);
    }

    [Fact]
    public void Notice_by_mail_needs_an_address()
    {
        Assert.Equal("Give an e-mail address.", Office.Refusal(EmployeeEdits.SetNotice(Office.Administrator, ["anna"], new(NoticeWay.Email, ""))));
        Assert.Equal(new(NoticeWay.Email, "a@b.example"), Office.After(
            EmployeeEdits.SetNotice(Office.Administrator, ["anna"], new(NoticeWay.Email, "a@b.example"))).EmployeeNamed("anna")!.Notice);
    }

    [Fact]
    public void Personal_line_and_forwards_are_set_and_taken_away()
    {
        var line = new PersonalLine { Second = new("+48601000200") };
        var forwards = new Forwards { Always = new("+48601000200") };
        var set = Office.Administrator with { Company = Office.After(EmployeeEdits.SetPersonalLine(Office.Administrator, "anna", line)) };
        set = set with { Company = Office.After(EmployeeEdits.SetForwards(set, "anna", forwards)) };

        Assert.Equal((line, forwards), (set.Named("anna").PersonalLine, set.Named("anna").Forwards));
        Assert.IsType<EditOutcome.Unchanged>(EmployeeEdits.SetPersonalLine(set, "anna", line with { }));
        Assert.IsType<EditOutcome.Unchanged>(EmployeeEdits.SetForwards(set, "anna", forwards with { }));
        Assert.Null(Office.After(EmployeeEdits.SetPersonalLine(set, "anna", null)).EmployeeNamed("anna")!.PersonalLine);
        Assert.Null(Office.After(EmployeeEdits.SetForwards(set, "anna", null)).EmployeeNamed("anna")!.Forwards);
    }

    [Fact]
    public void Do_not_disturb_goes_on_and_off()
    {
        var on = Office.Administrator with { Company = Office.After(EmployeeEdits.SetDoNotDisturb(Office.Administrator, "anna", true)) };

        Assert.True(on.Named("anna").DoNotDisturb);
        Assert.IsType<EditOutcome.Unchanged>(EmployeeEdits.SetDoNotDisturb(on, "anna", true));
        Assert.False(Office.After(EmployeeEdits.SetDoNotDisturb(on, "anna", false)).EmployeeNamed("anna")!.DoNotDisturb);
    }

    [Fact]
    public void Voicemail_makes_a_mailbox_for_who_has_none_and_keeps_the_one_of_who_has()
    {
        var jan = Office.After(EmployeeEdits.SetVoicemail(Office.Administrator, "jan", true));
        var anna = Office.After(EmployeeEdits.SetVoicemail(Office.Administrator, "anna", true));
        var off = Office.After(EmployeeEdits.SetVoicemail(Office.Administrator with { Company = jan }, "jan", false));

        Assert.True(jan.EmployeeNamed("jan")!.VoicemailEnabled);
        Assert.Equal((Mailbox[])[.. Office.Company.Voicemail.Boxes, new(new("+48601000401"), null)], jan.Voicemail.Boxes);
        Assert.True(anna.EmployeeNamed("anna")!.VoicemailEnabled);
        Assert.Equal(Office.Company.Voicemail.Boxes, anna.Voicemail.Boxes);
        Assert.False(off.EmployeeNamed("jan")!.VoicemailEnabled);
        Assert.Equal(jan.Voicemail.Boxes, off.Voicemail.Boxes);
        Assert.IsType<EditOutcome.Unchanged>(EmployeeEdits.SetVoicemail(Office.Administrator with { Company = off }, "jan", false));
    }

    [Fact]
    public void Switching_voicemail_off_makes_no_mailbox()
    {
        var administrator = Office.Administrator.In(company => company.With("jan", employee => employee with { VoicemailEnabled = true }));

        Assert.Equal(Office.Company.Voicemail.Boxes, Office.After(EmployeeEdits.SetVoicemail(administrator, "jan", false)).Voicemail.Boxes);
    }

    [Fact]
    public void Lists_are_set_together_and_compared_by_what_they_say()
    {
        var (allowed, denied) = (List("+48226000000"), List("+4870*"));
        var set = Office.Administrator with { Company = Office.After(EmployeeEdits.SetLists(Office.Administrator, "anna", allowed, denied)) };

        Assert.Equal((allowed, denied), (set.Named("anna").Allowed, set.Named("anna").Denied));
        Assert.IsType<EditOutcome.Unchanged>(EmployeeEdits.SetLists(set, "anna", List("+48226000000"), List("+4870*")));
        Assert.IsType<EditOutcome.Changed>(EmployeeEdits.SetLists(set, "anna", List("+48226000000"), NumberList.Empty));
        Assert.IsType<EditOutcome.Changed>(EmployeeEdits.SetLists(set, "anna", NumberList.Empty, List("+4870*")));
    }

    private static NumberList List(string pattern) => NumberPattern.TryParse(pattern, out var read) ? NumberList.Of([new(read)]) : NumberList.Empty;
}
