using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using PbxBridge.Interop.Rig;

namespace PbxBridge.Interop;

/// <summary>The same calls when the PBX speaks TCP or TLS.</summary>
public sealed class StreamTrunkTests
{
    [Fact]
    public async Task Calls_pass_in_both_directions_over_a_TCP_trunk()
    {
        await using var bridge = await BridgeProcess.StartAsync(new CompanyFile().WithPbx("tcp", "127.0.0.1:5080"));
        await Stage.PlayAsync(bridge, async stage =>
        {
            var pbx = await stage.PeopleAsync(Stage.Pbx, transport: "t1");
            stage.Caller(Stage.Mobile, "+48601000201", "8123");
            await stage.AllSucceededAsync();
            Assert.StartsWith("SIP/2.0/TCP 127.0.0.1:5060", pbx.Received.First()["Via"], StringComparison.Ordinal);
        });
        await Stage.PlayAsync(bridge, async stage =>
        {
            var mobile = await stage.PeopleAsync(Stage.Mobile);
            stage.Caller(Stage.Pbx, "+48225558123", "202", transport: "t1");
            await stage.AllSucceededAsync();
            Assert.Contains("+48601000202", mobile.Received.First().FirstLine, StringComparison.Ordinal);
        });
        await bridge.StopAsync();
    }

    [Fact]
    public async Task Calls_pass_in_both_directions_over_a_TLS_trunk()
    {
        using var certificate = Certificate();
        var authority = Path.GetTempFileName();
        File.WriteAllText(authority, certificate.ExportCertificatePem());
        await using var bridge = await BridgeProcess.StartAsync(
            new CompanyFile().WithPbx("tls", "127.0.0.1:5080"),
            settings => settings["Sip"] = new JsonObject { ["Tls"] = new JsonObject { ["Trust"] = "Authority", ["Authorities"] = authority } });
        await Stage.PlayAsync(bridge, async stage => await ToThePbxAsync(stage, certificate));
        await Stage.PlayAsync(bridge, FromThePbxAsync);
        await bridge.StopAsync();
        File.Delete(authority);
    }

    private static async Task ToThePbxAsync(Stage stage, X509Certificate2 certificate)
    {
        using var listener = new TcpListener(IPAddress.Loopback, Stage.Pbx);
        listener.Start();
        stage.Caller(Stage.Mobile, "+48601000201", "8123");
        await using var pbx = await StreamPeer.AcceptTlsAsync(listener, certificate);
        var invite = await pbx.RequestAsync("INVITE");
        Assert.StartsWith("SIP/2.0/TLS 127.0.0.1:5061", invite["Via"], StringComparison.Ordinal);
        await pbx.SendAsync(invite.Response("180 Ringing", Stage.Pbx, "TLS"));
        await pbx.SendAsync(invite.Response("200 OK", Stage.Pbx, "TLS", SipText.Offer));
        await pbx.RequestAsync("ACK");
        var bye = await pbx.RequestAsync("BYE");
        await pbx.SendAsync(bye.Response("200 OK", Stage.Pbx, "TLS"));
        await stage.AllSucceededAsync();
    }

    private static async Task FromThePbxAsync(Stage stage)
    {
        var mobile = await stage.PeopleAsync(Stage.Mobile);
        await using var pbx = await StreamPeer.ConnectTlsAsync();
        await pbx.SendAsync(SipText.Request("INVITE", "202", "+48225558123", Stage.Pbx, "TLS", body: SipText.Offer));
        var answer = await pbx.AnswerAsync(200, "INVITE");
        await pbx.SendAsync(answer.InDialog("ACK", 1, Stage.Pbx, "TLS"));
        await pbx.SendAsync(answer.InDialog("BYE", 2, Stage.Pbx, "TLS"));
        await pbx.AnswerAsync(200, "BYE");
        await stage.AllSucceededAsync();
        Assert.Contains("+48601000202", mobile.Received.First().FirstLine, StringComparison.Ordinal);
    }

    private static X509Certificate2 Certificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        using var made = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
    }
}
