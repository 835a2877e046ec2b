namespace PbxBridge.Routing.Hunting;

/// <summary>Where a hunt stands.</summary>
public enum HuntState
{
    Idle,

    /// <summary>Somebody is being rung.</summary>
    Ringing,

    /// <summary>An announcement plays as early media; the refusal follows.</summary>
    Announcing,

    /// <summary>The mailbox has answered the call; the hunt has nothing more to decide.</summary>
    Voicemail,

    /// <summary>A leg has been connected to the caller.</summary>
    Connected,

    /// <summary>Refused, caller gone, or the treatment ended.</summary>
    Over,
}
