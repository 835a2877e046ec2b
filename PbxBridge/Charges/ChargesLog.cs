namespace PbxBridge.Charges;

/// <summary>What is logged of charging.</summary>
internal static partial class ChargesLog
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "The accounts could not be asked: {Fault}")]
    public static partial void StoreSilent(ILogger log, string fault);

    [LoggerMessage(Level = LogLevel.Information, Message = "Call {Call}: not reserved, {Why}")]
    public static partial void Refused(ILogger log, string call, string why);

    [LoggerMessage(Level = LogLevel.Information, Message = "Call {Call}: cut, {Why}")]
    public static partial void Cut(ILogger log, string call, string why);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Count} reservations of calls that nobody holds any more were ended")]
    public static partial void Swept(ILogger log, int count);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Count} calls ran when their node ended all at once: their records were written, and charged until it was last alive")]
    public static partial void Recovered(ILogger log, int count);

    [LoggerMessage(Level = LogLevel.Error, Message = "Price lists keep their last good version: {Fault}")]
    public static partial void PricesUnusable(ILogger log, string fault);

    [LoggerMessage(Level = LogLevel.Error, Message = "A part of call {Call} was not written: the queue of records is full")]
    public static partial void PartRefused(ILogger log, string call);
}
