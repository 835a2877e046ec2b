using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using PbxBridge.Interop.Rig;

namespace PbxBridge.Interop;

/// <summary>Notices leave the real program: an activation (P13) by mail and by SMS.</summary>
[Trait("Time", "waits")]
public sealed class NoticeTests
{
    private const int Smtp = 2525;
    private const string Activated = "2026-01-05";

    private static readonly TimeSpan Within = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task A_mail_goes_to_a_server_over_STARTTLS_once()
    {
        var folder = Directory.CreateTempSubdirectory("pbxbridge-smtp-").FullName;
        var (certificate, key) = await WriteCertificateAsync(folder);
        await using var server = new Child(
            "aiosmtpd", ["-n", "-l", $"127.0.0.1:{Smtp}", "--tlscert", certificate, "--tlskey", key, "-c", "aiosmtpd.handlers.Mailbox", Path.Combine(folder, "mail")], folder);
        await Condition.HoldsAsync("the mail server listens", () => server.HasExited || Ports.IsTcpListening(Smtp), Within);
        var company = new CompanyFile().WithActivation("email", "szef@przyklad.example");
        await using var bridge = await BridgeProcess.StartAsync(
            company,
            settings => settings["Notices"] = new JsonObject
            {
                ["Mail"] = new JsonObject { ["Server"] = "localhost", ["Port"] = Smtp, ["From"] = "siec@operator.example" },
            },
            ("SSL_CERT_FILE", certificate));

        await ImportAsync(bridge, company.WithActivation("email", "szef@przyklad.example", Activated));
        await ImportAsync(bridge, company);
        await Condition.HoldsAsync("the mail comes", () => Mails(folder).Length > 0, Within);
        var mail = await File.ReadAllTextAsync(Assert.Single(Mails(folder)));
        Assert.Contains("To: szef@przyklad.example", mail, StringComparison.Ordinal);
        Assert.Contains("Auto-Submitted: auto-generated", mail, StringComparison.Ordinal);
        var body = Encoding.UTF8.GetString(Convert.FromBase64String(mail.ReplaceLineEndings("\n").Split("\n\n", 2)[1]));
        Assert.StartsWith($"Dostęp do Menedżera Sieci Firmowej dla Przykład Sp. z o.o. działa od {Activated}.", body, StringComparison.Ordinal);
        Assert.StartsWith("Waiting: 0, given up: 0.", await bridge.CommandAsync("notices"), StringComparison.Ordinal);
        await bridge.StopAsync();
        Assert.Single(Mails(folder));
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task An_SMS_goes_to_the_mobile_network_and_again_when_it_was_refused()
    {
        await using var mobile = new UdpPeer(Stage.Mobile);
        var company = new CompanyFile().WithActivation("sms", "+48601000200");
        await using var bridge = await BridgeProcess.StartAsync(company);
        await ImportAsync(bridge, company.WithActivation("sms", "+48601000200", Activated));
        var message = await mobile.RequestAsync("MESSAGE");
        Assert.StartsWith("MESSAGE sip:+48601000200@127.0.0.1:5070;user=phone SIP/2.0", message.FirstLine, StringComparison.Ordinal);
        await mobile.SendAsync(message.Response("480 Temporarily Unavailable", Stage.Mobile));
        await Condition.HoldsAsync("the fault is kept", async () => (await bridge.CommandAsync("notices")).Contains("SIP 480", StringComparison.Ordinal), Within);
        var again = await mobile.NextAsync("the second MESSAGE", m => m.Is("MESSAGE "), TimeSpan.FromSeconds(45));
        await mobile.SendAsync(again.Response("200 OK", Stage.Mobile));
        await Condition.HoldsAsync("it is sent", async () => (await bridge.CommandAsync("notices")).StartsWith("Waiting: 0, given up: 0.", StringComparison.Ordinal), Within);
        await bridge.StopAsync();
    }

    private static async Task ImportAsync(BridgeProcess bridge, CompanyFile company)
    {
        var file = Path.Combine(bridge.Folder, "changed.json");
        await File.WriteAllTextAsync(file, company.ToString());
        await bridge.CommandAsync("import", file, "--yes");
    }

    private static string[] Mails(string folder) => Directory.Exists(Path.Combine(folder, "mail", "new")) ? Directory.GetFiles(Path.Combine(folder, "mail", "new")) : [];

    private static async Task<(string Certificate, string Key)> WriteCertificateAsync(string folder)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, pathLengthConstraint: 0, critical: true));
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        var (certificateFile, keyFile) = (Path.Combine(folder, "smtp.pem"), Path.Combine(folder, "smtp.key"));
        await File.WriteAllTextAsync(certificateFile, certificate.ExportCertificatePem());
        await File.WriteAllTextAsync(keyFile, key.ExportPkcs8PrivateKeyPem());
        return (certificateFile, keyFile);
    }
}
