using System.Text.Json.Nodes;
using PbxBridge.Configuration;
using PbxBridge.Notices;
using PbxBridge.Storage.Outbox;
using PbxBridge.Testing;

namespace PbxBridge.Tests.Notices;

/// <summary>The request that docs/operations.md promises, to a real HTTP server.</summary>
public sealed class SmsGatewayTests
{
    [Fact]
    public async Task The_request_is_as_documented()
    {
        await using var server = await GatewayServer.StartAsync();
        using var gateway = new SmsGateway(new NoticeSmsOptions { Url = server.Url, Token = "secret-token" }, new ManualTime());
        Assert.Equal(Delivery.Sent.Once, await gateway.SendAsync(Message("+48225558000"), CancellationToken.None));
        var request = Assert.Single(server.Requests);
        Assert.Equal(("POST", "/messages", "application/json; charset=utf-8", "Bearer secret-token"), (request.Method, request.Path, request.ContentType, request.Authorization));
        Assert.Equal(NoticeId.Of("k1"), request.Key);
        Assert.True(JsonNode.DeepEquals(
            JsonNode.Parse($$"""{ "id": "{{NoticeId.Of("k1")}}", "to": "+48601000201", "from": "+48225558000", "text": "Pozostalo 20,00 zl." }"""), JsonNode.Parse(request.Body)), request.Body);
    }

    [Fact]
    public async Task Sender_and_token_are_left_out_when_there_are_none_and_the_set_sender_wins()
    {
        await using var server = await GatewayServer.StartAsync();
        using var plain = new SmsGateway(new NoticeSmsOptions { Url = server.Url }, new ManualTime());
        using var named = new SmsGateway(new NoticeSmsOptions { Url = server.Url, From = "Przyklad" }, new ManualTime());
        await plain.SendAsync(Message(null), CancellationToken.None);
        await named.SendAsync(Message("+48225558000"), CancellationToken.None);
        Assert.DoesNotContain("from", server.Requests[0].Body);
        Assert.Equal("", server.Requests[0].Authorization);
        Assert.Contains("\"from\":\"Przyklad\"", server.Requests[1].Body);
    }

    [Theory]
    [InlineData(200)]
    [InlineData(202)]
    [InlineData(204)]
    [InlineData(409)]
    public async Task Taken_now_or_before_is_sent(int status) => Assert.Equal(Delivery.Sent.Once, await AnswerTo(status));

    [Theory]
    [InlineData(400)]
    [InlineData(410)]
    [InlineData(413)]
    [InlineData(422)]
    public async Task What_is_wrong_with_the_message_is_final(int status) => Assert.Equal(new Delivery.Refused($"HTTP {status}"), await AnswerTo(status));

    [Theory]
    [InlineData(301)]
    [InlineData(401)]
    [InlineData(404)]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(503)]
    public async Task Everything_else_is_tried_again(int status) => Assert.Equal(new Delivery.Later($"HTTP {status}"), await AnswerTo(status));

    [Theory]
    [InlineData("90", 90)]
    [InlineData("Mon, 05 Jan 2026 08:02:00 GMT", 120)]
    public async Task Retry_after_is_kept(string asked, int seconds) =>
        Assert.Equal(new Delivery.Later("HTTP 503", TimeSpan.FromSeconds(seconds)), await AnswerTo(503, asked));

    [Fact]
    public async Task A_gateway_that_is_not_there_is_tried_again()
    {
        var server = await GatewayServer.StartAsync();
        using var gateway = new SmsGateway(new NoticeSmsOptions { Url = server.Url }, new ManualTime());
        await server.DisposeAsync();
        Assert.StartsWith("the gateway cannot be reached: ", Assert.IsType<Delivery.Later>(await gateway.SendAsync(Message(null), CancellationToken.None)).Fault);
    }

    [Fact]
    public async Task A_gateway_that_does_not_answer_is_tried_again()
    {
        var time = new ManualTime();
        await using var server = await GatewayServer.StartAsync(holds: true);
        using var gateway = new SmsGateway(new NoticeSmsOptions { Url = server.Url }, time);
        var attempt = gateway.SendAsync(Message(null), CancellationToken.None);
        await server.Came;
        time.Advance(TimeSpan.FromSeconds(20));
        Assert.Equal(new Delivery.Later("the gateway did not answer within 20 s"), await attempt);
    }

    [Fact]
    public async Task The_end_of_the_program_cuts_an_attempt_off()
    {
        await using var server = await GatewayServer.StartAsync(holds: true);
        using var gateway = new SmsGateway(new NoticeSmsOptions { Url = server.Url }, new ManualTime());
        using var stop = new CancellationTokenSource();
        var attempt = gateway.SendAsync(Message(null), stop.Token);
        await server.Came;
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => attempt);
    }

    private static async Task<Delivery> AnswerTo(int status, string? retryAfter = null)
    {
        await using var server = await GatewayServer.StartAsync(status, retryAfter);
        using var gateway = new SmsGateway(new NoticeSmsOptions { Url = server.Url }, new ManualTime());
        return await gateway.SendAsync(Message(null), CancellationToken.None);
    }

    private static OutboxMessage Message(string? from)
    {
        var message = new Sms("+48601000201", from, "Pozostalo 20,00 zl.").As("k1", "przyklad");
        return new OutboxMessage(1, message.Topic, message.Key, message.Company, message.Payload, MessageState.Waiting, 1, ManualTime.Start, ManualTime.Start, null);
    }
}
