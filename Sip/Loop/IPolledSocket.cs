using System.Net.Sockets;

namespace PbxBridge.Sip.Loop;

/// <summary>A socket that the loop waits for and reads itself.</summary>
internal interface IPolledSocket
{
    Socket Socket { get; }

    /// <summary>Set by the poller: there is something to read, or an error.</summary>
    bool IsReady { get; set; }

    /// <summary>Reads and delivers a bounded number of datagrams; true when the socket was seen empty.</summary>
    bool Drain();
}
