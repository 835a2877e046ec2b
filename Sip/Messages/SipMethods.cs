namespace PbxBridge.Sip.Messages;

/// <summary>Method tokens and their enum values. Methods are compared case-sensitively (RFC 3261 §7.1), escapes are not decoded.</summary>
public static class SipMethods
{
    /// <summary>The token on the wire; empty for <see cref="SipMethod.Unknown"/>.</summary>
    public static ReadOnlySpan<byte> Token(this SipMethod method) => method switch
    {
        SipMethod.Invite => "INVITE"u8,
        SipMethod.Ack => "ACK"u8,
        SipMethod.Bye => "BYE"u8,
        SipMethod.Cancel => "CANCEL"u8,
        SipMethod.Options => "OPTIONS"u8,
        SipMethod.Register => "REGISTER"u8,
        SipMethod.Update => "UPDATE"u8,
        SipMethod.Prack => "PRACK"u8,
        SipMethod.Info => "INFO"u8,
        SipMethod.Refer => "REFER"u8,
        SipMethod.Notify => "NOTIFY"u8,
        SipMethod.Subscribe => "SUBSCRIBE"u8,
        SipMethod.Message => "MESSAGE"u8,
        SipMethod.Publish => "PUBLISH"u8,
        _ => default,
    };

    /// <summary>The method of a token; <see cref="SipMethod.Unknown"/> for every other token.</summary>
    public static SipMethod Of(ReadOnlySpan<byte> token)
    {
        if (token.Length < 3)
            return SipMethod.Unknown;
        var guess = (token[0], token.Length) switch
        {
            ((byte)'I', 6) => SipMethod.Invite,
            ((byte)'A', 3) => SipMethod.Ack,
            ((byte)'B', 3) => SipMethod.Bye,
            ((byte)'C', 6) => SipMethod.Cancel,
            ((byte)'O', 7) => SipMethod.Options,
            ((byte)'R', 8) => SipMethod.Register,
            ((byte)'U', 6) => SipMethod.Update,
            ((byte)'P', 5) => SipMethod.Prack,
            ((byte)'I', 4) => SipMethod.Info,
            ((byte)'R', 5) => SipMethod.Refer,
            ((byte)'N', 6) => SipMethod.Notify,
            ((byte)'S', 9) => SipMethod.Subscribe,
            ((byte)'M', 7) => SipMethod.Message,
            ((byte)'P', 7) => SipMethod.Publish,
            _ => SipMethod.Unknown,
        };
        return token.SequenceEqual(guess.Token()) ? guess : SipMethod.Unknown;
    }
}
