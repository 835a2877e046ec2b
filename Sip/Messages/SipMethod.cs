namespace PbxBridge.Sip.Messages;

/// <summary>The methods that the bridge knows. Every other token is <see cref="Unknown"/>; its bytes are in <see cref="SipMessage.MethodToken"/>.</summary>
public enum SipMethod : byte
{
    Unknown,
    Invite,
    Ack,
    Bye,
    Cancel,
    Options,
    Register,
    Update,
    Prack,
    Info,
    Refer,
    Notify,
    Subscribe,
    Message,
    Publish,
}
