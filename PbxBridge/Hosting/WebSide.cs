using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Hosting;
using PbxBridge.Configuration;
using PbxBridge.Manager;

namespace PbxBridge.Hosting;

/// <summary>The web side of the bridge: the Manager, <c>GET /healthz</c>, and <c>GET /diagnostics</c> when asked for.</summary>
internal sealed class WebSide : IAsyncDisposable
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private const long LargestRequest = 2_000_000;

    private readonly WebApplication _application;

    private WebSide(WebApplication application) => _application = application;

    /// <summary>Where it really listens.</summary>
    public string Url => _application.Urls.First();

    /// <param name="certificate">For <c>https</c>.</param>
    /// <param name="pages">Null: no Manager.</param>
    /// <exception cref="StartException">The address cannot be listened on.</exception>
    public static async Task<WebSide> StartAsync(
        WebOptions options, X509Certificate2? certificate, Func<Health> health, Func<bool, bool, Diagnostics> diagnostics, ManagerParts? pages, ILoggerFactory logs, CancellationToken cancel)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { Args = [], ContentRootPath = AppContext.BaseDirectory });
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(logs);
        // The bridge decides when to stop; its health is asked until the last call is over.
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        builder.WebHost.UseUrls(options.Url);
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = LargestRequest;
            kestrel.ConfigureHttpsDefaults(https => https.ServerCertificate = certificate);
        });
        if (pages is not null)
            ManagerSite.Add(builder.Services, pages);
        var application = builder.Build();
        if (!options.Proxies.IsEmpty)
            application.UseForwardedHeaders(ForwardedFrom(options));
        if (pages is not null)
            ManagerSite.Map(application);
        application.MapGet("/healthz", () =>
        {
            var now = health();
            return Results.Json(now, Json, statusCode: now.Status == "ok" ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
        });
        if (options.Diagnostics)
            application.MapGet("/diagnostics", (bool? collect, bool? reset) => Results.Json(diagnostics(collect ?? false, reset ?? false), Json));
        try
        {
            await application.StartAsync(cancel).ConfigureAwait(false);
            return new WebSide(application);
        }
        catch (Exception fault) when (fault is IOException or InvalidOperationException or System.Net.Sockets.SocketException)
        {
            await application.DisposeAsync().ConfigureAwait(false);
            throw new StartException($"The web side cannot listen on {options.Url} (Web:Url): {fault.Message}", fault);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _application.StopAsync().ConfigureAwait(false);
        await _application.DisposeAsync().ConfigureAwait(false);
    }

    // One hop: what stands further left was written by whoever asks.
    private static ForwardedHeadersOptions ForwardedFrom(WebOptions options)
    {
        var forwarded = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto };
        forwarded.KnownProxies.Clear();
        forwarded.KnownIPNetworks.Clear();
        foreach (var proxy in options.Proxies)
            forwarded.KnownProxies.Add(proxy);
        return forwarded;
    }

    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
