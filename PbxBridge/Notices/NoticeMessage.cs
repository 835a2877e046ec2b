using PbxBridge.Charging.Amounts;
using PbxBridge.Charging.Limits;
using PbxBridge.Routing.Companies;
using PbxBridge.Routing.Terms;
using PbxBridge.Storage.Outbox;

namespace PbxBridge.Notices;

/// <summary>Makes a text into a message for the outbox: the way that the recipient chose, the language of his company (T7).</summary>
internal static class NoticeMessage
{
    /// <param name="key">A second message with the same key is not taken.</param>
    public static NewMessage To(NoticeAddress to, CompanySnapshot company, string key, Wording sms, NoticeMail mail) => to.Way == NoticeWay.Sms
        ? new Sms(to.To, company.MainNumber?.Value, In(company.Language, sms)).As(key, company.Id)
        : new Mail(to.To, In(company.Language, mail.Subject), In(company.Language, mail.Body)).As(key, company.Id);

    private static string In(Language language, Wording words) => language == Language.Polish ? words.Polish : words.English;
}
