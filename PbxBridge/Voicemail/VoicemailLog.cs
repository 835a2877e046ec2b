namespace PbxBridge.Voicemail;

/// <summary>Never keys, PINs or mailbox numbers.</summary>
internal static partial class VoicemailLog
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Call {Call}: voicemail message {Id} of {Seconds:0} s kept")]
    public static partial void Kept(ILogger log, string call, long id, double seconds);

    [LoggerMessage(Level = LogLevel.Information, Message = "Call {Call}: too many wrong PINs")]
    public static partial void WrongPins(ILogger log, string call);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Call {Call}: the mailbox is locked after wrong PINs")]
    public static partial void Locked(ILogger log, string call);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Call {Call}: a stored {What} cannot be played: {Reason}")]
    public static partial void Unreadable(ILogger log, string call, string what, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "The messages of a mailbox cannot be counted: its lamps are told nothing")]
    public static partial void NotCounted(ILogger log, Exception fault);

    [LoggerMessage(Level = LogLevel.Information, Message = "Call {Call}: top-up {Outcome}")]
    public static partial void TopUp(ILogger log, string call, string outcome);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Vouchers cannot be redeemed: the setting Vouchers:Secret {Why}")]
    public static partial void NoVouchers(ILogger log, string why);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Count} wrong voucher codes within an hour: somebody guesses")]
    public static partial void ManyWrongCodes(ILogger log, int count);

    [LoggerMessage(Level = LogLevel.Error, Message = "A voucher could not be redeemed: the store does not answer")]
    public static partial void NotRedeemed(ILogger log, Exception fault);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Call {Call}: the caller is gone")]
    public static partial void CallerGone(ILogger log, string call);

    [LoggerMessage(Level = LogLevel.Error, Message = "Call {Call}: voicemail or announcement failed")]
    public static partial void Failed(ILogger log, string call, Exception fault);
}
