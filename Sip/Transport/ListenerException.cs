namespace PbxBridge.Sip.Transport;

/// <summary>A listener could not be opened. The message is one sentence that names the listener and the reason.</summary>
public sealed class ListenerException(ListenerAddress listener, string message, Exception? inner = null) : Exception(message, inner)
{
    public ListenerAddress Listener { get; } = listener;
}
