namespace PbxBridge.Sip.Messages;

/// <summary>What a received message is good for.</summary>
public enum ParseVerdict : byte
{
    /// <summary>Well-formed.</summary>
    Usable,

    /// <summary>A request that is to be refused with <see cref="ParseError.Status"/>; its top Via says where the answer goes. Any other
    /// header, From and To included, may be missing or broken. Never an ACK.</summary>
    Bad,

    /// <summary>Not to be answered: no SIP, a keep-alive, a broken response or ACK, or a request whose answer would find no way back.</summary>
    Drop,
}
