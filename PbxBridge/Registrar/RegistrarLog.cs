using PbxBridge.Sip.Transport;

namespace PbxBridge.Registrar;

/// <summary>What an operator asks for when a phone does not ring.</summary>
internal static partial class RegistrarLog
{
    [LoggerMessage(Level = LogLevel.Information, Message = "{Company}/{User} from {Flow}: binding {What}, {Left} left")]
    public static partial void Changed(ILogger log, string company, string user, Flow flow, BindingEvent what, int left);

    [LoggerMessage(Level = LogLevel.Debug, Message = "{Company}/{User} from {Flow}: binding refreshed")]
    public static partial void Refreshed(ILogger log, string company, string user, Flow flow);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Company}/{User} from {Flow}: REGISTER refused with {Status} {Reason}")]
    public static partial void Refused(ILogger log, string company, string user, Flow flow, int status, string reason);

    /// <summary>For <see cref="BindingTable.Changed"/>.</summary>
    public static void Write(ILogger log, in BindingChange change)
    {
        if (change.What == BindingEvent.Refreshed)
            Refreshed(log, change.Company, change.User, change.Flow);
        else
            Changed(log, change.Company, change.User, change.Flow, change.What, change.Left);
    }
}
