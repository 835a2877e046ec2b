namespace PbxBridge.Sip.Dialogs;

/// <summary>What a <see cref="DialogReference"/> leads to (the cases of RFC 3891 §3).</summary>
public enum DialogMatch
{
    /// <summary>No such dialog.</summary>
    None,

    /// <summary>It ended a short while ago.</summary>
    Ended,

    Confirmed,

    /// <summary>Early, from an INVITE of the peer: nobody may replace it.</summary>
    EarlyOfPeer,

    /// <summary>Early, from an INVITE of ours.</summary>
    EarlyOfOurs,
}

/// <summary>The dialog behind a <see cref="DialogReference"/>.</summary>
/// <param name="Session">Of a confirmed dialog and of an early one of the peer; else null.</param>
/// <param name="Uac">Of an early one of ours; else null.</param>
public readonly record struct FoundDialog(DialogMatch Match, InviteSession? Session, InviteUac? Uac);
