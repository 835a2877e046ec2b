using Microsoft.Data.Sqlite;
using PbxBridge.Configuration;
using PbxBridge.Notices;
using PbxBridge.Storage.Outbox;

namespace PbxBridge.Tests.Notices;

public sealed class NotifierTests
{
    // T3, T7, LIM-6.
    [Fact]
    public void The_employee_is_told_what_remains_by_the_way_that_he_chose()
    {
        using var desk = new NoticeDesk();
        desk.Spent(NoticeDesk.Anna, 50);
        desk.Spent(NoticeDesk.Piotr, 50);
        desk.Run(1);
        Assert.Equal([(NoticeDesk.Anna, "Siec firmowa: wykorzystano 50% limitu (50,00 z 100,00 zl). Pozostalo 50,00 zl.")], desk.Texts);
        var mail = Assert.Single(desk.Mails);
        Assert.Equal(("piotr@przyklad.example", "Sieć firmowa: wykorzystano 50% limitu"), (mail.To, mail.Subject));
        Assert.Contains("Pozostało 50,00\u00A0zł.", mail.Body);
        Assert.Equal(0, desk.Store.Outbox.Backlog().Waiting);
    }

    // T6.
    [Fact]
    public void Administrators_have_thresholds_of_their_own()
    {
        using var desk = new NoticeDesk();
        desk.Spent(NoticeDesk.Anna, 50);
        desk.Run(1);
        Assert.Empty(desk.Mails);
        desk.Spent(NoticeDesk.Anna, 80);
        desk.Run(1);
        Assert.Equal("szef@przyklad.example", Assert.Single(desk.Mails).To);
        Assert.Equal(
            ["Siec firmowa: wykorzystano 80% limitu (80,00 z 100,00 zl). Pozostalo 20,00 zl.", "Siec firmowa: Anna Kowalska - wykorzystano 80% limitu (80,00 z 100,00 zl)."],
            desk.Texts.Skip(1).Select(text => text.Text));
        Assert.Equal("+48601000200", desk.Texts.Last().To);
    }

    // T8, LIM-3.
    [Fact]
    public void A_threshold_is_told_once_also_when_the_program_was_restarted_in_between()
    {
        using var desk = new NoticeDesk();
        desk.Spent(NoticeDesk.Anna, 50);
        desk.Restart();
        desk.Spent(NoticeDesk.Anna, 60);
        desk.Run(1);
        desk.Restart();
        desk.Spent(NoticeDesk.Anna, 70);
        desk.Run(3600);
        Assert.Single(desk.Texts);
    }

    [Fact]
    public void An_attempt_that_the_end_of_the_program_cut_off_is_made_again_with_the_same_key()
    {
        using var desk = new NoticeDesk();
        desk.Sms.Holds = true;
        desk.Spent(NoticeDesk.Anna, 50);
        desk.Run(1);
        Assert.Single(desk.Sms.Attempts);
        desk.Restart();
        desk.Sms.Holds = false;
        desk.Run(NoticeLane.Turn.TotalSeconds);
        Assert.Equal(2, desk.Sms.Attempts.Count);
        Assert.Equal(desk.Sms.Attempts[0].Key, desk.Sms.Attempts[1].Key);
        Assert.Equal(2, desk.Sms.Attempts[1].Attempts);
        desk.Run(7200);
        Assert.Equal(2, desk.Sms.Attempts.Count);
    }

    [Fact]
    public void A_failed_attempt_is_made_again_after_growing_pauses_and_given_up_after_the_time_that_is_set()
    {
        using var desk = new NoticeDesk(options: new NoticeOptions { GiveUpAfter = TimeSpan.FromMinutes(10) });
        desk.Sms.Answers = _ => new Delivery.Later("SIP 480");
        desk.Spent(NoticeDesk.Anna, 50);
        var times = new List<double>();
        for (var second = 1; second <= 900; second++)
        {
            desk.Run(1);
            if (desk.Sms.Attempts.Count > times.Count)
                times.Add(second);
        }

        Assert.Equal([1, 31, 91, 211, 451], times);
        var message = Assert.Single(desk.Store.Outbox.Unsent(5));
        Assert.Equal((MessageState.Failed, "SIP 480", 5), (message.State, message.Fault, message.Attempts));
        Assert.Equal($"Notice {message.Id} (sms, company przyklad) given up after 5 attempts: SIP 480", desk.Lines.Last());
    }

    [Fact]
    public void A_refused_message_is_given_up_at_once()
    {
        using var desk = new NoticeDesk();
        desk.Sms.Answers = _ => new Delivery.Refused("SIP 404");
        desk.Spent(NoticeDesk.Anna, 50);
        desk.Run(3600);
        Assert.Single(desk.Sms.Attempts);
        Assert.Equal(MessageState.Failed, Assert.Single(desk.Store.Outbox.Unsent(5)).State);
    }

    [Fact]
    public void So_many_go_side_by_side_and_the_next_when_one_is_done()
    {
        using var desk = new NoticeDesk(options: new NoticeOptions { Parallel = 3 });
        desk.Sms.Holds = true;
        for (var i = 0; i < 5; i++)
            desk.Store.Outbox.Add(new Sms("+48601000201", null, $"{i}").As($"k{i}", "przyklad"));
        desk.Run(10);
        Assert.Equal(["0", "1", "2"], desk.Texts.Select(text => text.Text));
        desk.Sms.Release(Delivery.Sent.Once);
        Assert.Equal(["0", "1", "2", "3"], desk.Texts.Select(text => text.Text));
        desk.Sms.Release(new Delivery.Later("no"));
        desk.Sms.Release(Delivery.Sent.Once);
        Assert.Equal(["0", "1", "2", "3", "4"], desk.Texts.Select(text => text.Text));
        desk.Sms.Release(Delivery.Sent.Once);
        desk.Sms.Release(Delivery.Sent.Once);
        Assert.Equal(["no"], desk.Store.Outbox.Unsent(5).Select(message => message.Fault));
    }

    [Fact]
    public void One_way_that_hangs_does_not_hold_up_the_other()
    {
        using var desk = new NoticeDesk(options: new NoticeOptions { Parallel = 1 });
        desk.Sms.Holds = true;
        desk.Spent(NoticeDesk.Anna, 80);
        desk.Run(1);
        Assert.Single(desk.Texts);
        Assert.Single(desk.Mails);
    }

    [Fact]
    public void An_attempt_that_breaks_is_logged_and_made_again()
    {
        using var desk = new NoticeDesk();
        var broken = true;
        desk.Sms.Answers = _ => broken ? throw new InvalidOperationException("a fault of ours") : Delivery.Sent.Once;
        desk.Spent(NoticeDesk.Anna, 50);
        desk.Run(1);
        broken = false;
        Assert.Contains("a fault of ours", Assert.Single(desk.Log.Errors));
        desk.Run(3600);
        Assert.Empty(desk.Store.Outbox.Unsent(5));
    }

    [Fact]
    public void Two_nodes_share_the_work()
    {
        using var desk = new NoticeDesk(options: new NoticeOptions { Parallel = 1 });
        var second = new FakeWay { Holds = true };
        desk.Sms.Holds = true;
        desk.AddNode(second);
        desk.Spent(NoticeDesk.Anna, 50);
        desk.Store.Outbox.Add(new Sms("+48601000202", null, "x").As("other", "przyklad"));
        desk.Run(2);
        Assert.Equal([1, 1], [desk.Sms.Attempts.Count, second.Attempts.Count]);
        Assert.NotEqual(desk.Sms.Attempts[0].Key, second.Attempts[0].Key);
    }

    [Fact]
    public void What_was_sent_while_the_store_was_silent_is_not_sent_again()
    {
        using var desk = new NoticeDesk();
        using var other = new SqliteConnection($"Data Source={desk.Store.Path};Pooling=False");
        other.Open();
        desk.Sms.Answers = _ =>
        {
            Do("BEGIN IMMEDIATE");
            return Delivery.Sent.Once;
        };
        desk.Spent(NoticeDesk.Anna, 50);
        desk.Run(1);
        Assert.Single(desk.Sms.Attempts);
        Assert.NotEmpty(desk.Log.Errors);
        Assert.All(desk.Log.Errors, error => Assert.StartsWith("Notices wait: the store does not answer: ", error));
        Do("COMMIT");
        Assert.Single(desk.Store.Outbox.Unsent(5));
        desk.Run(7200);
        Assert.Single(desk.Sms.Attempts);
        Assert.Empty(desk.Store.Outbox.Unsent(5));

        void Do(string sql)
        {
            using var command = other.CreateCommand();
            command.CommandText = sql;
            command.ExecuteNonQuery();
        }
    }

    [Fact]
    public void A_message_that_waits_is_counted_with_its_age()
    {
        using var desk = new NoticeDesk();
        var began = desk.Time.GetUtcNow();
        desk.Sms.Answers = _ => new Delivery.Later("no");
        desk.Spent(NoticeDesk.Anna, 50);
        desk.Run(12);
        Assert.Equal((1, 0), (desk.Notifier.Backlog.Waiting, desk.Notifier.Backlog.Failed));
        Assert.Equal(began + TimeSpan.FromSeconds(1), desk.Notifier.Backlog.Oldest);
    }

    [Fact]
    public void Notices_of_an_unknown_company_or_form_are_given_up_with_a_reason()
    {
        using var desk = new NoticeDesk();
        desk.Spent(NoticeDesk.Anna, 50);
        desk.Company = desk.Company with { Id = "inna" };
        desk.Store.Outbox.Add(new NewMessage("limit", "bad", "inna", "{}"));
        desk.Run(1);
        Assert.Equal(["its content cannot be read", "there is no company przyklad"], desk.Store.Outbox.Unsent(5).Select(message => message.Fault));
        Assert.Empty(desk.Texts);
    }

    // docs/decisions/0039.
    [Theory]
    [InlineData("lucja", "+48601000209")]
    [InlineData("+48601000203", "+48601000203")]
    [InlineData("ktos", null)]
    public void Who_has_no_address_is_told_of_the_statutory_threshold_on_the_number_that_he_has_now(string employee, string? number)
    {
        using var desk = new NoticeDesk(company => company with { Employees = [.. company.Employees.Select(one => one with { Notice = null })] });
        desk.Store.Limits.PremiumReached(new("przyklad", employee, NoticeDesk.January, PbxBridge.Charging.Amounts.Money.Of(35)));
        // A message of an earlier version names a number: of who has it.
        if (employee[0] != '+')
            desk.Company = desk.Company with { Employees = [.. desk.Company.Employees.Select(one => one.Id == "lucja" ? one with { Mobile = new("+48601000209") } : one)] };
        desk.Run(1);
        Assert.Equal(number is null ? [] : [number], desk.Texts.Select(text => text.To));
        Assert.Equal(0, desk.Store.Outbox.Backlog().Waiting);
    }

    [Fact]
    public void An_employee_without_an_address_is_not_told_and_nothing_waits()
    {
        using var desk = new NoticeDesk(company => company with { Employees = [.. company.Employees.Select(one => one with { Notice = null })] });
        desk.Spent("+48601000203", 50);
        desk.Run(1);
        Assert.Empty(desk.Sms.Attempts);
        Assert.Equal(new OutboxBacklog(0, 0, null), desk.Store.Outbox.Backlog());
    }
}
