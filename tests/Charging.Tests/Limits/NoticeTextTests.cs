using System.Collections.Immutable;
using PbxBridge.Charging.Amounts;
using PbxBridge.Charging.Cycles;
using PbxBridge.Charging.Limits;

namespace PbxBridge.Charging.Tests.Limits;

public sealed class NoticeTextTests
{
    private static readonly BillingCycle November = CycleSchedule.Of(1).On(new(2026, 11, 22));

    // LIM-6 word for word, T3.
    [Fact]
    public void The_short_message_says_what_remains() => Assert.Equal(
        new(
            "Siec firmowa: wykorzystano 80% limitu (80,00 z 100,00 zl). Pozostalo 20,00 zl.",
            "Company network: 80% of the limit used (80.00 of PLN 100.00). PLN 20.00 left."),
        UserNoticeText.Sms(Notice(80m, 100m)));

    [Theory]
    [InlineData("100.004", LimitMode.NotifyOnly, "Siec firmowa: wykorzystano 100% limitu (100,00 z 100,00 zl). Pozostalo 0,00 zl.")]
    [InlineData("103.5", LimitMode.RestrictOnNet, "Siec firmowa: wykorzystano 103% limitu (103,50 z 100,00 zl). Pozostalo 0,00 zl. Mozliwe sa tylko polaczenia w Sieci firmowej.")]
    [InlineData("100", LimitMode.BarAll, "Siec firmowa: wykorzystano 100% limitu (100,00 z 100,00 zl). Pozostalo 0,00 zl. Polaczenia wychodzace sa zablokowane.")]
    [InlineData("80.9", LimitMode.BarAll, "Siec firmowa: wykorzystano 80% limitu (80,90 z 100,00 zl). Pozostalo 19,10 zl.")]
    public void It_says_too_what_is_closed(string consumed, LimitMode mode, string text)
    {
        var notice = Notice(Amounts.MoneyTests.Read(consumed).Amount, 100m);
        Assert.Equal(text, UserNoticeText.Sms(notice with { Limit = notice.Limit with { Mode = mode } }).Polish);
    }

    [Fact]
    public void The_longest_message_of_each_kind_fits_in_one_sms_of_plain_letters()
    {
        foreach (var mode in Enum.GetValues<LimitMode>())
        {
            var notice = Notice(99_999_999.99m, 9_999_999.99m) with { Audience = LimitAudience.Administrator };
            notice = notice with { Limit = notice.Limit with { Mode = mode } };
            var name = string.Concat(Enumerable.Repeat("Święcichowską-Łużańską ", 8)).Trim();
            foreach (var many in new[] { 1, 2, 3, 25 })
            {
                var texts = AdministratorNoticeText.Sms([.. Enumerable.Repeat(new EmployeeNotice(name, notice), many)]);
                Assert.All(new[] { texts.Polish, texts.English }, IsOneSms);
            }

            Assert.All(new[] { UserNoticeText.Sms(notice).Polish, UserNoticeText.Sms(notice).English }, IsOneSms);
        }

        static void IsOneSms(string text)
        {
            Assert.True(GsmText.IsPlain(text), text);
            Assert.InRange(text.Length, 1, GsmText.Longest);
        }
    }

    [Fact]
    public void A_mail_says_the_same_with_its_cycle()
    {
        var mail = UserNoticeText.Mail(Notice(80m, 100m), November);
        Assert.Equal(new("Sieć firmowa: wykorzystano 80% limitu", "Company network: 80% of the limit used"), mail.Subject);
        Assert.Equal(
            "W cyklu rozliczeniowym 2026-11-01 – 2026-11-30 wykorzystano 80% limitu kosztów połączeń:\n80,00 zł z 100,00 zł netto.\nPozostało 20,00 zł.\n",
            mail.Body.Polish.Replace('\u00A0', ' '));
        Assert.Equal(
            "In the billing cycle 2026-11-01 – 2026-11-30 80% of the limit for calls is used:\nPLN 80.00 of PLN 100.00 net.\nPLN 20.00 left.\n",
            mail.Body.English.Replace('\u00A0', ' '));
    }

    [Fact]
    public void An_administrator_reads_whose_limit_it_is() => Assert.Equal(
        new(
            "Siec firmowa: Lucja Zolkiewska - wykorzystano 80% limitu (80,00 z 100,00 zl).",
            "Company network: Lucja Zolkiewska has used 80% of the limit (80.00 of PLN 100.00)."),
        AdministratorNoticeText.Sms([new("Łucja Żółkiewska", Notice(80m, 100m))]));

    [Fact]
    public void A_digest_names_as_many_as_fit()
    {
        ImmutableArray<EmployeeNotice> two = [new("Anna Kowalska", Notice(80m, 100m)), new("Jan Nowak", Notice(100m, 100m))];
        Assert.Equal(
            new("Siec firmowa: progi limitow, pracownicy (2): Anna Kowalska 80%, Jan Nowak 100%.", "Company network: limit thresholds, employees (2): Anna Kowalska 80%, Jan Nowak 100%."),
            AdministratorNoticeText.Sms(two));
        Assert.Equal(
            "Siec firmowa: progi limitow, pracownicy (30): Anna Kowalska 80%, Anna Kowalska 80%, Anna Kowalska 80%, Anna Kowalska 80%, Anna Kowalska 80% i inni.",
            AdministratorNoticeText.Sms([.. Enumerable.Repeat(two[0], 30)]).Polish);
        var mail = AdministratorNoticeText.Mail(two, November);
        Assert.Equal("Sieć firmowa: progi limitów, pracownicy: 2", mail.Subject.Polish);
        Assert.Equal(
            "Cost limits in the billing cycle from 2026-11-01:\nAnna Kowalska: 80%, PLN 80.00 of PLN 100.00, PLN 20.00 left.\nJan Nowak: 100%, PLN 100.00 of PLN 100.00, PLN 0.00 left.\n",
            mail.Body.English.Replace('\u00A0', ' '));
        Assert.Equal("Company network: Anna Kowalska, 80% of the limit", AdministratorNoticeText.Mail([two[0]], November).Subject.English);
    }

    [Theory]
    [InlineData(20, 0, 0)]
    [InlineData(21, 0, 15)]
    [InlineData(21, 14, 15)]
    [InlineData(21, 15, 15)]
    [InlineData(21, 40, 40)]
    public void Administrators_of_more_than_twenty_get_a_message_every_quarter_of_an_hour_at_most(int employees, int nowMinute, int sendMinute)
    {
        var last = new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);
        Assert.Equal(last.AddMinutes(sendMinute), DigestRule.SendAt(employees, last, last.AddMinutes(nowMinute)));
        Assert.Equal(last, DigestRule.SendAt(employees, null, last));
    }

    [Fact]
    public void A_digest_has_the_newest_notice_of_each_employee()
    {
        var (anna, jan) = (new EmployeeNotice("Anna", Notice(80m, 100m)), new EmployeeNotice("Jan", Notice(90m, 100m)));
        var later = new EmployeeNotice("Anna", Notice(100m, 100m));
        Assert.Equal([later, jan], DigestRule.Newest([("a", anna), ("j", jan), ("a", later)]).ToArray());
    }

    [Theory]
    [InlineData("Zażółć gęślą jaźń ŁÓDŹ", "Zazolc gesla jazn LODZ")]
    [InlineData("Müller–Großmann „x”", "Muller-Grossmann \"x\"")]
    [InlineData("😀 Иван [a]", "? ???? ?a?")]
    public void Letters_lose_their_marks(string text, string plain) => Assert.Equal(plain, GsmText.Plain(text));

    private static ThresholdNotice Notice(decimal consumed, decimal limit) =>
        new(LimitAudience.User, 80, new CostLimit { Amount = Money.Of(limit) }, Money.Of(consumed));
}
