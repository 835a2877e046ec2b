using PbxBridge.Sip.Transactions;

namespace PbxBridge.Sip.Dialogs;

/// <summary>Our tags of the dialogs that ended last: whoever wants to replace one of them just missed it (603, RFC 3891 §3).</summary>
internal sealed class EndedDialogs
{
    // At a thousand calls a second some seconds of them; without load, hours.
    private const int Kept = 8192;

    private readonly ulong[] _tags = new ulong[Kept];
    private int _next;

    public void Add(DialogTag tag)
    {
        _tags[_next] = tag.Value;
        _next = (_next + 1) % Kept;
    }

    public bool Has(DialogTag tag) => tag.Value != 0 && _tags.AsSpan().Contains(tag.Value);
}
