using PbxBridge.Sip.Dialogs;
using PbxBridge.Sip.Transactions;
using PbxBridge.Sip.Transport;

namespace PbxBridge.Access;

/// <summary>Who waits for an answer: a call or another transaction.</summary>
internal readonly struct Asker
{
    private readonly ServerTransaction? _transaction;
    private readonly InviteUas? _call;

    public Asker(ServerTransaction transaction) => _transaction = transaction;

    public Asker(InviteUas call) => _call = call;

    public Flow From => _call?.From ?? _transaction?.From ?? default;

    /// <summary>Sends the final response, unless there was one already.</summary>
    public void Refuse(int status, ReadOnlySpan<byte> phrase = default, IHeaderSource? headers = null)
    {
        _call?.Reject(status, phrase, headers);
        if (_transaction is not { HasFinalResponse: false, Request: not null })
            return;
        var writer = _transaction.Begin(status, phrase);
        headers?.WriteHeaders(writer);
        writer.Finish();
        _transaction.Send(writer, status);
    }

    /// <summary>Forgets the request without an answer.</summary>
    public void Drop()
    {
        _call?.Abandon();
        _transaction?.Abandon();
    }
}
