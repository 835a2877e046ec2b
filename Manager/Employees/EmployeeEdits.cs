using System.Collections.Immutable;
using PbxBridge.Charging.Limits;
using PbxBridge.Manager.Access;
using PbxBridge.Manager.Companies;
using PbxBridge.Routing.Companies;
using PbxBridge.Routing.Plans;
using PbxBridge.Routing.PrivateCalls;
using PbxBridge.Routing.Profiles;
using PbxBridge.Routing.Terms;

namespace PbxBridge.Manager.Employees;

/// <summary>What administrators change of employees. Of several at once where ids are given: when one is not there, or may not be changed, nobody is (ROLE-2). Numbers, amounts and
/// references are judged when the company is saved.</summary>
public static class EmployeeEdits
{
    private static readonly ImmutableArray<Permission> WholeLimit = [Permission.ChangeLimit, Permission.ChangeNotice];

    /// <param name="profile">Id; null: the company's default one.</param>
    public static EditOutcome AssignProfile(Visitor visitor, IEnumerable<string> ids, string? profile) => new EmployeeSelection(visitor, ids).Change(
        "profile", [Permission.ChangeProfile], employee => employee.Profile == profile ? employee : employee with { Profile = profile });

    /// <summary>The services <see cref="ServiceKind.Profiles"/> and <see cref="ServiceKind.Limits"/> need the right to these, too: when they are off, nothing is barred.</summary>
    public static EditOutcome SwitchService(Visitor visitor, IEnumerable<string> ids, ServiceKind service, bool on) => new EmployeeSelection(visitor, ids).Change(
        $"service {ServiceNames.All.First(one => one.Service == service).Name} {(on ? "on" : "off")}",
        service switch
        {
            ServiceKind.Profiles => [Permission.ChangeServices, Permission.ChangeProfile],
            ServiceKind.Limits => [Permission.ChangeServices, Permission.ChangeLimit],
            _ => [Permission.ChangeServices],
        },
        employee => employee.ServicesOff.Contains(service) != on
            ? employee
            : employee with { ServicesOff = on ? employee.ServicesOff.Without(ServiceSet.Of(service)) : employee.ServicesOff.With(service) });

    public static EditOutcome SetPrivateMode(Visitor visitor, IEnumerable<string> ids, PrivateMode mode) => new EmployeeSelection(visitor, ids).Change(
        "private mode", [Permission.ChangePrivateMode], employee => employee.PrivateMode == mode ? employee : employee with { PrivateMode = mode });

    /// <summary>Each has a limit of his own then, begun with the one that counted for him. Money needs <see cref="Permission.ChangeLimit"/>, thresholds
    /// <see cref="Permission.ChangeNotice"/>.</summary>
    public static EditOutcome ChangeLimit(Visitor visitor, IEnumerable<string> ids, LimitChange change)
    {
        var company = visitor.Company;
        return new EmployeeSelection(visitor, ids).Change(
            change.IsOfMoney ? "limit" : "thresholds",
            (change.IsOfMoney, change.IsOfThresholds) switch
            {
                (true, true) => WholeLimit,
                (false, true) => [Permission.ChangeNotice],
                _ => [Permission.ChangeLimit],
            },
            employee => change.In(company.LimitOf(employee)) is { } limit && !AreAlike(employee.Limit, limit) ? employee with { Limit = limit } : employee,
            employee => change.In(company.LimitOf(employee)) is null
                ? new Sentence($"Podaj kwotę limitu, dotąd go nie ma: {employee.Name}.", $"Give an amount, there is no limit so far: {employee.Name}.")
                : null);
    }

    /// <summary>The company's default limit counts for them. It has an amount and thresholds, so both permissions are needed.</summary>
    public static EditOutcome ResetLimit(Visitor visitor, IEnumerable<string> ids) => new EmployeeSelection(visitor, ids).Change(
        "default limit", WholeLimit, employee => employee.Limit is null ? employee : employee with { Limit = null });

    /// <param name="notice">Null: nowhere. An SMS to an empty number goes to each one's own mobile.</param>
    public static EditOutcome SetNotice(Visitor visitor, IEnumerable<string> ids, NoticeAddress? notice) => new EmployeeSelection(visitor, ids).Change(
        "notice address", [Permission.ChangeNotice], employee => With(employee, notice), _ => NoticeFault(notice));

    /// <param name="line">Null: he has none.</param>
    public static EditOutcome SetPersonalLine(Visitor visitor, string id, PersonalLine? line) => One(
        visitor, id, "personal line", Permission.ChangePersonalLine, employee => employee.PersonalLine == line ? employee : employee with { PersonalLine = line });

    /// <param name="forwards">Null: he has none.</param>
    public static EditOutcome SetForwards(Visitor visitor, string id, Forwards? forwards) => One(
        visitor, id, "forwards", Permission.ChangePersonalLine, employee => employee.Forwards == forwards ? employee : employee with { Forwards = forwards });

    public static EditOutcome SetDoNotDisturb(Visitor visitor, string id, bool on) => One(
        visitor, id, "do not disturb", Permission.ChangePersonalLine, employee => employee.DoNotDisturb == on ? employee : employee with { DoNotDisturb = on });

    /// <summary>Who has had no mailbox gets one, without PIN. One that is switched off is kept, with its messages.</summary>
    public static EditOutcome SetVoicemail(Visitor visitor, string id, bool on)
    {
        var outcome = One(
            visitor, id, "voicemail", Permission.ChangePersonalLine, employee => employee.VoicemailEnabled == on ? employee : employee with { VoicemailEnabled = on });
        if (!on || outcome is not EditOutcome.Changed { Company: var company } changed || company.EmployeeNamed(id) is not { } owner || company.MailboxOf(owner.Mobile) is not null)
            return outcome;
        return changed with { Company = company with { Voicemail = company.Voicemail with { Boxes = company.Voicemail.Boxes.Add(new(owner.Mobile, null)) } } };
    }

    /// <summary>His own lists, which count before the rules of his profile (R6).</summary>
    public static EditOutcome SetLists(Visitor visitor, string id, NumberList allowed, NumberList denied) => One(
        visitor, id, "number lists", Permission.ChangeProfile, employee => AreAlike(employee.Allowed, allowed) && AreAlike(employee.Denied, denied)
            ? employee
            : employee with { Allowed = allowed, Denied = denied });

    internal static Employee With(Employee employee, NoticeAddress? notice)
    {
        var own = notice is { Way: NoticeWay.Sms, To: "" } ? notice with { To = employee.Mobile.Value } : notice;
        return employee.Notice == own ? employee : employee with { Notice = own };
    }

    internal static Sentence? NoticeFault(NoticeAddress? notice) =>
        notice is { Way: NoticeWay.Email, To: "" } ? new Sentence("Podaj adres e-mail.", "Give an e-mail address.") : null;

    private static EditOutcome One(Visitor visitor, string id, string what, Permission permission, Func<Employee, Employee> change) =>
        new EmployeeSelection(visitor, [id]).Change(what, [permission], change);

    private static bool AreAlike(NumberList one, NumberList other) => one.Entries.SequenceEqual(other.Entries);

    private static bool AreAlike(CostLimit? own, CostLimit next) => own is not null
        && own.UserThresholds.SequenceEqual(next.UserThresholds) && own.AdministratorThresholds.SequenceEqual(next.AdministratorThresholds)
        && own == next with { UserThresholds = own.UserThresholds, AdministratorThresholds = own.AdministratorThresholds };
}
