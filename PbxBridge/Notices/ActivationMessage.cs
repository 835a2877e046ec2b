using System.Collections.Immutable;
using System.Globalization;
using PbxBridge.Charging.Amounts;
using PbxBridge.Charging.Limits;
using PbxBridge.Routing.Companies;
using PbxBridge.Storage.Outbox;

namespace PbxBridge.Notices;

/// <summary>Tells that the access to the Manager was switched on (P13).</summary>
internal static class ActivationMessage
{
    private const int LongestName = 40;

    /// <summary>One message at the first activation, none at any other save.</summary>
    /// <param name="before">What the store had; null = the company is new. A new one that was activated on another day was told elsewhere.</param>
    /// <param name="today">In Polish time.</param>
    public static ImmutableArray<NewMessage> Of(CompanySnapshot? before, CompanySnapshot company, DateOnly today)
    {
        if (company.Activation is not { Activated: { } day, Notice: { To.Length: > 0 } to } || before?.Activation?.Activated is not null || (before is null && day < today))
            return [];
        var date = day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var plain = GsmText.Cut(GsmText.Plain(company.Name), LongestName);
        return
        [
            NoticeMessage.To(
                to, company, $"activation/{company.Id}",
                new Wording(
                    $"Siec firmowa: od {date} dziala dostep do Menedzera Sieci Firmowej ({plain}).",
                    $"Company network: the access to the Manager is active since {date} ({plain})."),
                new NoticeMail(
                    new Wording("Sieć firmowa: dostęp do Menedżera został uruchomiony", "Company network: the access to the Manager is active"),
                    new Wording(
                        $"Dostęp do Menedżera Sieci Firmowej dla {company.Name} działa od {date}.\nPierwszy administrator: {company.Activation.Administrator}.\n",
                        $"The access to the Manager of the company network of {company.Name} is active since {date}.\nFirst administrator: {company.Activation.Administrator}.\n"))),
        ];
    }
}
