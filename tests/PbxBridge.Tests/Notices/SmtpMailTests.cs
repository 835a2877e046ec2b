using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using PbxBridge.Configuration;
using PbxBridge.Notices;
using PbxBridge.Storage.Outbox;
using PbxBridge.Testing;

namespace PbxBridge.Tests.Notices;

/// <summary>A whole conversation with an SMTP server.</summary>
public sealed class SmtpMailTests
{
    private static readonly X509Certificate2 Trusted = SmtpServer.NewCertificate();

    static SmtpMailTests()
    {
#pragma warning disable SYSLIB0014 // The only place where System.Net.Mail can be told whom a test trusts.
        ServicePointManager.ServerCertificateValidationCallback = (_, certificate, _, _) => certificate?.GetCertHashString() == Trusted.GetCertHashString();
#pragma warning restore SYSLIB0014
    }

    [Fact]
    public async Task A_mail_in_polish_goes_out_over_TLS_after_login()
    {
        await using var server = new SmtpServer { Certificate = Trusted, Account = ("bridge", "tajne-ąę") };
        var mail = new SmtpMail(OptionsOf(server) with { User = "bridge", Password = "tajne-ąę" }, new ManualTime());
        Assert.Equal(Delivery.Sent.Once, await mail.SendAsync(Message(), CancellationToken.None));
        Assert.Equal("STARTTLS", server.Lines[1]);
        Assert.StartsWith("AUTH login", server.Lines[3]);
        Assert.Equal(["MAIL FROM:<siec@operator.example> (TLS)", "RCPT TO:<anna@przyklad.example> (TLS)", "DATA (TLS)"], server.Lines[4..7]);
        var (headers, body) = Parts(Assert.Single(server.Mails));
        Assert.Contains($"Message-ID: <{NoticeId.Of("k1")}@operator.example>", headers);
        Assert.Contains("Auto-Submitted: auto-generated", headers);
        Assert.Contains("To: anna@przyklad.example", headers);
        Assert.Equal("Sieć firmowa: wykorzystano 80% limitu", Word(headers.Single(line => line.StartsWith("Subject: ", StringComparison.Ordinal))["Subject: ".Length..]));
        Assert.Equal("Sieć firmowa", Word(headers.Single(line => line.StartsWith("From: ", StringComparison.Ordinal))["From: ".Length..].Split(" <")[0].Trim('"')));
        Assert.Contains("Content-Type: text/plain; charset=utf-8", headers);
        Assert.Equal("Pozostało 20,00 zł.\r\n.kropka\r\n", Decoded(headers, body));
    }

    [Fact]
    public async Task A_server_without_TLS_and_login_takes_it_when_so_set()
    {
        await using var server = new SmtpServer();
        Assert.Equal(Delivery.Sent.Once, await Send(OptionsOf(server) with { StartTls = false }));
        Assert.Equal(["MAIL FROM:<siec@operator.example>", "RCPT TO:<anna@przyklad.example>", "DATA"], server.Lines[1..4]);
        Assert.Single(server.Mails);
    }

    [Fact]
    public async Task Nothing_is_said_to_a_server_that_offers_no_TLS()
    {
        await using var server = new SmtpServer { Account = ("bridge", "secret") };
        var fault = Assert.IsType<Delivery.Later>(await Send(OptionsOf(server) with { User = "bridge", Password = "secret" })).Fault;
        Assert.Equal("the mail server: Server does not support secure connections.", fault);
        Assert.DoesNotContain(server.Lines, line => line.StartsWith("AUTH", StringComparison.Ordinal) || line.StartsWith("MAIL", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Nothing_is_said_to_a_server_that_is_not_trusted()
    {
        using var other = SmtpServer.NewCertificate();
        await using var server = new SmtpServer { Certificate = other, Account = ("bridge", "secret") };
        Assert.IsType<Delivery.Later>(await Send(OptionsOf(server) with { User = "bridge", Password = "secret" }));
        Assert.Equal("STARTTLS", server.Lines[^1]);
        Assert.Empty(server.Mails);
    }

    [Fact]
    public async Task A_wrong_password_is_tried_again()
    {
        await using var server = new SmtpServer { Certificate = Trusted, Account = ("bridge", "right") };
        Assert.Contains("5.7.0 log in first", Assert.IsType<Delivery.Later>(await Send(OptionsOf(server) with { User = "bridge", Password = "wrong" })).Fault);
        Assert.Empty(server.Mails);
    }

    [Fact]
    public async Task A_recipient_that_does_not_exist_is_final()
    {
        await using var server = new SmtpServer();
        server.Answers["RCPT"] = "550 5.1.1 no such user";
        Assert.StartsWith("the mail server refuses the recipient: ", Assert.IsType<Delivery.Refused>(await Send(OptionsOf(server) with { StartTls = false })).Fault);
    }

    [Theory]
    [InlineData("RCPT", "450 4.2.1 grey-listed")]
    [InlineData("MAIL", "421 4.3.2 closing")]
    [InlineData("MAIL", "550 5.7.1 not from you")]
    [InlineData("DATA", "451 4.3.0 later")]
    public async Task Everything_else_is_tried_again(string command, string answer)
    {
        await using var server = new SmtpServer();
        server.Answers[command] = answer;
        Assert.IsType<Delivery.Later>(await Send(OptionsOf(server) with { StartTls = false }));
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_tried_again()
    {
        var server = new SmtpServer();
        var options = OptionsOf(server);
        await server.DisposeAsync();
        Assert.StartsWith("the mail server: ", Assert.IsType<Delivery.Later>(await Send(options)).Fault);
    }

    [Fact]
    public async Task A_server_that_does_not_say_that_it_took_the_mail_is_tried_again()
    {
        var time = new ManualTime();
        await using var server = new SmtpServer { Hangs = true };
        var attempt = new SmtpMail(OptionsOf(server) with { StartTls = false }, time).SendAsync(Message(), CancellationToken.None);
        await server.Waits;
        time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(new Delivery.Later("the mail server did not take it within 60 s"), await attempt);
    }

    [Fact]
    public async Task An_address_that_is_none_is_final() =>
        Assert.IsType<Delivery.Refused>(await new SmtpMail(new NoticeMailOptions { Server = "localhost", From = "a@b" }, new ManualTime()).SendAsync(Message("a@@b"), CancellationToken.None));

    private static Task<Delivery> Send(NoticeMailOptions options) => new SmtpMail(options, new ManualTime()).SendAsync(Message(), CancellationToken.None);

    private static NoticeMailOptions OptionsOf(SmtpServer server) => new() { Server = "localhost", Port = server.Port, From = "siec@operator.example" };

    private static OutboxMessage Message(string to = "anna@przyklad.example")
    {
        var message = new Mail(to, "Sieć firmowa: wykorzystano 80% limitu", "Pozostało 20,00 zł.\n.kropka\n").As("k1", "przyklad");
        return new OutboxMessage(1, message.Topic, message.Key, message.Company, message.Payload, MessageState.Waiting, 1, ManualTime.Start, ManualTime.Start, null);
    }

    private static (string[] Headers, string Body) Parts(string mail)
    {
        var parts = mail.Split("\n\n", 2);
        return (parts[0].Replace("\n ", " ", StringComparison.Ordinal).Split('\n'), parts[1]);
    }

    // RFC 2047.
    private static string Word(string text) => string.Concat(text.Split(' ').Select(word => word.Split('?') switch
    {
        ["=", "utf-8", "B", var base64, "="] => Encoding.UTF8.GetString(Convert.FromBase64String(base64)),
        ["=", "utf-8", "Q", var quoted, "="] => Uri.UnescapeDataString(quoted.Replace('_', ' ').Replace('=', '%')),
        _ => throw new FormatException(word),
    }));

    private static string Decoded(string[] headers, string body)
    {
        Assert.Contains("Content-Transfer-Encoding: base64", headers);
        return Encoding.UTF8.GetString(Convert.FromBase64String(body));
    }
}
