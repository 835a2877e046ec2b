using System.Globalization;
using Serilog.Events;
using Serilog.Formatting;

namespace PbxBridge.Logging;

/// <summary>Short lines for people: time, a letter for what is not information, the message, the call when the message does not name it.</summary>
internal sealed class ConsoleLineFormatter : ITextFormatter
{
    public void Format(LogEvent logEvent, TextWriter output)
    {
        if (CallLines.In(logEvent) is { } calls)
        {
            calls.WriteText(output);
            return;
        }

        var message = MessageText.Of(logEvent);
        output.Write(logEvent.Timestamp.LocalDateTime.ToString("HH:mm:ss.fff ", CultureInfo.InvariantCulture));
        output.Write(logEvent.Level switch
        {
            LogEventLevel.Verbose => "trace ",
            LogEventLevel.Debug => "debug ",
            LogEventLevel.Warning => "WARNING ",
            LogEventLevel.Error => "ERROR ",
            LogEventLevel.Fatal => "FATAL ",
            _ => "",
        });
        output.Write(message);
        if (logEvent.Properties.TryGetValue("Call", out var call) && call is ScalarValue { Value: string id } && !message.Contains(id, StringComparison.Ordinal))
        {
            output.Write(" [");
            output.Write(id);
            output.Write(']');
        }

        output.WriteLine();
        if (logEvent.Exception is { } fault)
            output.WriteLine(fault);
    }
}
