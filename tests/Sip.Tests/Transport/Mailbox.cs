using System.Text;
using System.Threading.Channels;
using PbxBridge.Sip.Tests.Loop;
using PbxBridge.Sip.Transport;

namespace PbxBridge.Sip.Tests.Transport;

/// <summary>A sink that keeps what arrives for the test to wait for.</summary>
internal sealed class Mailbox : IMessageSink
{
    private readonly Channel<(string Text, Flow From)> _messages = Channel.CreateUnbounded<(string, Flow)>();
    private readonly Channel<Flow> _failed = Channel.CreateUnbounded<Flow>();
    private readonly Channel<Flow> _closed = Channel.CreateUnbounded<Flow>();

    /// <summary>Runs on the loop for each message.</summary>
    public Action<byte[], Flow>? OnMessage { get; set; }

    public async Task<(string Text, Flow From)> Message() => await Next(_messages);

    public async Task<Flow> Failed() => await Next(_failed);

    public async Task<Flow> Closed() => await Next(_closed);

    public int Waiting => _messages.Reader.Count;

    void IMessageSink.Received(byte[] message, in Flow from)
    {
        _messages.Writer.TryWrite((Encoding.UTF8.GetString(message), from));
        OnMessage?.Invoke(message, from);
    }

    void IMessageSink.TransportFailed(in Flow to) => _failed.Writer.TryWrite(to);

    void IMessageSink.ConnectionClosed(in Flow flow) => _closed.Writer.TryWrite(flow);

    private static async Task<T> Next<T>(Channel<T> channel) => await channel.Reader.ReadAsync().AsTask().WaitAsync(RunningLoop.Patience);
}
