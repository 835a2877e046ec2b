using System.Globalization;
using PbxBridge.Charging.Limits;
using PbxBridge.Routing.Companies;
using PbxBridge.Routing.Plans;
using PbxBridge.Storage.Outbox;

namespace PbxBridge.Notices;

/// <summary>Tells a mobile phone what a message lamp would tell (domain §4.6).</summary>
internal static class VoicemailMessage
{
    /// <summary>To the number that he has now. Null for employees with a softphone, for who is gone, and for lines.</summary>
    /// <param name="id">Of the message.</param>
    /// <param name="fresh">New messages in the mailbox.</param>
    public static NewMessage? Of(CompanySnapshot company, MailboxId mailbox, long id, int fresh)
    {
        if (mailbox.Line is not null || mailbox.NumberIn(company) is not { } owner || !company.SoftphonesOf(owner).IsEmpty)
            return null;
        var (polish, access) = (company.Language == Language.Polish, company.Voicemail.AccessExtension);
        var text = polish
            ? string.Create(CultureInfo.InvariantCulture, $"Poczta glosowa: nowe wiadomosci: {fresh}.{(access is null ? "" : $" Zadzwon {access}.")}")
            : string.Create(CultureInfo.InvariantCulture, $"Voicemail: new messages: {fresh}.{(access is null ? "" : $" Call {access}.")}");
        return new Sms(owner.Value, company.MainNumber?.Value, GsmText.Plain(text)).As(string.Create(CultureInfo.InvariantCulture, $"voicemail/{id}"), company.Id);
    }
}
