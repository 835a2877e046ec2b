namespace PbxBridge.Notices;

internal static partial class NoticesLog
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Notice {Notice} ({Topic}, company {Company}) sent, attempt {Attempt}")]
    public static partial void NoticeSent(this ILogger log, long notice, string topic, string company, int attempt);

    [LoggerMessage(Level = LogLevel.Information, Message = "Notice {Notice} ({Topic}, company {Company}) not sent, attempt {Attempt}: {Fault}; again in {Seconds} s")]
    public static partial void NoticeDelayed(this ILogger log, long notice, string topic, string company, int attempt, string fault, double seconds);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Notice {Notice} ({Topic}, company {Company}) given up after {Attempts} attempts: {Fault}")]
    public static partial void GivenUp(this ILogger log, long notice, string topic, string company, int attempts, string fault);

    [LoggerMessage(Level = LogLevel.Error, Message = "Notice {Notice} ({Topic}): the attempt broke; it is made again")]
    public static partial void AttemptBroke(this ILogger log, long notice, string topic, Exception? fault);

    [LoggerMessage(Level = LogLevel.Error, Message = "Notices wait: the store does not answer: {Reason}")]
    public static partial void OutboxSilent(this ILogger log, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "Looking for notices failed; it goes on")]
    public static partial void LookFault(this ILogger log, Exception fault);
}
