using System.Globalization;
using PbxBridge.Charging.Amounts;
using PbxBridge.Charging.Cycles;

namespace PbxBridge.Charging.Limits;

/// <summary>What an employee reads when his limit comes to a threshold; it says what remains (LIM-6, T3).</summary>
public static class UserNoticeText
{
    /// <summary>At most 160 plain letters.</summary>
    public static Wording Sms(ThresholdNotice notice)
    {
        var polish = string.Create(
            CultureInfo.InvariantCulture,
            $"Siec firmowa: wykorzystano {notice.Percent}% limitu ({Used(notice).Polish}). Pozostalo {notice.Remaining.ShownPlainly().Polish}.");
        var english = string.Create(
            CultureInfo.InvariantCulture,
            $"Company network: {notice.Percent}% of the limit used ({Used(notice).English}). {notice.Remaining.ShownPlainly().English} left.");
        var closed = Closed(notice);
        return new(polish + GsmText.Plain(closed.Polish), english + closed.English);
    }

    public static NoticeMail Mail(ThresholdNotice notice, BillingCycle cycle)
    {
        var percent = notice.Percent.ToString(CultureInfo.InvariantCulture);
        var closed = Closed(notice);
        var (first, last) = (cycle.ToString(), cycle.Next.AddDays(-1).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        return new(
            new($"Sieć firmowa: wykorzystano {percent}% limitu", $"Company network: {percent}% of the limit used"),
            new(
                $"""
                W cyklu rozliczeniowym {first} – {last} wykorzystano {percent}% limitu kosztów połączeń:
                {notice.Consumed.Shown().Polish} z {notice.Limit.Amount.Shown().Polish} netto.
                Pozostało {notice.Remaining.Shown().Polish}.{closed.Polish}

                """,
                $"""
                In the billing cycle {first} – {last} {percent}% of the limit for calls is used:
                {notice.Consumed.Shown().English} of {notice.Limit.Amount.Shown().English} net.
                {notice.Remaining.Shown().English} left.{closed.English}

                """));
    }

    /// <summary><c>80,00 z 100,00 zl</c>.</summary>
    internal static Wording Used(ThresholdNotice notice) => new(
        $"{MoneyText.Digits(notice.Consumed.ToGrosz(), ',', "", 2)} z {notice.Limit.Amount.ShownPlainly().Polish}",
        $"{MoneyText.Digits(notice.Consumed.ToGrosz(), '.', "", 2)} of {notice.Limit.Amount.ShownPlainly().English}");

    /// <summary>What is closed from now on, with a blank before it; empty when nothing is.</summary>
    internal static Wording Closed(ThresholdNotice notice) => notice.Limit.State(notice.Consumed, lifted: false) switch
    {
        LimitState.OnNetOnly => new(" Możliwe są tylko połączenia w Sieci firmowej.", " Only calls within the network are possible."),
        LimitState.Barred => new(" Połączenia wychodzące są zablokowane.", " Outgoing calls are barred."),
        _ => new("", ""),
    };
}
