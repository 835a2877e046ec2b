using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using PbxBridge.Charging.Amounts;
using PbxBridge.Charging.Cycles;

namespace PbxBridge.Charging.Limits;

/// <summary>What an administrator reads: one employee's limit, or several in a digest (LIM-6).</summary>
public static class AdministratorNoticeText
{
    private const int LongestName = 40;

    /// <summary>At most 160 plain letters; a digest names as many people as fit and counts the others.</summary>
    public static Wording Sms(ImmutableArray<EmployeeNotice> notices) => notices switch
    {
        [var only] => new(
            $"Siec firmowa: {Name(only)} - wykorzystano {Percent(only)} limitu ({UserNoticeText.Used(only.Notice).Polish}).",
            $"Company network: {Name(only)} has used {Percent(only)} of the limit ({UserNoticeText.Used(only.Notice).English})."),
        _ => new(
            Digest(notices, $"Siec firmowa: progi limitow, pracownicy ({Count(notices.Length)}): ", "i inni"),
            Digest(notices, $"Company network: limit thresholds, employees ({Count(notices.Length)}): ", "and others")),
    };

    /// <summary>One line for each employee.</summary>
    public static NoticeMail Mail(ImmutableArray<EmployeeNotice> notices, BillingCycle cycle)
    {
        var polish = new StringBuilder($"Limity kosztów w cyklu rozliczeniowym od {cycle}:\n");
        var english = new StringBuilder($"Cost limits in the billing cycle from {cycle}:\n");
        foreach (var one in notices)
        {
            var (consumed, limit, left) = (one.Notice.Consumed.Shown(), one.Notice.Limit.Amount.Shown(), one.Notice.Remaining.Shown());
            var closed = UserNoticeText.Closed(one.Notice);
            polish.Append(CultureInfo.InvariantCulture, $"{one.Name}: {Percent(one)}, {consumed.Polish} z {limit.Polish}, pozostało {left.Polish}.{closed.Polish}\n");
            english.Append(CultureInfo.InvariantCulture, $"{one.Name}: {Percent(one)}, {consumed.English} of {limit.English}, {left.English} left.{closed.English}\n");
        }

        return new(
            notices is [var only]
                ? new($"Sieć firmowa: {only.Name}, {Percent(only)} limitu", $"Company network: {only.Name}, {Percent(only)} of the limit")
                : new($"Sieć firmowa: progi limitów, pracownicy: {Count(notices.Length)}", $"Company network: limit thresholds, employees: {Count(notices.Length)}"),
            new(polish.ToString(), english.ToString()));
    }

    private static string Digest(ImmutableArray<EmployeeNotice> notices, string head, string others)
    {
        var text = new StringBuilder(head);
        for (var i = 0; i < notices.Length; i++)
        {
            var next = $"{(i == 0 ? "" : ", ")}{Name(notices[i])} {Percent(notices[i])}";
            var room = GsmText.Longest - text.Length - (i == notices.Length - 1 ? 1 : others.Length + 2);
            if (next.Length > room)
            {
                return text.Append(' ').Append(others).Append('.').ToString();
            }

            text.Append(next);
        }

        return text.Append('.').ToString();
    }

    private static string Name(EmployeeNotice notice) => GsmText.Cut(GsmText.Plain(notice.Name), LongestName);

    private static string Percent(EmployeeNotice notice) => Count(notice.Notice.Percent) + "%";

    private static string Count(int number) => number.ToString(CultureInfo.InvariantCulture);
}
