using PbxBridge.Configuration;
using PbxBridge.Routing.Companies;
using PbxBridge.Routing.Terms;

namespace PbxBridge.Notices;

/// <summary>Which companies expect notices that cannot be sent.</summary>
internal static class NoticeCheck
{
    /// <summary>How notices leave, in a sentence.</summary>
    public static string Describe(BridgeSettings settings)
    {
        var sms = settings.Notices.Sms.By switch
        {
            SmsBy.Sip => $"SMS through the trunk {NoticeWays.TrunkOf(settings)}",
            SmsBy.Http => $"SMS through {new Uri(settings.Notices.Sms.Url).Host}",
            _ => "no SMS",
        };
        return $"{sms}, {(settings.Notices.Mail.Server is { Length: > 0 } server ? $"mail through {server}" : "no mail")}";
    }

    public static IEnumerable<string> Problems(BridgeSettings settings, CompanySnapshot company)
    {
        var ways = AddressesOf(company).Where(address => address.To.Length > 0).CountBy(address => address.Way).ToDictionary();
        if (settings.Notices.Sms.By == SmsBy.Off && ways.TryGetValue(NoticeWay.Sms, out var phones))
            yield return $"Company {company.Id} wants notices by SMS ({phones}), and SMS are switched off (Notices:Sms:By): they cannot be sent.";
        if (settings.Notices.Mail.Server.Length == 0 && ways.TryGetValue(NoticeWay.Email, out var mails))
            yield return $"Company {company.Id} wants notices by mail ({mails}), and there is no mail server (Notices:Mail:Server): they cannot be sent.";
    }

    private static IEnumerable<NoticeAddress> AddressesOf(CompanySnapshot company)
    {
        foreach (var employee in company.Employees)
        {
            if (employee.Notice is { } own && company.LimitOf(employee) is { UserThresholds.IsEmpty: false })
                yield return own;
        }

        if (company.Employees.Any(employee => company.LimitOf(employee) is { AdministratorThresholds.IsEmpty: false }))
        {
            foreach (var address in company.Notices)
                yield return address;
        }

        if (company.Activation is { Activated: null, Notice: { } told })
            yield return told;
    }
}
