using PbxBridge.Sip.Messages;

namespace PbxBridge.Demo;

/// <summary>One request on its way: sent again until something answers (RFC 3261 §17.1), its responses in order.</summary>
internal sealed class DemoRequest
{
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(500);

    private readonly DemoPeer _peer;
    private readonly byte[] _message;
    private readonly Action<SipMessage> _response;
    private bool _answered;

    /// <param name="response">Gets every response, repeated ones too.</param>
    public DemoRequest(DemoPeer peer, string branch, Action<SipMessage> response)
    {
        (_peer, Branch, _response) = (peer, branch, response);
        _message = peer.Writer.ToArray();
    }

    public string Branch { get; }

    public static string NewBranch() => "z9hG4bK" + DemoPeer.Token();

    /// <summary>Sends what the peer's writer holds.</summary>
    public static void Start(DemoPeer peer, string branch, Action<SipMessage> response)
    {
        var request = new DemoRequest(peer, branch, response);
        peer.Add(request);
        peer.Send(request._message);
        _ = request.RepeatAsync();
    }

    /// <summary>The same for a request with one answer.</summary>
    /// <exception cref="TimeoutException">Nothing came.</exception>
    public static async Task<SipMessage> AskAsync(DemoPeer peer, string branch, TimeSpan limit, CancellationToken cancellation)
    {
        var answer = new TaskCompletionSource<SipMessage>();
        Start(peer, branch, response =>
        {
            if (response.StatusCode >= 200)
                answer.TrySetResult(response);
        });
        return await answer.Task.WaitAsync(limit, peer.Time, cancellation);
    }

    public void Take(SipMessage response)
    {
        _answered = true;
        _response(response);
    }

    private async Task RepeatAsync()
    {
        try
        {
            for (var wait = First; wait < First * 16; wait *= 2)
            {
                await Pause.ForAsync(wait, _peer.Time, _peer.Closing);
                if (_answered)
                    return;
                _peer.Send(_message);
            }
        }
        catch (OperationCanceledException) when (_peer.Closing.IsCancellationRequested)
        {
            // The demo is over.
        }
    }
}
