namespace PbxBridge.Hosting;

internal static partial class HostLog
{
    [LoggerMessage(Level = LogLevel.Information, Message = "PbxBridge {Version} started: {Listeners}, {Companies} companies")]
    public static partial void Started(this ILogger log, string version, string listeners, int companies);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Shortage}")]
    public static partial void PortShortage(this ILogger log, string shortage);

    [LoggerMessage(Level = LogLevel.Information, Message = "Stopping: {Calls} calls may go on for {Seconds} s")]
    public static partial void Draining(this ILogger log, int calls, int seconds);

    [LoggerMessage(Level = LogLevel.Information, Message = "Stopped, {Calls} calls were cut off")]
    public static partial void Stopped(this ILogger log, int calls);

    [LoggerMessage(Level = LogLevel.Information, Message = "Company data changed: {Companies} companies")]
    public static partial void DirectoryChanged(this ILogger log, int companies);

    [LoggerMessage(Level = LogLevel.Error, Message = "Not taken up; what was there before, or the rest of it, still counts: {Fault}")]
    public static partial void DocumentUnusable(this ILogger log, string fault);

    [LoggerMessage(Level = LogLevel.Error, Message = "The store does not answer: {Reason}")]
    public static partial void StoreSilent(this ILogger log, string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "The store answers again")]
    public static partial void StoreAnswers(this ILogger log);

    [LoggerMessage(Level = LogLevel.Information, Message = "Forgot {Calls} call records and {Messages} voicemail messages that were too old")]
    public static partial void Forgotten(this ILogger log, int calls, int messages);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Prompts: {Fault}")]
    public static partial void PromptFault(this ILogger log, string fault);

    [LoggerMessage(Message = "A turn of the signalling loop took {Milliseconds} ms, longest in it: {Culprit}")]
    public static partial void SlowTurn(this ILogger log, LogLevel level, string culprit, double milliseconds);

    [LoggerMessage(Level = LogLevel.Error, Message = "A fault on the signalling loop; it goes on")]
    public static partial void LoopFault(this ILogger log, Exception fault);

    [LoggerMessage(Level = LogLevel.Critical, Message = "The signalling loop ended")]
    public static partial void LoopEnded(this ILogger log, Exception fault);

    [LoggerMessage(Level = LogLevel.Error, Message = "A name could not be looked up")]
    public static partial void LookUpFault(this ILogger log, Exception fault);

    [LoggerMessage(Level = LogLevel.Error, Message = "Looking for changed companies failed; it goes on")]
    public static partial void WatchFault(this ILogger log, Exception fault);

    [LoggerMessage(Level = LogLevel.Error, Message = "Forgetting old records failed; it is tried again in an hour")]
    public static partial void RetentionFault(this ILogger log, Exception fault);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Count} charges exported in {File}")]
    public static partial void ChargesExported(this ILogger log, string file, long count);

    [LoggerMessage(Level = LogLevel.Error, Message = "Charges could not be exported; they come with the next file")]
    public static partial void ExportFault(this ILogger log, Exception fault);
}
