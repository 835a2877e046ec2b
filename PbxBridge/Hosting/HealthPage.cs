using System.Text.Json;
using Microsoft.Extensions.Hosting;
using PbxBridge.Configuration;

namespace PbxBridge.Hosting;

/// <summary>The web side of the bridge: <c>GET /healthz</c>, and <c>GET /diagnostics</c> when asked for.</summary>
internal sealed class HealthPage : IAsyncDisposable
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private readonly WebApplication _application;

    private HealthPage(WebApplication application) => _application = application;

    /// <summary>Where it really listens.</summary>
    public string Url => _application.Urls.First();

    /// <exception cref="StartException">The address cannot be listened on.</exception>
    public static async Task<HealthPage> StartAsync(
        WebOptions options, Func<Health> health, Func<bool, bool, Diagnostics> diagnostics, ILoggerFactory logs, CancellationToken cancel)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { Args = [], ContentRootPath = AppContext.BaseDirectory });
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(logs);
        // The bridge decides when to stop; its health is asked until the last call is over.
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        builder.WebHost.UseUrls(options.Url);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        var application = builder.Build();
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
            return new HealthPage(application);
        }
        catch (Exception fault) when (fault is IOException or InvalidOperationException or System.Net.Sockets.SocketException)
        {
            await application.DisposeAsync().ConfigureAwait(false);
            throw new StartException($"The health page cannot listen on {options.Url} (Web:Url): {fault.Message}", fault);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _application.StopAsync().ConfigureAwait(false);
        await _application.DisposeAsync().ConfigureAwait(false);
    }

    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
