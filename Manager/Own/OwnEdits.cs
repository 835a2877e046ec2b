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
    /// <param name="line">Null: none.</param>
    public static EditOutcome SetPersonalLine(Visitor visitor, PersonalLine? line) => Change(
        visitor, OwnSettings.PersonalLine, "personal line", self => self.PersonalLine == line ? self : self with { PersonalLine = line });

    /// <param name="notice">Null: nowhere. An SMS to an empty number goes to his own mobile.</param>
    public static EditOutcome SetNotice(Visitor visitor, NoticeAddress? notice) =>
        Change(visitor, OwnSettings.Notice, "notice address", self => EmployeeEdits.With(self, notice), EmployeeEdits.NoticeFault(notice));

    /// <param name="hash">Makes of the PIN what is kept.</param>
    public static EditOutcome SetPin(Visitor visitor, string pin, Func<string, SecretHash> hash)
    {
        if (visitor.Self is not { } self || !Rights.Allows(visitor, OwnSettings.Voicemail))
            return new EditOutcome.Refused(Refusals.ForbidsOwn(visitor));
        var voicemail = visitor.Company.Voicemail;
        var box = visitor.Company.MailboxOf(self.Mobile);
        if (box is null)
            return new EditOutcome.Refused(new("Nie masz skrzynki poczty głosowej.", "You have no mailbox."));
        if (SecretForms.PinFault(pin) is { } fault)
            return new EditOutcome.Refused(fault);
        return new EditOutcome.Changed(
            visitor.Company with { Voicemail = voicemail with { Boxes = voicemail.Boxes.Replace(box, box with { Pin = hash(pin) }) } }, $"own voicemail PIN of {self.Id}");
    }

    /// <param name="user">One of his own softphones; those of others are not there.</param>
    /// <param name="secretOf">User, realm, password → what is kept: <see cref="CompanyFileOptions.SecretOf"/>.</param>
    public static EditOutcome SetSoftphonePassword(Visitor visitor, string user, string password, Func<string, string, string, SoftphoneSecret> secretOf)
    {
        if (visitor.Self is not { } self || !Rights.Allows(visitor, OwnSettings.SoftphonePassword))
            return new EditOutcome.Refused(Refusals.ForbidsOwn(visitor));
        var company = visitor.Company;
        if (company.SoftphoneOf(user) is not { } softphone || softphone.Employee != self.Mobile)
            return new EditOutcome.Refused(new("Nie masz takiego telefonu programowego.", "You have no such softphone."));
        if (SecretForms.PasswordFault(password) is { } fault)
            return new EditOutcome.Refused(fault);
        var secret = secretOf(softphone.User, company.Realm, password);
        return secret == softphone.Secret
            ? new EditOutcome.Unchanged()
            : new EditOutcome.Changed(
                company with { Softphones = company.Softphones.Replace(softphone, softphone with { Secret = secret }) }, $"own softphone password of {self.Id}: {user}");
    }

    private static EditOutcome Change(Visitor visitor, OwnSettings setting, string what, Func<Employee, Employee> change, Sentence? fault = null)
    {
        if (visitor.Self is not { } self || !Rights.Allows(visitor, setting))
            return new EditOutcome.Refused(Refusals.ForbidsOwn(visitor));
        if (fault is { } reason)
            return new EditOutcome.Refused(reason);
        var after = change(self);
        return ReferenceEquals(after, self)
            ? new EditOutcome.Unchanged()
            : new EditOutcome.Changed(visitor.Company with { Employees = visitor.Company.Employees.Replace(self, after) }, $"own {what} of {self.Id}");
    }
}
