using System.Collections.Immutable;
using System.Globalization;
using PbxBridge.Charging.Limits;
using PbxBridge.Routing.Companies;
using PbxBridge.Routing.Numbering;
using PbxBridge.Routing.Terms;
using PbxBridge.Storage.Limits;
using PbxBridge.Storage.Outbox;

namespace PbxBridge.Notices;

/// <summary>Who gets what when a limit has come to a threshold (LIM-3, LIM-6).</summary>
internal static class LimitMessages
{
    /// <summary>For the employee himself; none when he has no address.</summary>
    /// <param name="key">Of the notice.</param>
    public static ImmutableArray<NewMessage> ForEmployee(LimitNotice notice, CompanySnapshot company, string key) =>
        PersonOf(notice.Employee, company)?.Notice is { To.Length: > 0 } to
            ? [NoticeMessage.To(to, company, $"{key}/1", UserNoticeText.Sms(notice.Notice), UserNoticeText.Mail(notice.Notice, notice.Cycle))]
            : [];

    /// <summary>The statutory threshold: whoever has no address for notices is told on his own phone (domain §6.6), that of now; none when he is gone.</summary>
    /// <param name="key">Of the notice.</param>
    public static ImmutableArray<NewMessage> AtThreshold(PremiumTerms terms, CompanySnapshot company, string key)
    {
        if (PersonOf(terms.Employee, company) is not { } employee)
            return [];
        var threshold = new PremiumThreshold(terms.Amount);
        var to = employee.Notice is { To.Length: > 0 } own ? own : new NoticeAddress(NoticeWay.Sms, employee.Mobile.Value);
        return [NoticeMessage.To(to, company, $"{key}/1", threshold.Sms(), threshold.Mail())];
    }

    /// <summary>For every administrator, about one employee or many. Of several notices about one employee the last counts; each billing cycle has a message of its own.</summary>
    public static ImmutableArray<NewMessage> ForAdministrators(IReadOnlyList<LimitNotice> notices, CompanySnapshot company, string key)
    {
        var messages = ImmutableArray.CreateBuilder<NewMessage>();
        foreach (var cycle in notices.GroupBy(notice => notice.Cycle))
        {
            var newest = DigestRule.Newest(cycle.Select(notice => (notice.Employee, new EmployeeNotice(NameOf(notice.Employee, company), notice.Notice))));
            var (sms, mail) = (AdministratorNoticeText.Sms(newest), AdministratorNoticeText.Mail(newest, cycle.Key));
            foreach (var to in company.Notices.Where(to => to.To.Length > 0))
                messages.Add(NoticeMessage.To(to, company, string.Create(CultureInfo.InvariantCulture, $"{key}/{messages.Count + 1}"), sms, mail));
        }

        return messages.ToImmutable();
    }

    private static string NameOf(string employee, CompanySnapshot company) => PersonOf(employee, company)?.Name ?? employee;

    // Before schema version 21 a notice named him by his number; no id begins with a plus.
    private static Employee? PersonOf(string text, CompanySnapshot company) => text.StartsWith('+') ? company.EmployeeWith(new PhoneNumber(text)) : company.EmployeeNamed(text);
}
