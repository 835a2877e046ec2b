using System.Text.Json.Nodes;
using PbxBridge.Charging.Limits;
using PbxBridge.Storage.Outbox;

namespace PbxBridge.Notices;

/// <summary>An SMS as it waits in the outbox.</summary>
/// <param name="To">E.164.</param>
/// <param name="From">Main number of the company, E.164; null = it has none.</param>
/// <param name="Text">At most <see cref="GsmText.Longest"/> characters, all of the GSM alphabet.</param>
internal sealed record Sms(string To, string? From, string Text)
{
    public const string Topic = "sms";

    /// <summary>A text that does not fit is written in plain letters and cut.</summary>
    public NewMessage As(string key, string company) => new(Topic, key, company, new JsonObject
    {
        ["to"] = To,
        ["from"] = From,
        ["text"] = GsmText.Cut(GsmText.Plain(Text), GsmText.Longest),
    }.ToJsonString());

    /// <summary>Null when the payload is of another form.</summary>
    public static Sms? Read(string payload) => Payload.Of(payload) is { } json && json.Text("to") is { } to && json.Text("text") is { } text
        ? new Sms(to, json.Text("from"), text)
        : null;
}
