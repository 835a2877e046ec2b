using System.Buffers.Text;
using PbxBridge.Sip.Loop;
using PbxBridge.Sip.Messages;
using PbxBridge.Sip.Transport;

namespace PbxBridge.Sip.Transactions;

/// <summary>Between the transports and the core: every message finds its transaction or makes one (RFC 3261 §17, RFC 6026, RFC 4320).</summary>
/// <remarks>Loop thread only.</remarks>
public sealed class TransactionLayer : IMessageSink
{
    private static ReadOnlySpan<byte> BranchPrefix => "z9hG4bK0"u8;

    private readonly ILoop _loop;
    private readonly TransportTable _transports;
    private readonly IRandomSource _random;
    private readonly Dictionary<(ulong Number, bool Cancel), ClientTransaction> _clients = [];
    private readonly ServerTransactions _servers;
    private readonly SettledTables _settled;
    private readonly FailedFlows _failed;
    private readonly ulong _tagKey;

    public TransactionLayer(ILoop loop, TransportTable transports, IRandomSource random, SipTimers? timers = null)
    {
        _loop = loop;
        _transports = transports;
        _random = random;
        Timers = timers ?? SipTimers.Standard;
        _settled = new SettledTables(loop, Timers);
        _servers = new ServerTransactions(this, _settled, random);
        _failed = new FailedFlows(loop, FailRequests);
        Large = new LargeRequests(loop, transports);
        _tagKey = random.Next();
    }

    /// <summary>Set by the core that is built on this layer.</summary>
    public ITransactionUser User { get; internal set; } = new NoUser();

    /// <summary>Asked before a new request makes any state; null admits everything.</summary>
    public IAdmission? Admission { get; set; }

    /// <summary>Sees every message as it comes and goes, for the call flow; null when nobody looks.</summary>
    public IMessageTap? Tap { get; set; }

    public SipTimers Timers { get; }

    public SipCounters Counters { get; } = new();

    /// <summary>A request to a trunk above so many octets goes over TCP when it would go over UDP (RFC 3261 §18.1.1), and over UDP when that fails; 0: none does.</summary>
    public int LargestDatagram
    {
        get => Large.Limit;
        set => Large.Limit = value;
    }

    /// <summary>The one buffer in which outgoing messages are written; what it holds is lost with the next message.</summary>
    public MessageWriter Writer { get; } = new();

    /// <summary>Requests of ours, those included that only absorb what comes again.</summary>
    public int ClientCount => _clients.Count + _settled.ClientCount;

    /// <summary>Requests to us, those included that only absorb what comes again.</summary>
    public int ServerCount => _servers.Count + _settled.ServerCount;

    /// <summary>A transaction for a request that the caller now writes: start line, <see cref="WriteVia"/>, headers, then <see cref="ClientTransaction.Start"/>.</summary>
    /// <param name="mayGoOverTcp">To a peer on UDP, when it is too large for a datagram.</param>
    public ClientTransaction NewClient(SipMethod method, in Flow flow, IClientTransactionUser user, bool mayGoOverTcp = false)
    {
        var transaction = new ClientTransaction(this, _random.Next(), method, flow, user) { MayGoOverTcp = mayGoOverTcp };
        _clients.Add((transaction.Number, false), transaction);
        return transaction;
    }

    /// <summary>Cancels an INVITE that has a provisional and no final response (RFC 3261 §9.1).</summary>
    /// <param name="reason">Value of the Reason header, or empty.</param>
    public void SendCancel(ClientTransaction invite, ReadOnlySpan<byte> reason, IClientTransactionUser user)
    {
        if (!invite.IsProceeding || !HopRequests.WriteCancel(Writer, invite.Sent.ToArray(), reason))
            return;
        var cancel = new ClientTransaction(this, invite.Number, SipMethod.Cancel, invite.Flow, user);
        if (_clients.TryAdd((invite.Number, true), cancel))
            cancel.Start(Writer.Written);
    }

    /// <summary>Writes our Via with the transaction's branch; asks for rport (RFC 3581).</summary>
    public void WriteVia(MessageWriter writer, ClientTransaction transaction) => WriteVia(writer, transaction.Number, transaction.Flow);

    /// <summary>Sends a request that has no transaction: the ACK for a 2xx. The writer must be fresh from <see cref="WriteVia(MessageWriter, in Flow)"/>.</summary>
    public void WriteVia(MessageWriter writer, in Flow flow) => WriteVia(writer, _random.Next(), flow);

    public void Send(ReadOnlySpan<byte> message, in Flow flow)
    {
        Counters.Sent++;
        Tap?.Sent(message, flow);
        _transports.Send(message, flow);
    }

    /// <summary>Answers without state: overload, a broken request, a dialog that does not exist.</summary>
    /// <param name="retryAfter">Seconds, 0 for none.</param>
    public void Reply(SipMessage request, in Flow from, int status, ReadOnlySpan<byte> phrase = default, int retryAfter = 0)
    {
        if (request.Method == SipMethod.Ack)
            return;
        ResponseRoute.Start(Writer, request, from, status, phrase, StatelessTag(request));
        if (retryAfter > 0)
            Writer.Header(HeaderId.RetryAfter, retryAfter);
        Writer.Finish();
        Send(Writer.Written, ResponseRoute.For(request, from));
    }

    public void Received(byte[] message, in Flow from)
    {
        Counters.Received++;
        var verdict = MessageParser.Parse(message, datagram: from.Transport == TransportKind.Udp, out var parsed, out var error);
        if (verdict == ParseVerdict.Drop || parsed is null)
        {
            Counters.Drop(error.Kind);
            return;
        }
        Tap?.Received(parsed, from);
        if (verdict == ParseVerdict.Bad)
            RefuseMalformed(parsed, error, from);
        else if (parsed.IsRequest)
            ReceiveRequest(parsed, from);
        else
            ReceiveResponse(parsed);
    }

    /// <summary>Requests to that peer that have no response yet fail, within 100 ms.</summary>
    public void TransportFailed(in Flow to) => _failed.Add(to);

    public void ConnectionClosed(in Flow flow) => Tap?.ConnectionClosed(flow);

    /// <summary>Walks over all client transactions that transport errors have caused.</summary>
    internal int FailureWalks => _failed.Walks;

    internal LargeRequests Large { get; }

    internal long Now => _loop.Now;

    internal void Arm(LoopTimer timer, long delay) => _loop.Timers.Arm(timer, delay);

    internal void Cancel(LoopTimer timer) => _loop.Timers.Cancel(timer);

    internal void Remove(ClientTransaction transaction) => _clients.Remove((transaction.Number, transaction.Method == SipMethod.Cancel));

    /// <summary>The final response to a non-INVITE came.</summary>
    internal void Settle(ClientTransaction transaction) => _settled.AddAnswered(transaction.Number, transaction.Method);

    /// <summary>The 2xx to an INVITE is acknowledged.</summary>
    internal void Settle(ClientTransaction transaction, ReadOnlySpan<byte> toTag, ReadOnlySpan<byte> ack, in Flow flow)
    {
        Remove(transaction);
        _settled.AddAcknowledged(transaction.Number, transaction.Flow);
        _settled.AddAck(transaction.Number, toTag, ack, flow);
    }

    /// <summary>A forked 2xx to that INVITE is acknowledged, too.</summary>
    internal void KeepAck(ulong invite, ReadOnlySpan<byte> toTag, ReadOnlySpan<byte> ack, in Flow flow) => _settled.AddAck(invite, toTag, ack, flow);

    /// <summary>Sends the ACK for this 2xx once more; false when none was sent.</summary>
    internal bool RepeatAck(ulong invite, ReadOnlySpan<byte> toTag)
    {
        if (!_settled.FindAck(invite, toTag, out var flow, out var ack))
            return false;
        Send(ack, flow);
        return true;
    }

    /// <inheritdoc cref="ServerTransactions.Settle"/>
    internal void Settle(ServerTransaction transaction, in Settled what, ReadOnlySpan<byte> response) => _servers.Settle(transaction, what, response);

    internal void Remove(ServerTransaction transaction) => _servers.Remove(transaction);

    private void FailRequests(IReadOnlySet<(TransportKind, IpEndpoint)> failed)
    {
        // Gathered first: the callbacks change the table.
        ClientTransaction[] failing =
            [.. _clients.Values.Where(transaction => !transaction.HasFinalResponse && failed.Contains((transaction.Flow.Transport, transaction.Flow.Remote)))];
        foreach (var transaction in failing)
            transaction.TransportFailed();
    }

    private void WriteVia(MessageWriter writer, ulong branch, in Flow flow)
    {
        Span<byte> text = stackalloc byte[64];
        writer.Begin(HeaderId.Via);
        writer.Append("SIP/2.0/"u8);
        writer.Append(flow.Transport.ViaToken());
        writer.Append(" "u8);
        var local = _transports.AdvertisedFor(flow);
        writer.Append(text[..local.WriteHost(text)]);
        writer.Append(":"u8);
        writer.Append(local.Port);
        writer.Append(";branch="u8);
        writer.Append(BranchPrefix);
        Utf8Formatter.TryFormat(branch, text, out var length, new('x', 16));
        writer.Append(text[..length]);
        writer.Append(";rport"u8);
        writer.End();
    }

    private void RefuseMalformed(SipMessage message, in ParseError error, in Flow from)
    {
        Counters.Drop(error.Kind);
        if (message.IsRequest)
            Reply(message, from, error.Status, System.Text.Encoding.UTF8.GetBytes(error.Reason));
    }

    private void ReceiveResponse(SipMessage response)
    {
        var branch = response.TopVia.Branch;
        if (branch.StartsWith(BranchPrefix)
            && Utf8Parser.TryParse(branch[BranchPrefix.Length..], out ulong number, out var digits, 'x')
            && BranchPrefix.Length + digits == branch.Length)
        {
            if (_clients.TryGetValue((number, response.Method == SipMethod.Cancel), out var transaction) && transaction.Method == response.Method)
            {
                transaction.Receive(response);
                return;
            }
            if (ReceiveRepetition(response, number))
                return;
        }
        Counters.Drop("stray-response");
    }

    // True when the response was expected: it repeats one that its transaction has had, or a fork answers late (RFC 3261 §13.2.2.4).
    private bool ReceiveRepetition(SipMessage response, ulong number)
    {
        if (response.Method != SipMethod.Invite)
            return _settled.IsAnswered(number, response.Method);
        if (!_settled.IsAcknowledged(number, out var flow))
            return false;
        if (response.StatusCode is >= 200 and < 300 && !RepeatAck(number, response.ToTag))
            User.ForkAnswered(response, number, flow);
        return true;
    }

    private void ReceiveRequest(SipMessage request, in Flow from)
    {
        switch (request.Method)
        {
            case SipMethod.Ack:
                ReceiveAck(request, from);
                return;
            case SipMethod.Cancel:
                ReceiveCancel(request, from);
                return;
        }
        var key = _servers.KeyOf(request);
        if (_servers.IsRetransmission(key))
            return;
        if (Admission?.Judge(request, from) is { } verdict && (verdict.Status != 0 || verdict.Silent))
        {
            Counters.Shed++;
            if (!verdict.Silent)
                Reply(request, from, verdict.Status, default, verdict.RetryAfter);
            return;
        }
        if (_servers.Create(request, key, from) is not { } transaction)
        {
            Reply(request, from, 482);
            return;
        }
        User.RequestReceived(transaction, request);
        transaction.Wait();
    }

    // A settled INVITE was answered with 2xx: its ACK is for the core, as is one that finds no INVITE at all.
    private void ReceiveAck(SipMessage ack, in Flow from)
    {
        if (_servers.FindInvite(ack, from) is { } invite && !invite.Acknowledged())
            return;
        User.AckReceived(ack, from);
    }

    private void ReceiveCancel(SipMessage cancel, in Flow from)
    {
        var key = _servers.KeyOf(cancel);
        if (_servers.IsRetransmission(key))
            return;
        var invite = _servers.FindInvite(cancel, from);
        var tag = invite?.LocalTag ?? _servers.TagOfAccepted(cancel, from);
        _servers.CreateCancel(cancel, key, from, tag).Respond(tag is null ? 481 : 200);
        if (invite is { HasFinalResponse: false })
            User.Cancelled(invite, cancel);
    }

    // The same request must get the same tag each time (RFC 3261 §8.2.7).
    private DialogTag StatelessTag(SipMessage request)
    {
        var hash = _tagKey;
        foreach (var part in request.CallId)
            hash = (hash ^ part) * 0x100_0000_01B3;
        foreach (var part in request.FromTag)
            hash = (hash ^ part) * 0x100_0000_01B3;
        return new DialogTag((hash ^ request.CSeqNumber) * 0x100_0000_01B3);
    }
}
