using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using PbxBridge.Configuration;
using PbxBridge.Storage.Outbox;

namespace PbxBridge.Notices;

/// <summary>SMS by an HTTP gateway. Request and answers are those of docs/operations.md.</summary>
internal sealed class SmsGateway(NoticeSmsOptions options, TimeProvider time) : INoticeWay, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly HttpClient _client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    public async Task<Delivery> SendAsync(OutboxMessage message, CancellationToken cancellation)
    {
        if (Sms.Read(message.Payload) is not { } sms)
            return new Delivery.Refused("its content cannot be read");
        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellation);
        using var request = RequestOf(sms, NoticeId.Of(message.Key));
        try
        {
            using var answer = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token).ConfigureAwait(false);
            return DeliveryOf(answer);
        }
        catch (HttpRequestException fault)
        {
            return new Delivery.Later($"the gateway cannot be reached: {fault.Message}");
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested)
        {
            return new Delivery.Later(string.Create(CultureInfo.InvariantCulture, $"the gateway did not answer within {Patience.TotalSeconds} s"));
        }
    }

    public void Dispose() => _client.Dispose();

    private HttpRequestMessage RequestOf(Sms sms, string id)
    {
        var body = new JsonObject { ["id"] = id, ["to"] = sms.To, ["text"] = sms.Text };
        if ((options.From.Length > 0 ? options.From : sms.From) is { } from)
            body["from"] = from;
        var request = new HttpRequestMessage(HttpMethod.Post, options.Url) { Content = new StringContent(body.ToJsonString(), null, "application/json") };
        request.Headers.Add("Idempotency-Key", id);
        if (options.Token.Length > 0)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", options.Token);
        return request;
    }

    private Delivery DeliveryOf(HttpResponseMessage answer) => answer.StatusCode switch
    {
        >= HttpStatusCode.OK and < HttpStatusCode.MultipleChoices => Delivery.Sent.Once,
        // It has that id already.
        HttpStatusCode.Conflict => Delivery.Sent.Once,
        HttpStatusCode.BadRequest or HttpStatusCode.Gone or HttpStatusCode.RequestEntityTooLarge or HttpStatusCode.UnprocessableEntity =>
            new Delivery.Refused($"HTTP {(int)answer.StatusCode}"),
        _ => new Delivery.Later($"HTTP {(int)answer.StatusCode}", PauseOf(answer.Headers.RetryAfter)),
    };

    private TimeSpan? PauseOf(RetryConditionHeaderValue? asked) => asked?.Delta ?? (asked?.Date - time.GetUtcNow());
}
