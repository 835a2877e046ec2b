using System.Collections.Immutable;
using System.Text;
using PbxBridge.Calls;
using PbxBridge.Sip.Dialogs;
using PbxBridge.Sip.Messages;
using PbxBridge.Sip.Transactions;
using PbxBridge.Sip.Transport;
using PbxBridge.Trunks;

namespace PbxBridge.Notices;

/// <summary>Sends texts by MESSAGE through trunks (RFC 3428): to one address after the other until one takes it or refuses it (TRK-7).</summary>
/// <remarks>Loop thread only.</remarks>
internal sealed class TrunkTexts(Switchboard board)
{
    /// <param name="done">Told once.</param>
    public void Send(TrunkText text, Action<TextAnswer> done)
    {
        var trunk = board.Trunks.Find(text.Trunk);
        new OnItsWay(board, text, trunk, trunk is null ? [] : board.Trunks.Choose(trunk, board.Loop.Now), done).TryNext(default);
    }

    private sealed class OnItsWay(Switchboard board, TrunkText text, Trunk? trunk, ImmutableArray<TrunkTarget> targets, Action<TextAnswer> done) : IClientTransactionUser
    {
        private int _next;

        private TrunkTarget Current => targets[_next - 1];

        /// <param name="last">What the address before said.</param>
        public void TryNext(TextAnswer last)
        {
            while (_next < targets.Length)
            {
                if (targets[_next++].Flow is not { } flow)
                    continue;
                Send(flow);
                return;
            }

            done(last);
        }

        void IClientTransactionUser.ResponseReceived(ClientTransaction transaction, SipMessage response)
        {
            if (response.StatusCode < 200)
                return;
            var seconds = SessionTimer.Seconds(response[HeaderId.RetryAfter]);
            if (response.StatusCode == 503 && seconds > 0)
                Current.Rest(board.Loop.Now, seconds);
            Answered(new TextAnswer(response.StatusCode, seconds > 0 ? TimeSpan.FromSeconds(seconds) : null));
        }

        void IClientTransactionUser.RequestFailed(ClientTransaction transaction, RequestFailure failure) =>
            Answered(new TextAnswer(failure == RequestFailure.Timeout ? 408 : 503));

        private void Answered(TextAnswer answer)
        {
            if (answer.Status is 408 or 500 or 502 or 503 or 504)
                TryNext(answer);
            else
                done(answer);
        }

        private void Send(in Flow flow)
        {
            var (host, peer) = (board.HostTowards(flow), Current.HostPort);
            new PagerMessage
            {
                RequestUri = PartyUris.Number(text.To, peer),
                To = PartyUris.To(text.To, peer),
                From = text.From is { } from ? PartyUris.To(from, host) : Encoding.ASCII.GetBytes($"<sip:{host}>"),
                Asserted = trunk is { Trusted: true } && text.From is { } asserted ? PartyUris.Asserted(asserted, null, host) : null,
                CallId = text.Id,
                Sequence = (uint)Math.Max(1, text.Attempt),
                Text = text.Text,
            }.Send(board.Core, flow, this);
        }
    }
}
