using System.Globalization;
using System.Net;
using System.Net.Mail;
using System.Text;
using PbxBridge.Configuration;
using PbxBridge.Storage.Outbox;

namespace PbxBridge.Notices;

/// <summary>Mail by SMTP (RFC 5321), over STARTTLS (RFC 3207) and with AUTH (RFC 4954) when so set. The Message-ID is the same on every attempt.</summary>
internal sealed class SmtpMail(NoticeMailOptions options, TimeProvider time) : INoticeWay
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    public async Task<Delivery> SendAsync(OutboxMessage message, CancellationToken cancellation)
    {
        if (Mail.Read(message.Payload) is not { } mail || !MailAddress.TryCreate(mail.To, out var to))
            return new Delivery.Refused("its content cannot be read");
        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellation);
        using var letter = LetterOf(mail, to, NoticeId.Of(message.Key));
        using var client = new SmtpClient(options.Server, options.Port)
        {
            EnableSsl = options.StartTls,
            Credentials = options.User.Length > 0 ? new NetworkCredential(options.User, options.Password) : null,
        };
        try
        {
            // It looks at its token only between two steps of the conversation; its disposal closes the connection.
            await client.SendMailAsync(letter, either.Token).WaitAsync(either.Token).ConfigureAwait(false);
            return Delivery.Sent.Once;
        }
        catch (SmtpFailedRecipientException fault) when ((int)fault.StatusCode >= 500)
        {
            return new Delivery.Refused($"the mail server refuses the recipient: {OneLine(fault)}");
        }
        catch (SmtpException fault)
        {
            return new Delivery.Later($"the mail server: {OneLine(fault)}");
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested)
        {
            return new Delivery.Later(string.Create(CultureInfo.InvariantCulture, $"the mail server did not take it within {Patience.TotalSeconds} s"));
        }
    }

    private MailMessage LetterOf(Mail mail, MailAddress to, string id)
    {
        var from = new MailAddress(options.From, options.Name, Encoding.UTF8);
        var letter = new MailMessage(from, to)
        {
            Subject = mail.Subject.ReplaceLineEndings(" "),
            SubjectEncoding = Encoding.UTF8,
            Body = mail.Body.Replace("\n", "\r\n", StringComparison.Ordinal),
            BodyEncoding = Encoding.UTF8,
        };
        letter.Headers.Add("Message-ID", $"<{id}@{from.Host}>");
        // Nobody's holiday answers it (RFC 3834).
        letter.Headers.Add("Auto-Submitted", "auto-generated");
        return letter;
    }

    // The reason of a refused connection is inside.
    private static string OneLine(SmtpException fault) => string.Join(' ', $"{fault.Message} {fault.InnerException?.Message}".Split(['\r', '\n'], StringSplitOptions.TrimEntries)).Trim();
}
