using PbxBridge.Sip.Messages;

namespace PbxBridge.Registrar;

/// <summary>One Contact of a REGISTER.</summary>
internal sealed class ContactOffer
{
    /// <summary>The URI as written.</summary>
    public required byte[] Uri { get; init; }

    /// <summary>The header parameters but <c>expires</c>, to be listed again (RFC 3840 §7); starts with a semicolon, or is empty.</summary>
    public required byte[] Parameters { get; init; }

    /// <summary>Seconds granted; 0 takes the binding away.</summary>
    public required int Seconds { get; init; }

    /// <summary>The same phone and the same flow of it (RFC 5626 §6), or the same URI (RFC 3261 §19.1.4).</summary>
    public bool IsSameAs(byte[] uri, byte[] parameters)
    {
        if (uri.AsSpan().SequenceEqual(Uri) || SipUriView.Equivalent(uri, Uri))
            return true;
        var instance = ContactParameters.Find(Parameters, "+sip.instance"u8);
        return !instance.IsEmpty
            && instance.SequenceEqual(ContactParameters.Find(parameters, "+sip.instance"u8))
            && ContactParameters.Find(Parameters, "reg-id"u8).SequenceEqual(ContactParameters.Find(parameters, "reg-id"u8));
    }
}
