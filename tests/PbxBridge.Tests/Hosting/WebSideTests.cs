using System.Net;
using System.Net.Sockets;

namespace PbxBridge.Tests.Hosting;

/// <summary>Where the pages of companies can be reached, with the real program on a free port.</summary>
public sealed class WebSideTests
{
    [Fact]
    public async Task Https_has_the_certificate_that_the_bridge_signs_itself()
    {
        using var run = new ProgramRun();
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), await AskAsync(run, "https"));
    }

    [Fact]
    public async Task Without_the_Manager_there_is_health_alone()
    {
        using var run = new ProgramRun();
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.NotFound), await AskAsync(run, "http", "Web:Manager=false"));
        Assert.DoesNotContain("Manager", run.Out.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_certificate_that_is_not_there_stops_the_start_with_a_sentence()
    {
        using var run = new ProgramRun();
        Assert.Equal(1, await run.RunBridge(new FakeBridge.Watcher(), "Web:Url=https://127.0.0.1:0", "Web:Certificate=nowhere.pem"));
        Assert.Contains("nowhere.pem", Assert.Single(run.Faults), StringComparison.Ordinal);
    }

    // What the health page and the login page answer.
    private static async Task<(HttpStatusCode Health, HttpStatusCode Login)> AskAsync(ProgramRun run, string scheme, params string[] more)
    {
        var (watcher, port) = (new FakeBridge.Watcher(), FreePort());
        var ended = run.RunBridge(watcher, [$"Web:Url={scheme}://127.0.0.1:{port}", .. more]);
        await Task.WhenAny(watcher.Bridge, ended);
        using var handler = new SocketsHttpHandler { UseProxy = false, SslOptions = { RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate is not null } };
        using var client = new HttpClient(handler) { BaseAddress = new Uri($"{scheme}://127.0.0.1:{port}") };
        try
        {
            return (await StatusAsync(client, "/healthz"), await StatusAsync(client, "/login"));
        }
        finally
        {
            run.Stop.Request();
            Assert.True(await ended == 0, run.Error.ToString());
        }
    }

    // The bridge is made a moment before its web side listens.
    private static async Task<HttpStatusCode> StatusAsync(HttpClient client, string path)
    {
        for (var tries = 0; ; tries++)
        {
            try
            {
                using var response = await client.GetAsync(new Uri(path, UriKind.Relative));
                return response.StatusCode;
            }
            catch (HttpRequestException) when (tries < 1000)
            {
                await Task.Yield();
            }
        }
    }

    private static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}
