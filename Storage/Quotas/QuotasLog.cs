using Microsoft.Extensions.Logging;

namespace PbxBridge.Storage.Quotas;

internal static partial class QuotasLog
{
    [LoggerMessage(Level = LogLevel.Error, Message = "A request for talking time was not answered")]
    public static partial void NotAnswered(this ILogger log, Exception fault);
}
