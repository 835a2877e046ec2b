namespace PbxBridge.Fees;

internal static partial class FeesLog
{
    [LoggerMessage(Level = LogLevel.Information, Message = "{Count} subscription fees of the billing cycle booked")]
    public static partial void Booked(ILogger log, int count);

    [LoggerMessage(Level = LogLevel.Error, Message = "Subscription fees could not be booked; tried again in an hour")]
    public static partial void NotBooked(ILogger log, Exception fault);
}
