using System.Globalization;
using PbxBridge.Calls;
using Serilog.Events;

namespace PbxBridge.Logging;

/// <summary>Lines of ended calls, many in one event of Serilog, so that they pass its sinks at once. The formatters write them one by one, in the form of other lines.
/// One thread.</summary>
internal sealed class CallLines : LogEventPropertyValue
{
    private const string Name = "CallLines";
    private static readonly MessageTemplate NoMessage = new("", []);

    private readonly List<EndedCall> _calls = [];
    private readonly LineClock _clock = new();

    public int Count => _calls.Count;

    public void Add(in EndedCall call) => _calls.Add(call);

    public void Clear() => _calls.Clear();

    /// <summary>The event that carries them all; there is one at least.</summary>
    public LogEvent ToEvent() => new(_calls[^1].At, LogEventLevel.Information, null, NoMessage, [new LogEventProperty(Name, this)]);

    /// <summary>Those that an event carries; null when it is one like any other.</summary>
    public static CallLines? In(LogEvent logEvent) => logEvent.Properties.TryGetValue(Name, out var value) ? value as CallLines : null;

    /// <summary>Short lines for people.</summary>
    public void WriteText(TextWriter output)
    {
        foreach (var call in _calls)
        {
            output.Write(_clock.TimeOfDay(call.At));
            output.Write(' ');
            WriteMessage(call, output);
            output.WriteLine();
        }
    }

    /// <summary>One JSON object a line.</summary>
    public void WriteJson(TextWriter output)
    {
        foreach (var call in _calls)
        {
            output.Write("{\"time\":\"");
            output.Write(_clock.Moment(call.At));
            output.Write("\",\"level\":\"Information\",\"message\":\"");
            WriteMessage(call, output);
            output.Write("\",\"Call\":\"");
            output.Write(call.Call);
            output.Write("\",\"Caller\":\"");
            WriteNumber(call.Caller, output);
            output.Write("\",\"Called\":\"");
            WriteNumber(call.Called, output);
            output.Write("\",\"Outcome\":\"");
            output.Write(call.Outcome.ToString());
            output.Write("\",\"Status\":");
            Write(call.Status, "", output);
            output.Write(",\"Seconds\":");
            Write(call.Talked, "R", output);
            output.WriteLine(",\"source\":\"PbxBridge.Calls.Call\"}");
        }
    }

    public override void Render(TextWriter output, string? format = null, IFormatProvider? formatProvider = null) => WriteText(output);

    private static void WriteMessage(in EndedCall call, TextWriter output)
    {
        output.Write("Call ");
        output.Write(call.Call);
        output.Write(": ");
        WriteNumber(call.Caller, output);
        output.Write(" to ");
        WriteNumber(call.Called, output);
        output.Write(" ended: ");
        output.Write(call.Outcome.ToString());
        output.Write(", ");
        Write(call.Status, "", output);
        output.Write(", ");
        Write(call.Talked, "0", output);
        output.Write(" s");
    }

    // What a peer sends as its number can be anything: nothing of it may end a line or a JSON text.
    private static void WriteNumber(string number, TextWriter output)
    {
        var shown = ShortenedNumber.Shown(number, out var isCut);
        if (!shown.ContainsAnyExceptInRange(' ', '~') && !shown.ContainsAny('"', '\\'))
        {
            output.Write(shown);
        }
        else
        {
            foreach (var character in shown)
                output.Write(character is >= ' ' and not ('"' or '\\' or '\u007f') ? character : '?');
        }
        if (isCut)
            output.Write(ShortenedNumber.Hidden);
    }

    private static void Write<T>(T number, string format, TextWriter output)
        where T : ISpanFormattable
    {
        Span<char> text = stackalloc char[32];
        number.TryFormat(text, out var length, format, CultureInfo.InvariantCulture);
        output.Write(text[..length]);
    }
}
