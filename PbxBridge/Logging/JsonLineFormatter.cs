using System.Globalization;
using Serilog.Events;
using Serilog.Formatting;
using Serilog.Formatting.Json;

namespace PbxBridge.Logging;

/// <summary>One JSON object a line: <c>time</c> (UTC), <c>level</c>, <c>message</c>, <c>source</c>, the properties of the event (a call's id is
/// <c>Call</c>), <c>exception</c>.</summary>
internal sealed class JsonLineFormatter : ITextFormatter
{
    private static readonly JsonValueFormatter Values = new(typeTagName: null);

    public void Format(LogEvent logEvent, TextWriter output)
    {
        if (CallLines.In(logEvent) is { } calls)
        {
            calls.WriteJson(output);
            return;
        }

        output.Write("{\"time\":\"");
        output.Write(logEvent.Timestamp.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
        output.Write("\",\"level\":\"");
        output.Write(logEvent.Level.ToString());
        output.Write("\",\"message\":");
        JsonValueFormatter.WriteQuotedJsonString(MessageText.Of(logEvent), output);
        foreach (var (name, value) in logEvent.Properties)
        {
            if (name is "{OriginalFormat}" or "EventId" or "Scope")
                continue;
            output.Write(',');
            JsonValueFormatter.WriteQuotedJsonString(name == "SourceContext" ? "source" : name, output);
            output.Write(':');
            Values.Format(value, output);
        }

        if (logEvent.Exception is { } fault)
        {
            output.Write(",\"exception\":");
            JsonValueFormatter.WriteQuotedJsonString(fault.ToString(), output);
        }

        output.WriteLine('}');
    }
}
