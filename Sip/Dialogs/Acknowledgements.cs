using PbxBridge.Sip.Messages;
using PbxBridge.Sip.Transport;

namespace PbxBridge.Sip.Dialogs;

/// <summary>Our ACKs for 2xx, kept while the 2xx may come again: the same bytes go out each time (RFC 3261 §13.2.2.4).</summary>
internal sealed class Acknowledgements
{
    // More than one only when a re-INVITE follows its predecessor within 32 s.
    private readonly List<(uint Sequence, byte[] Ack)> _sent = [];

    public bool IsEmpty => _sent.Count == 0;

    public void Add(uint sequence, byte[] ack) => _sent.Add((sequence, ack));

    public void Repeat(UserAgentCore core, SipMessage success, in Flow flow)
    {
        foreach (var (sequence, ack) in _sent)
        {
            if (sequence == success.CSeqNumber)
                core.Layer.Send(ack, flow);
        }
    }

    public void Forget(uint sequence) => _sent.RemoveAll(sent => sent.Sequence == sequence);
}
