namespace PbxBridge.Testing;

/// <summary>Where a <see cref="PhoneCall"/> stands.</summary>
public enum PhoneCallState
{
    Calling,
    Ringing,
    Answered,
    Ended,
}
