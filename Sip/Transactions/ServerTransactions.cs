using PbxBridge.Sip.Messages;
using PbxBridge.Sip.Transport;

namespace PbxBridge.Sip.Transactions;

/// <summary>The requests that came: found again by their keys when they are repeated, come by another path, are acknowledged or cancelled (RFC 3261 §17.2.3).</summary>
/// <remarks>Loop thread only.</remarks>
internal sealed class ServerTransactions
{
    private readonly TransactionLayer _layer;
    private readonly SettledTables _settled;
    private readonly IRandomSource _random;
    private readonly Dictionary<byte[], ServerTransaction> _all = new(BytesComparer.Instance);
    private readonly Dictionary<byte[], ServerTransaction> _merged = new(BytesComparer.Instance);
    private readonly Dictionary<byte[], ServerTransaction>.AlternateLookup<ReadOnlySpan<byte>> _allByKey;
    private readonly Dictionary<byte[], ServerTransaction>.AlternateLookup<ReadOnlySpan<byte>> _mergedByKey;
    private byte[] _keyScratch = new byte[512];
    private byte[] _scratch = new byte[512];

    public ServerTransactions(TransactionLayer layer, SettledTables settled, IRandomSource random)
    {
        _layer = layer;
        _settled = settled;
        _random = random;
        _allByKey = _all.GetAlternateLookup<ReadOnlySpan<byte>>();
        _mergedByKey = _merged.GetAlternateLookup<ReadOnlySpan<byte>>();
    }

    public int Count => _all.Count;

    /// <summary>What tells the request from all others; good until it is asked for another one.</summary>
    public ReadOnlySpan<byte> KeyOf(SipMessage request) => TransactionKeys.Server(request, request.Method, ref _keyScratch);

    /// <summary>The request came before: its last response, if there is one, is sent once more.</summary>
    public bool IsRetransmission(ReadOnlySpan<byte> key)
    {
        if (_allByKey.TryGetValue(key, out var known))
        {
            known.Retransmitted();
            return true;
        }
        if (!_settled.Requests.TryGet(key, out var settled, out var response))
            return false;
        if (!response.IsEmpty)
        {
            _layer.Counters.Retransmissions++;
            _layer.Send(response, settled.Flow);
        }
        return true;
    }

    /// <summary>A transaction for a new request; null when the same one came by another path (RFC 3261 §8.2.2.2).</summary>
    public ServerTransaction? Create(SipMessage request, ReadOnlySpan<byte> key, in Flow from)
    {
        byte[]? mergedKey = null;
        if (request.ToTag.IsEmpty || request.Method == SipMethod.Invite)
        {
            var merged = TransactionKeys.Merged(request, request.Method, ref _scratch);
            if (request.ToTag.IsEmpty && IsMerged(merged))
                return null;
            mergedKey = merged.ToArray();
        }
        var transaction = new ServerTransaction(_layer, key.ToArray(), mergedKey, request, from, new DialogTag(_random.Next()));
        _all.Add(transaction.Key, transaction);
        if (mergedKey is not null)
            _merged[mergedKey] = transaction;
        return transaction;
    }

    /// <summary>A transaction for a CANCEL.</summary>
    /// <param name="tag">That of the INVITE; null when it has none.</param>
    public ServerTransaction CreateCancel(SipMessage cancel, ReadOnlySpan<byte> key, in Flow from, DialogTag? tag)
    {
        var transaction = new ServerTransaction(_layer, key.ToArray(), null, cancel, from, tag ?? new DialogTag(_random.Next()));
        _all.Add(transaction.Key, transaction);
        return transaction;
    }

    /// <summary>The INVITE that an ACK or a CANCEL belongs to; null when none goes on.</summary>
    public ServerTransaction? FindInvite(SipMessage request, in Flow from)
    {
        if (_allByKey.TryGetValue(TransactionKeys.Server(request, SipMethod.Invite, ref _scratch), out var invite))
            return invite;
        // Some peers give CANCEL a branch of its own, or change what identified an RFC 2543 request. The same Call-ID, CSeq and From tag from the
        // same address is the same INVITE. An ACK with a branch of its own is for a 2xx and finds its dialog.
        if (_mergedByKey.TryGetValue(TransactionKeys.Merged(request, SipMethod.Invite, ref _scratch), out invite)
            && invite.From.Remote.Address == from.Remote.Address)
            return invite;
        return null;
    }

    /// <summary>A CANCEL that comes after the 2xx changes nothing, but the INVITE is known (§9.2): our tag of its dialog.</summary>
    public DialogTag? TagOfAccepted(SipMessage cancel, in Flow from)
    {
        if (_settled.Requests.TryGet(TransactionKeys.Server(cancel, SipMethod.Invite, ref _scratch), out var settled, out _))
            return settled.LocalTag;
        return _settled.Origins.TryGet(TransactionKeys.Merged(cancel, SipMethod.Invite, ref _scratch), out settled, out _)
            && settled.Flow.Remote.Address == from.Remote.Address
            ? settled.LocalTag
            : null;
    }

    /// <summary>The final response is sent, and nothing of it is waited for.</summary>
    public void Settle(ServerTransaction transaction, in Settled what, ReadOnlySpan<byte> response)
    {
        Remove(transaction);
        _settled.Requests.Add(transaction.Key, what, response);
        if (transaction.MergedKey is not null)
            _settled.Origins.Add(transaction.MergedKey, what with { Flow = transaction.From }, default);
    }

    public void Remove(ServerTransaction transaction)
    {
        _all.Remove(transaction.Key);
        if (transaction.MergedKey is not null && _merged.TryGetValue(transaction.MergedKey, out var holder) && holder == transaction)
            _merged.Remove(transaction.MergedKey);
    }

    private bool IsMerged(ReadOnlySpan<byte> key) => _mergedByKey.TryGetValue(key, out var other)
        ? other.IsOngoing
        : _settled.Origins.TryGet(key, out var settled, out _) && (settled.IsAccepted || _layer.Now - settled.At < _layer.Timers.T4);
}
