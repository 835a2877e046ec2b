using PbxBridge.Charging.Cycles;
using PbxBridge.Routing.Terms;

namespace PbxBridge.Tests.Notices;

/// <summary>LIM-6: administrators of more than 20 people get their notices together.</summary>
public sealed class DigestTests
{
    [Fact]
    public void The_first_goes_out_at_once_and_what_follows_within_a_quarter_of_an_hour_goes_together()
    {
        using var desk = new NoticeDesk(NoticeDesk.People(21));
        Spent(desk, 0, 80);
        desk.Run(1);
        Assert.Contains("Osoba 0: 80%", Assert.Single(desk.Mails).Body);
        Spent(desk, 1, 85);
        desk.Run(300);
        Spent(desk, 2, 90);
        desk.Run(598);
        Assert.Single(desk.Mails);
        desk.Run(2);
        var digest = desk.Mails.Last();
        Assert.Equal((2, "Sieć firmowa: progi limitów, pracownicy: 2"), (desk.Mails.Count(), digest.Subject));
        Assert.Contains("Osoba 1: 85%", digest.Body);
        Assert.Contains("Osoba 2: 90%", digest.Body);
        Assert.Equal("Siec firmowa: progi limitow, pracownicy (2): Osoba 1 85%, Osoba 2 90%.", desk.Texts.Last().Text);
        Assert.Empty(desk.Store.Outbox.Unsent(5));
    }

    [Fact]
    public void With_20_people_each_notice_goes_out_by_itself()
    {
        using var desk = new NoticeDesk(NoticeDesk.People(20));
        for (var i = 0; i < 3; i++)
        {
            Spent(desk, i, 80);
            desk.Run(1);
        }

        Assert.Equal(3, desk.Mails.Count());
    }

    [Fact]
    public void Of_several_notices_about_one_employee_the_last_is_told()
    {
        using var desk = new NoticeDesk(NoticeDesk.People(21));
        Spent(desk, 0, 80);
        desk.Run(1);
        Spent(desk, 1, 80);
        Spent(desk, 1, 100);
        desk.Run(900);
        var body = desk.Mails.Last().Body;
        Assert.Contains("Osoba 1: 100%", body);
        Assert.DoesNotContain("80%", body);
    }

    [Fact]
    public void The_quarter_of_an_hour_outlasts_a_restart()
    {
        using var desk = new NoticeDesk(NoticeDesk.People(21));
        Spent(desk, 0, 80);
        desk.Run(1);
        desk.Restart();
        Spent(desk, 1, 80);
        desk.Run(890);
        Assert.Single(desk.Mails);
        desk.Run(10);
        Assert.Equal(2, desk.Mails.Count());
    }

    [Fact]
    public void Employees_of_a_large_company_are_told_at_once()
    {
        using var desk = new NoticeDesk(company => NoticeDesk.People(21)(company) with
        {
            Employees = [.. NoticeDesk.People(21)(company).Employees.Select(employee => employee with { Notice = new NoticeAddress(NoticeWay.Sms, employee.Mobile.Value) })],
            Notices = [],
        });
        Spent(desk, 0, 50);
        Spent(desk, 1, 50);
        desk.Run(1);
        Assert.Equal([NoticeDesk.Number(0), NoticeDesk.Number(1)], desk.Texts.Select(text => text.To));
    }

    [Fact]
    public void Two_billing_cycles_are_two_messages()
    {
        using var desk = new NoticeDesk(NoticeDesk.People(21));
        var december = new BillingCycle(new DateOnly(2025, 12, 1), new DateOnly(2026, 1, 1));
        desk.Spent(NoticeDesk.Number(0), 80, december);
        Spent(desk, 0, 90);
        desk.Run(1);
        Assert.Equal(["2025-12-01", "2026-01-01"], desk.Mails.Select(mail => mail.Body.Split('\n')[0].Split(' ')[^1].TrimEnd(':')).Order(StringComparer.Ordinal));
    }

    private static void Spent(NoticeDesk desk, int person, decimal amount) => desk.Spent(NoticeDesk.Number(person), amount);
}
