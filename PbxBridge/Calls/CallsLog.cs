using PbxBridge.Routing.Plans;

namespace PbxBridge.Calls;

/// <summary>One line for each call, at its end; its start and its answer only at Debug, where a caller must ask first whether that is on.</summary>
internal static partial class CallsLog
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "{Caller} was refused by the rules more than 60 times within a minute: a scan, or fraud")]
    public static partial void ManyDenials(ILogger log, string caller);

    /// <summary>Asks first whether anybody looks.</summary>
    public static void Begins(ILogger log, CallOrigin origin, CallPlan plan)
    {
        if (log.IsEnabled(LogLevel.Debug))
        {
            Started(
                log, origin.Id, ShortenedNumber.Of(plan.Caller?.Value ?? "anonymous"), ShortenedNumber.Of(plan.Called?.Value ?? origin.Dialled), origin.Trunk ?? origin.Peer,
                plan.Class);
        }
    }

    [LoggerMessage(Level = LogLevel.Debug, SkipEnabledCheck = true, Message = "Call {Call}: {Caller} dials {Called} from {Source}, {Class}")]
    public static partial void Started(ILogger log, string call, string caller, string called, string source, Routing.Numbering.NumberClass @class);

    [LoggerMessage(Level = LogLevel.Debug, SkipEnabledCheck = true, Message = "Call {Call}: answered by {Answerer}")]
    public static partial void Answered(ILogger log, string call, string answerer);

    /// <summary>Where the log takes no bare values.</summary>
    public static void Ended(ILogger log, in EndedCall call) =>
        Ended(log, call.Call, ShortenedNumber.Of(call.Caller), ShortenedNumber.Of(call.Called), call.Outcome, call.Status, call.Talked);

    [LoggerMessage(Level = LogLevel.Information, Message = "Call {Call}: {Caller} to {Called} ended: {Outcome}, {Status}, {Seconds:0} s")]
    private static partial void Ended(ILogger log, string call, string caller, string called, CallCause outcome, int status, double seconds);

    [LoggerMessage(Level = LogLevel.Error, Message = "Call {Call}: its record could not be queued; the store does not keep up")]
    public static partial void RecordRefused(ILogger log, string call);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Trunk {Trunk}: {Address} is {State}")]
    public static partial void TrunkChanged(ILogger log, string trunk, string address, string state);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Overload: messages wait or are dropped, some new calls are refused")]
    public static partial void OverloadBegan(ILogger log);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The overload is over")]
    public static partial void OverloadEnded(ILogger log);

    [LoggerMessage(Level = LogLevel.Error, Message = "A turn of the signalling loop took {Milliseconds} ms in {Culprit}")]
    public static partial void SlowTurn(ILogger log, double milliseconds, string culprit);

    [LoggerMessage(Level = LogLevel.Error, Message = "A piece of signalling work failed")]
    public static partial void WorkFailed(ILogger log, Exception e);
}
