using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace PbxBridge.Tests.Notices;

/// <summary>An SMS gateway on loopback.</summary>
internal sealed class GatewayServer : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly TaskCompletionSource _came = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private GatewayServer(WebApplication application) => _application = application;

    public List<GatewayRequest> Requests { get; } = [];

    public string Url => _application.Urls.First() + "/messages";

    public Task Came => _came.Task;

    public static async Task<GatewayServer> StartAsync(int status = 202, string? retryAfter = null, bool holds = false)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var server = new GatewayServer(builder.Build());
        server._application.Run(async context =>
        {
            using var reader = new StreamReader(context.Request.Body);
            var headers = context.Request.Headers;
            server.Requests.Add(new GatewayRequest(
                context.Request.Method, context.Request.Path, context.Request.ContentType ?? "", headers.Authorization.ToString(), headers["Idempotency-Key"].ToString(),
                await reader.ReadToEndAsync()));
            server._came.TrySetResult();
            if (holds)
                await new TaskCompletionSource().Task.WaitAsync(context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            context.Response.StatusCode = status;
            if (retryAfter is not null)
                context.Response.Headers.RetryAfter = retryAfter;
        });
        await server._application.StartAsync();
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        await _application.StopAsync();
        await _application.DisposeAsync();
    }
}

internal sealed record GatewayRequest(string Method, string Path, string ContentType, string Authorization, string Key, string Body);
