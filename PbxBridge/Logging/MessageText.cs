using System.Globalization;
using Serilog.Events;
using Serilog.Parsing;

namespace PbxBridge.Logging;

/// <summary>The message of an event with its values in place, texts without the quotation marks that Serilog puts around them.</summary>
internal static class MessageText
{
    public static string Of(LogEvent logEvent)
    {
        var text = new StringWriter(CultureInfo.InvariantCulture);
        foreach (var token in logEvent.MessageTemplate.Tokens)
        {
            if (token is PropertyToken property && logEvent.Properties.TryGetValue(property.PropertyName, out var value) && value is ScalarValue { Value: string plain })
                text.Write(plain);
            else
                token.Render(logEvent.Properties, text, CultureInfo.InvariantCulture);
        }

        return text.ToString();
    }
}
