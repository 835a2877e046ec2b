using PbxBridge.Sip.Transport;

namespace PbxBridge.Testing;

/// <summary>A message as it was sent, whether it arrived or not.</summary>
public sealed record RecordedMessage(TimeSpan At, IpEndpoint From, IpEndpoint To, TransportKind Transport, byte[] Bytes, bool Lost)
{
    private WireMessage? _message;

    public WireMessage Message => _message ??= WireMessage.Parse(Bytes);

    public override string ToString() => $"{At.TotalSeconds:0.000} {From} > {To} {Message.StartLine}{(Lost ? " (lost)" : "")}";
}
