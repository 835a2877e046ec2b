using System.Security.Cryptography.X509Certificates;
using PbxBridge.Sip.Tests.Loop;
using PbxBridge.Sip.Transport;

namespace PbxBridge.Sip.Tests.Transport;

public sealed class ServerCertificateTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("pbxbridge").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string In(string file) => Path.Combine(_folder, file);

    [Fact]
    public void The_certificate_of_our_own_is_kept_across_restarts()
    {
        using var first = ServerCertificate.Own(_folder, ["sip.example", "127.0.0.1"], TimeProvider.System);
        using var second = ServerCertificate.Own(_folder, ["sip.example", "127.0.0.1"], TimeProvider.System);
        Assert.Equal(first.Thumbprint, second.Thumbprint);
        Assert.Equal("CN=sip.example", first.Subject);
        Assert.True(second.HasPrivateKey);
        Assert.True(second.MatchesHostname("127.0.0.1"));
        Assert.Equal(730, Math.Round((second.NotAfter.ToUniversalTime() - DateTime.UtcNow).TotalDays));
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(In(ServerCertificate.OwnFile)));
    }

    [Fact]
    public void A_new_name_or_a_near_end_makes_a_new_one()
    {
        var clock = new HandClock();
        using var first = ServerCertificate.Own(_folder, ["sip.example"], clock);
        using var more = ServerCertificate.Own(_folder, ["sip.example", "::1"], clock);
        Assert.NotEqual(first.Thumbprint, more.Thumbprint);
        clock.Move(TimeSpan.FromDays(699));
        Assert.Equal(more.Thumbprint, ServerCertificate.Own(_folder, ["::1"], clock).Thumbprint);
        clock.Move(TimeSpan.FromDays(2));
        Assert.NotEqual(more.Thumbprint, ServerCertificate.Own(_folder, ["sip.example"], clock).Thumbprint);
    }

    [Fact]
    public void PEM_and_PFX_files_are_read()
    {
        using var own = ServerCertificate.Own(_folder, ["sip.example"], TimeProvider.System);
        File.WriteAllBytes(In("a.pfx"), own.Export(X509ContentType.Pfx, "secret"));
        File.WriteAllText(In("cert.pem"), own.ExportCertificatePem());
        File.WriteAllText(In("key.pem"), own.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem());
        Assert.Equal(own.Thumbprint, ServerCertificate.Load(In("a.pfx"), null, "secret", TimeProvider.System).Thumbprint);
        Assert.Equal(own.Thumbprint, ServerCertificate.Load(In("cert.pem"), In("key.pem"), null, TimeProvider.System).Thumbprint);
        Assert.Equal(own.Thumbprint, ServerCertificate.Load(In(ServerCertificate.OwnFile), null, null, TimeProvider.System).Thumbprint);
    }

    [Fact]
    public void A_certificate_that_cannot_be_used_is_refused_with_a_sentence()
    {
        using var own = ServerCertificate.Own(_folder, ["sip.example"], TimeProvider.System);
        File.WriteAllBytes(In("a.pfx"), own.Export(X509ContentType.Pfx, "secret"));
        File.WriteAllText(In("cert.pem"), own.ExportCertificatePem());
        File.WriteAllText(In("junk.pem"), "no certificate");
        Assert.Equal($"The certificate file '{In("none.pem")}' does not exist.", Refusal("none.pem"));
        Assert.StartsWith($"The certificate '{In("junk.pem")}' cannot be read: ", Refusal("junk.pem"));
        Assert.StartsWith($"The certificate '{In("cert.pem")}' cannot be read: ", Refusal("cert.pem"));
        Assert.StartsWith($"The certificate '{In("a.pfx")}' cannot be read: ", Refusal("a.pfx"));
        using var old = ServerCertificate.Own(In("old"), ["sip.example"], new HandClock());
        var path = Path.Combine(In("old"), ServerCertificate.OwnFile);
        Assert.Equal($"The certificate '{path}' expired on {old.NotAfter:yyyy-MM-dd}.",
            Assert.Throws<CertificateException>(() => ServerCertificate.Load(path, null, null, TimeProvider.System)).Message);
    }

    [Fact]
    public void A_damaged_file_of_our_own_is_a_fault_and_is_not_overwritten()
    {
        File.WriteAllText(In(ServerCertificate.OwnFile), "damaged");
        Assert.Throws<CertificateException>(() => ServerCertificate.Own(_folder, ["sip.example"], TimeProvider.System));
        Assert.Equal("damaged", File.ReadAllText(In(ServerCertificate.OwnFile)));
    }

    private string Refusal(string file)
    {
        var message = Assert.Throws<CertificateException>(() => ServerCertificate.Load(In(file), null, null, TimeProvider.System)).Message;
        Assert.DoesNotContain('\n', message);
        return message;
    }
}
