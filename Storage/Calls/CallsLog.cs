using Microsoft.Extensions.Logging;

namespace PbxBridge.Storage.Calls;

internal static partial class CallsLog
{
    [LoggerMessage(Level = LogLevel.Error, Message = "{Count} call records wait, the store took none: {Reason} Trying again in {Wait}")]
    public static partial void GroupFailed(this ILogger log, int count, string reason, TimeSpan wait);

    [LoggerMessage(Level = LogLevel.Information, Message = "The store takes call records again, {Count} still wait")]
    public static partial void Recovered(this ILogger log, int count);

    [LoggerMessage(Level = LogLevel.Error, Message = "Call {Call}: its record cannot be written and is dropped")]
    public static partial void RecordDropped(this ILogger log, string call, Exception fault);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The calls were not sorted by company, trying again with the next: {Reason}")]
    public static partial void NotSorted(this ILogger log, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The store's log was not folded into its file, trying again: {Reason}")]
    public static partial void NotFolded(this ILogger log, string reason);

    [LoggerMessage(Level = LogLevel.Critical, Message = "{Count} call records are lost, the store took none until the end: {Reason}")]
    public static partial void RecordsLost(this ILogger log, int count, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "An error in the program while call records were written")]
    public static partial void WriterFault(this ILogger log, Exception fault);

    [LoggerMessage(Level = LogLevel.Critical, Message = "The writer of call records ended, no new calls will be taken")]
    public static partial void WriterEnded(this ILogger log, Exception fault);
}
