using PbxBridge.Sip.Transport;

namespace PbxBridge.Access;

/// <summary>What an operator asks for when phones are turned away. Neither passwords nor digests.</summary>
internal static partial class AccessLog
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "User {User} from {Source} is refused for {Minutes} min: too many wrong passwords")]
    public static partial void Blocked(ILogger log, string user, IpEndpoint source, double minutes);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Source {Source} gets no answers for {Minutes} min: too many wrong passwords")]
    public static partial void Banned(ILogger log, IpEndpoint source, double minutes);

    [LoggerMessage(Level = LogLevel.Debug, Message = "{Method} of {User} from {Source}: wrong password or no such user")]
    public static partial void Refused(ILogger log, string method, string user, IpEndpoint source);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Method} of {User} from {Source}: the address in it is not the user's")]
    public static partial void NotOwned(ILogger log, string method, string user, IpEndpoint source);

    [LoggerMessage(Level = LogLevel.Debug, Message = "{Method} from {Source}: no answer to a stranger")]
    public static partial void Ignored(ILogger log, string method, IpEndpoint source);
}
