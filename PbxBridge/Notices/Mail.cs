using System.Text.Json.Nodes;
using PbxBridge.Storage.Outbox;

namespace PbxBridge.Notices;

/// <summary>A mail as it waits in the outbox.</summary>
/// <param name="Body">Plain text; lines end with a line feed.</param>
internal sealed record Mail(string To, string Subject, string Body)
{
    public const string Topic = "mail";

    public NewMessage As(string key, string company) =>
        new(Topic, key, company, new JsonObject { ["to"] = To, ["subject"] = Subject, ["body"] = Body }.ToJsonString());

    /// <summary>Null when the payload is of another form.</summary>
    public static Mail? Read(string payload) =>
        Payload.Of(payload) is { } json && json.Text("to") is { } to && json.Text("subject") is { } subject && json.Text("body") is { } body
            ? new Mail(to, subject, body)
            : null;
}
