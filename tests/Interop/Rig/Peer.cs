using System.Text;
using System.Threading.Channels;

namespace PbxBridge.Interop.Rig;

/// <summary>A SIP peer whose every message the test decides. What arrives is kept in order.</summary>
internal abstract class Peer : IAsyncDisposable
{
    private static readonly TimeSpan Within = TimeSpan.FromSeconds(15);

    private readonly Channel<SipText> _arrived = Channel.CreateUnbounded<SipText>();

    protected CancellationTokenSource Closing { get; } = new();

    /// <summary>Everything that came, and nothing that was sent.</summary>
    public List<SipText> Seen { get; } = [];

    public Task SendAsync(string message) => SendAsync(Encoding.Latin1.GetBytes(message));

    public abstract Task SendAsync(ReadOnlyMemory<byte> message);

    /// <summary>The next message that fits; what comes before it is passed over.</summary>
    /// <exception cref="TimeoutException">None came within the deadline.</exception>
    public async Task<SipText> NextAsync(string what, Func<SipText, bool> fits, TimeSpan? within = null)
    {
        using var deadline = new CancellationTokenSource(within ?? Within);
        try
        {
            while (true)
            {
                var message = await _arrived.Reader.ReadAsync(deadline.Token);
                Seen.Add(message);
                if (fits(message))
                    return message;
            }
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"{what} did not come; there came: {string.Join(" | ", Seen.Select(m => m.FirstLine))}");
        }
    }

    public Task<SipText> RequestAsync(string method) => NextAsync(method, m => m.Is(method + " "));

    public Task<SipText> AnswerAsync(int status, string method) => NextAsync($"{status} to {method}", m => m.Answers(status, method));

    public Task<SipText> FinalAsync(string method) => NextAsync($"the answer to {method}", m => m.IsFinalTo(method));

    /// <summary>What has arrived and nobody asked for yet.</summary>
    public IReadOnlyList<SipText> Rest()
    {
        List<SipText> rest = [];
        while (_arrived.Reader.TryRead(out var message))
            rest.Add(message);
        return rest;
    }

    /// <summary>What came so far does not count any more.</summary>
    public void Forget()
    {
        Rest();
        Seen.Clear();
    }

    public virtual ValueTask DisposeAsync()
    {
        Closing.Cancel();
        return ValueTask.CompletedTask;
    }

    protected void Arrived(string text) => _arrived.Writer.TryWrite(new SipText(false, text));
}
