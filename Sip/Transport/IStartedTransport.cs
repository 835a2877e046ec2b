namespace PbxBridge.Sip.Transport;

/// <summary>A transport with sockets: bound when made, delivering from <see cref="Start"/> on.</summary>
public interface IStartedTransport : ITransport
{
    /// <summary>The configured address for Via and Contact; null when the bound one is used.</summary>
    IpEndpoint? AdvertisedOption { get; }

    /// <summary>Begins to deliver to <paramref name="sink"/>. Called once, before the loop runs or on it.</summary>
    void Start(IMessageSink sink);
}
