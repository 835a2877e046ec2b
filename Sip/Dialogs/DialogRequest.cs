using PbxBridge.Sip.Messages;
using PbxBridge.Sip.Transactions;

namespace PbxBridge.Sip.Dialogs;

/// <summary>Who waits for the end of a request within a dialog.</summary>
internal interface IDialogRequestUser
{
    /// <summary>The final response came; without one the status is 408 for a time-out and 503 for a broken transport.</summary>
    void Ended(DialogRequest request, int status, SipMessage? response);
}

/// <summary>One request of ours within a dialog. A peer that challenges it gets it once more, with credentials, and so does a proxy before it.</summary>
/// <param name="user">Null when nobody cares how it ends.</param>
/// <param name="headers">Writes what comes after CSeq; asked again for the repetition.</param>
internal sealed class DialogRequest(
    UserAgentCore core, DialogState dialog, SipMethod method, IDialogRequestUser? user, Action<MessageWriter>? headers = null,
    ReadOnlyMemory<byte> contentType = default, ReadOnlyMemory<byte> body = default) : IClientTransactionUser
{
    private ClientTransaction? _transaction;
    private int _challenges;
    private bool _leftConnection;
    private bool _ended;

    public SipMethod Method { get; } = method;

    /// <summary>What carries it now.</summary>
    public ClientTransaction? Transaction => _transaction;

    /// <summary>What it was sent with; null: nobody has challenged it.</summary>
    public CredentialRows? Credentials { get; private set; }

    public DialogRequest Send()
    {
        Send(null);
        return this;
    }

    void IClientTransactionUser.ResponseReceived(ClientTransaction transaction, SipMessage response)
    {
        if (response.StatusCode < 200 || transaction != _transaction || _ended)
            return;
        if (!TryAnswerChallenge(response))
            End(response.StatusCode, response);
    }

    void IClientTransactionUser.RequestFailed(ClientTransaction transaction, RequestFailure failure)
    {
        if (transaction != _transaction || _ended)
            return;
        if (failure == RequestFailure.Transport && TryOtherwise())
            return;
        End(failure == RequestFailure.Timeout ? 408 : 503, null);
    }

    // The connection over which the peer came may have been closed long ago, by him or for idleness; who can be reached otherwise is.
    private bool TryOtherwise()
    {
        if (_leftConnection || !core.Router.TryLeaveConnection(dialog))
            return false;
        _leftConnection = true;
        Send(null);
        return true;
    }

    private void End(int status, SipMessage? response)
    {
        _ended = true;
        user?.Ended(this, status, response);
    }

    private void Send(CredentialRows? credentials)
    {
        _transaction = core.Layer.NewClient(Method, dialog.Flow, this, mayGoOverTcp: !dialog.SymmetricFlow);
        DialogRequests.Start(core, dialog, Method, _transaction);
        var writer = core.Layer.Writer;
        Credentials = credentials ?? (dialog.Credentials?.TryAuthorize(Method, dialog.RemoteTarget, out var value, out var isProxy) == true ? CredentialRows.None.With(value, isProxy) : null);
        Credentials?.Write(writer);
        headers?.Invoke(writer);
        writer.Finish(contentType.Span, body.Span);
        _transaction.Start(writer.Written);
    }

    private bool TryAnswerChallenge(SipMessage response)
    {
        if (response.StatusCode is not (401 or 407) || ++_challenges > 2 || dialog.Credentials is not { } client
            || !client.TryAnswer(response, Method, dialog.RemoteTarget, out var value, out var isProxy))
            return false;
        Send((Credentials ?? CredentialRows.None).With(value, isProxy));
        return true;
    }
}
