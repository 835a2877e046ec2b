using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace PbxBridge.Tests.Notices;

/// <summary>A small SMTP server on loopback: EHLO, STARTTLS, AUTH LOGIN, MAIL, RCPT, DATA (RFC 5321, 3207, 4954).</summary>
internal sealed class SmtpServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly List<Task> _sessions = [];
    private readonly TaskCompletionSource _waits = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _accepting;
    private bool _loggedIn;

    public SmtpServer()
    {
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public X509Certificate2? Certificate { get; init; }

    /// <summary>User and password that it asks for.</summary>
    public (string User, string Password)? Account { get; init; }

    /// <summary>Answers other than the usual ones, by the first word of the command.</summary>
    public Dictionary<string, string> Answers { get; } = [];

    /// <summary>Takes the mail and does not say so.</summary>
    public bool Hangs { get; init; }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>What clients said, with <c>(TLS)</c> where the connection was encrypted; contents of mails apart.</summary>
    public List<string> Lines { get; } = [];

    public List<string> Mails { get; } = [];

    /// <summary>Completes when it hangs.</summary>
    public Task Waits => _waits.Task;

    public static X509Certificate2 NewCertificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        await Task.WhenAll(_sessions);
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                _sessions.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
        }
        catch (Exception fault) when (fault is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The end.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var closing = client;
        Stream stream = client.GetStream();
        try
        {
            await SayAsync(stream, "220 test ESMTP");
            while (await ReadLineAsync(stream) is { } line)
            {
                var word = line.Split(' ', ':')[0].ToUpperInvariant();
                Lines.Add(stream is SslStream ? line + " (TLS)" : line);
                await SayAsync(stream, Answers.GetValueOrDefault(word) ?? await AnswerAsync(stream, word, line));
                if (word == "QUIT")
                    return;
                if (word == "STARTTLS" && Certificate is not null)
                {
                    var tls = new SslStream(stream);
                    await tls.AuthenticateAsServerAsync(Certificate);
                    stream = tls;
                }
            }
        }
        catch (Exception fault) when (fault is IOException or OperationCanceledException or System.Security.Authentication.AuthenticationException)
        {
            // The client is gone, or does not trust us.
        }
    }

    private async Task<string> AnswerAsync(Stream stream, string word, string line)
    {
        switch (word)
        {
            case "MAIL" when Account is not null && !_loggedIn:
                return "530 5.7.0 log in first";
            case "EHLO":
                var offers = new List<string> { "250-test" };
                if (Certificate is not null && stream is not SslStream)
                    offers.Add("250-STARTTLS");
                if (Account is not null)
                    offers.Add("250-AUTH LOGIN");
                return string.Join("\r\n", [.. offers, "250 8BITMIME"]);
            case "STARTTLS":
                return "220 go ahead";
            case "AUTH":
                _loggedIn = await LogInAsync(stream, line);
                return _loggedIn ? "235 welcome" : "535 wrong";
            case "DATA":
                await SayAsync(stream, "354 go on");
                await ReadMailAsync(stream);
                return "250 taken";
            default:
                return "250 fine";
        }
    }

    private async Task<bool> LogInAsync(Stream stream, string line)
    {
        var words = line.Split(' ');
        var user = words.Length > 2 ? words[2] : await AskAsync(stream, "Username:");
        return (Text(user), Text(await AskAsync(stream, "Password:"))) == Account;

        static string Text(string base64) => Encoding.UTF8.GetString(Convert.FromBase64String(base64));
    }

    private async Task<string> AskAsync(Stream stream, string question)
    {
        await SayAsync(stream, "334 " + Convert.ToBase64String(Encoding.ASCII.GetBytes(question)));
        return await ReadLineAsync(stream) ?? "";
    }

    private async Task ReadMailAsync(Stream stream)
    {
        var mail = new StringBuilder();
        while (await ReadLineAsync(stream) is { } line && line != ".")
            mail.Append(line.StartsWith('.') ? line[1..] : line).Append('\n');
        Mails.Add(mail.ToString());
        if (!Hangs)
            return;
        _waits.SetResult();
        await new TaskCompletionSource().Task.WaitAsync(_stop.Token);
    }

    private async Task SayAsync(Stream stream, string line) => await stream.WriteAsync(Encoding.ASCII.GetBytes(line + "\r\n"), _stop.Token);

    private async Task<string?> ReadLineAsync(Stream stream)
    {
        var line = new List<byte>();
        var one = new byte[1];
        while (await stream.ReadAsync(one, _stop.Token) == 1)
        {
            if (one[0] == '\n')
                return Encoding.UTF8.GetString([.. line]).TrimEnd('\r');
            line.Add(one[0]);
        }

        return null;
    }
}
