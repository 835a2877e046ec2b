using PbxBridge.Manager.Access;
using PbxBridge.Manager.Companies;
using PbxBridge.Manager.Employees;
using PbxBridge.Routing.Companies;
using PbxBridge.Routing.Logins;
using PbxBridge.Routing.Plans;
using PbxBridge.Routing.Terms;

namespace PbxBridge.Manager.Own;

/// <summary>What an employee changes of his own, unless an administrator has locked it (D14). The greeting and the top-up are no company data; who may is
/// <see cref="Rights.Allows(Visitor, OwnSettings)"/>.</summary>
public static class OwnEdits
{
    private static readonly Sentence NoMailbox = new("Nie masz skrzynki poczty głosowej.", "You have no mailbox.");

    private static readonly Sentence NoSuchSoftphone = new("Nie masz takiego telefonu programowego.", "You have no such softphone.");

    /// <param name="line">Null: none.</param>
    public static EditOutcome SetPersonalLine(Visitor visitor, PersonalLine? line) => OfSelf(
        visitor, OwnSettings.PersonalLine, self => With(visitor, self, self.PersonalLine == line ? self : self with { PersonalLine = line }, "personal line"));

    /// <param name="notice">Null: nowhere. An SMS to an empty number goes to his own mobile.</param>
    public static EditOutcome SetNotice(Visitor visitor, NoticeAddress? notice) => OfSelf(
        visitor, OwnSettings.Notice, self => EmployeeEdits.NoticeFault(notice) is { } fault
            ? new EditOutcome.Refused(fault)
            : With(visitor, self, EmployeeEdits.With(self, notice), "notice address"));

    /// <param name="hash">Makes of the PIN what is kept.</param>
    public static EditOutcome SetPin(Visitor visitor, string pin, Func<string, SecretHash> hash) => OfSelf(visitor, OwnSettings.Voicemail, self =>
    {
        var voicemail = visitor.Company.Voicemail;
        if (visitor.Company.MailboxOf(self.Mobile) is not { } box)
            return new EditOutcome.Refused(NoMailbox);
        if (SecretForms.PinFault(pin) is { } fault)
            return new EditOutcome.Refused(fault);
        var boxes = voicemail.Boxes.Replace(box, box with { Pin = hash(pin) });
        return new EditOutcome.Changed(visitor.Company with { Voicemail = voicemail with { Boxes = boxes } }, $"own voicemail PIN of {self.Id}");
    });

    /// <param name="user">One of his own softphones; those of others are not there.</param>
    /// <param name="secretOf">User, realm, password → what is kept: <see cref="CompanyFileOptions.SecretOf"/>.</param>
    public static EditOutcome SetSoftphonePassword(Visitor visitor, string user, string password, Func<string, string, string, SoftphoneSecret> secretOf) =>
        OfSelf(visitor, OwnSettings.SoftphonePassword, self =>
        {
            var company = visitor.Company;
            if (company.SoftphoneOf(user) is not { } softphone || softphone.Employee != self.Mobile)
                return new EditOutcome.Refused(NoSuchSoftphone);
            if (SecretForms.PasswordFault(password) is { } fault)
                return new EditOutcome.Refused(fault);
            var softphones = company.Softphones.Replace(softphone, softphone with { Secret = secretOf(softphone.User, company.Realm, password) });
            return new EditOutcome.Changed(company with { Softphones = softphones }, $"own softphone password of {self.Id}: {softphone.User}");
        });

    private static EditOutcome OfSelf(Visitor visitor, OwnSettings setting, Func<Employee, EditOutcome> edit) =>
        visitor.Self is { } self && Rights.Allows(visitor, setting) ? edit(self) : new EditOutcome.Refused(Refusals.ForbidsOwn(visitor));

    private static EditOutcome With(Visitor visitor, Employee self, Employee after, string what) => ReferenceEquals(after, self)
        ? new EditOutcome.Unchanged()
        : new EditOutcome.Changed(visitor.Company with { Employees = visitor.Company.Employees.Replace(self, after) }, $"own {what} of {self.Id}");
}
