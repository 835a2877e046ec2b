using PbxBridge.Manager.Access;
using PbxBridge.Manager.Companies;
using PbxBridge.Manager.Own;
using PbxBridge.Routing.Companies;
using PbxBridge.Routing.Logins;
using PbxBridge.Routing.Terms;

namespace PbxBridge.Manager.Tests.Own;

public sealed class OwnEditsTests
{
    private const string Locked = "Your administrator does not let you change this.";

    private static readonly PersonalLine Line = new() { Second = new("+48601000201") };

    private static readonly Dictionary<OwnSettings, Func<Visitor, EditOutcome>> Edits = new()
    {
        [OwnSettings.PersonalLine] = visitor => OwnEdits.SetPersonalLine(visitor, Line),
        [OwnSettings.Notice] = visitor => OwnEdits.SetNotice(visitor, new(NoticeWay.Sms, "")),
        [OwnSettings.Voicemail] = visitor => OwnEdits.SetPin(visitor, "2468", Office.Hash),
        [OwnSettings.SoftphonePassword] = visitor => OwnEdits.SetSoftphonePassword(visitor, "maria", "nowe-haslo", SecretOf),
    };

    public static TheoryData<OwnSettings> Settings() => [.. Edits.Keys];

    [Theory]
    [MemberData(nameof(Settings))]
    public void D14_each_lock_refuses_its_own_edit_and_no_other(OwnSettings setting)
    {
        var visitor = Office.With(Office.User, login => login with { Locked = setting });

        Assert.Equal(Locked, Office.Refusal(Edits[setting](visitor)));
        Assert.All(Edits.Where(edit => edit.Key != setting), edit => Assert.IsType<EditOutcome.Changed>(edit.Value(visitor)));
    }

    [Theory]
    [MemberData(nameof(Settings))]
    public void Who_is_no_employee_has_nothing_to_change(OwnSettings setting) =>
        Assert.Equal(Locked, Office.Refusal(Edits[setting](Office.With(Office.Owner, login => login with { Employee = null }))));

    [Theory]
    [MemberData(nameof(Settings))]
    public void A_company_that_is_not_in_service_says_so(OwnSettings setting) => Assert.Equal(
        "The company is not in service: you can look, but change nothing.",
        Office.Refusal(Edits[setting](Office.User.In(company => company with { Contract = new Term(Office.Today.AddDays(1), null) }))));

    [Fact]
    public void Own_personal_line_is_set_and_taken_away()
    {
        var outcome = OwnEdits.SetPersonalLine(Office.User, Line);
        var set = Office.User with { Company = Office.After(outcome) };

        Assert.Equal("own personal line of maria", Assert.IsType<EditOutcome.Changed>(outcome).Note);
        Assert.Equal([Line, null, null, null, null, null], set.Company.Employees.Select(employee => employee.PersonalLine));
        Assert.IsType<EditOutcome.Unchanged>(OwnEdits.SetPersonalLine(set, Line with { }));
        Assert.Null(Office.After(OwnEdits.SetPersonalLine(set, null)).EmployeeNamed("maria")!.PersonalLine);
    }

    [Fact]
    public void Own_notice_goes_to_ones_own_mobile_or_an_address()
    {
        var sms = Office.User with { Company = Office.After(OwnEdits.SetNotice(Office.User, new(NoticeWay.Sms, ""))) };

        Assert.Equal([new(NoticeWay.Sms, "+48601000200"), null, null, null, null, null], sms.Company.Employees.Select(employee => employee.Notice));
        Assert.IsType<EditOutcome.Unchanged>(OwnEdits.SetNotice(sms, new(NoticeWay.Sms, "+48601000200")));
        Assert.Equal(new(NoticeWay.Email, "m@b.example"), Office.After(OwnEdits.SetNotice(sms, new(NoticeWay.Email, "m@b.example"))).EmployeeNamed("maria")!.Notice);
        Assert.Equal("Give an e-mail address.", Office.Refusal(OwnEdits.SetNotice(sms, new(NoticeWay.Email, ""))));
    }

    [Fact]
    public void Own_PIN_opens_ones_own_mailbox_and_no_other()
    {
        var outcome = OwnEdits.SetPin(Office.User, "2468", Office.Hash);
        var boxes = Office.After(outcome).Voicemail.Boxes;

        Assert.Equal("own voicemail PIN of maria", Assert.IsType<EditOutcome.Changed>(outcome).Note);
        Assert.Equal((Mailbox[])[new(new("+48601000200"), Office.Hash("2468")), new(new("+48601000201"), null)], boxes);
    }

    [Theory]
    [InlineData("123")]
    [InlineData("123456789")]
    [InlineData("12a4")]
    [InlineData("١٢٣٤")]
    [InlineData("")]
    public void PIN_of_another_form_is_refused(string pin) =>
        Assert.Equal("A PIN has 4 to 8 digits.", Office.Refusal(OwnEdits.SetPin(Office.User, pin, Office.Hash)));

    [Fact]
    public void Who_has_no_mailbox_has_no_PIN() => Assert.Equal(
        "You have no mailbox.", Office.Refusal(OwnEdits.SetPin(Office.User.In(company => company with { Voicemail = new() }), "2468", Office.Hash)));

    [Fact]
    public void Own_softphone_password_is_kept_as_digests_of_user_and_realm()
    {
        var visitor = Office.User.In(company => company with { Realm = "przyklad.example" });
        var outcome = OwnEdits.SetSoftphonePassword(visitor, "maria", "nowe-haslo", SecretOf);

        Assert.Equal("own softphone password of maria: maria", Assert.IsType<EditOutcome.Changed>(outcome).Note);
        Assert.Equal(
            (Softphone[])[new("maria", new("+48601000200"), new("przyklad.example", "maria:przyklad.example:nowe-haslo", "", "")), visitor.Company.Softphones[1]],
            Office.After(outcome).Softphones);
    }

    [Theory]
    [InlineData("anna")]
    [InlineData("nikt")]
    public void Softphones_of_others_are_not_there(string user) =>
        Assert.Equal("You have no such softphone.", Office.Refusal(OwnEdits.SetSoftphonePassword(Office.User, user, "nowe-haslo", SecretOf)));

    [Fact]
    public void Password_has_8_to_128_characters()
    {
        Assert.Equal("A password has 8 to 128 characters.", Office.Refusal(With(new('x', 7))));
        Assert.Equal("A password has 8 to 128 characters.", Office.Refusal(With(new('x', 129))));
        Assert.Equal("A password has 8 to 128 characters.", Office.Refusal(With("nowe\nhaslo")));
        Assert.IsType<EditOutcome.Changed>(With(new('x', 8)));
        Assert.IsType<EditOutcome.Changed>(With(new('x', 128)));

        static EditOutcome With(string password) => OwnEdits.SetSoftphonePassword(Office.User, "maria", password, SecretOf);
    }

    private static SoftphoneSecret SecretOf(string user, string realm, string password) => new(realm, $"{user}:{realm}:{password}", "", "");
}
