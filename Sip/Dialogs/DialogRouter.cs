using System.Net;
using PbxBridge.Sip.Messages;
using PbxBridge.Sip.Transport;

namespace PbxBridge.Sip.Dialogs;

/// <summary>Finds where the requests of a dialog go (RFC 3261 §12.2.1.1, §18; RFC 3263).</summary>
public sealed class DialogRouter(TransportTable transports, ServerLocator locator)
{
    public TransportTable Transports { get; } = transports;

    public ServerLocator Locator { get; } = locator;

    /// <summary>Sets the dialog's flow from its route set or remote target. A literal address is taken at once; a name is looked up
    /// aside, and until the answer comes requests go where the peer's messages came from.</summary>
    /// <param name="seen">Where the last message of the peer came from.</param>
    public void SetFlow(DialogState dialog, in Flow seen)
    {
        dialog.Flow = seen;
        if (dialog.RouteSet.Length == 0 && (seen.Connection != 0 || dialog.SymmetricFlow))
            return;
        if (!TryHop(dialog, out var hop) || !SipUriView.TryParse(hop, out var uri))
            return;
        var kind = TransportOf(uri, seen.Transport);
        if (!IPAddress.TryParse(HostOf(uri).Trim("[]"u8), out var literal))
            LookUp(dialog, uri, kind, seen);
        // What is within another network cannot be reached from here, where its messages come from can.
        else if (!IsBehindNat(literal, seen.Remote))
            dialog.Flow = FlowTo(kind, IpEndpoint.From(literal, uri.Port == 0 ? kind.DefaultPort() : uri.Port), seen);
    }

    /// <summary>The connection of the dialog's peer is gone: from now on its requests go to where its route set or remote target says, over a connection of ours
    /// (RFC 3261 §18.1.1). False when the dialog had none, or that place is within another network or a name.</summary>
    public bool TryLeaveConnection(DialogState dialog)
    {
        var gone = dialog.Flow;
        if (gone.Connection == 0 || !TryHop(dialog, out var hop) || !SipUriView.TryParse(hop, out var uri)
            || !IPAddress.TryParse(HostOf(uri).Trim("[]"u8), out var literal) || IsBehindNat(literal, gone.Remote))
            return false;
        var kind = TransportOf(uri, gone.Transport);
        dialog.Flow = Transports.FlowTo(kind, IpEndpoint.From(literal, uri.Port == 0 ? kind.DefaultPort() : uri.Port));
        return true;
    }

    // §19.1.1: maddr overrides the host.
    private static ReadOnlySpan<byte> HostOf(SipUriView uri) => uri.TryGetParameter("maddr"u8, out var address) && !address.IsEmpty ? address : uri.Host;

    private static bool IsBehindNat(IPAddress named, in IpEndpoint seen) => PrivateAddress.Is(IpEndpoint.From(named, 0)) && !PrivateAddress.Is(seen);

    private void LookUp(DialogState dialog, SipUriView uri, TransportKind kind, Flow fallback)
    {
        var target = dialog.RemoteTarget;
        Locator.Locate(
            System.Text.Encoding.ASCII.GetString(HostOf(uri)), uri.Port, kind, uri.Scheme == UriScheme.Sips,
            found =>
            {
                // A later target refresh has its own look-up.
                if (!found.IsEmpty && ReferenceEquals(target, dialog.RemoteTarget))
                    dialog.Flow = FlowTo(found[0].Kind, found[0].Address, fallback);
            });
    }

    /// <summary>A peer behind NAT or on a connection of its own is followed to where its last request came from.</summary>
    public static void Follow(DialogState dialog, in Flow from)
    {
        if (from != dialog.Flow && dialog.RouteSet.Length == 0 && (from.Connection != 0 || dialog.SymmetricFlow))
            dialog.Flow = from;
    }

    /// <summary>The transport that a URI asks for; a URI that asks for none keeps <paramref name="usual"/>.</summary>
    public static TransportKind TransportOf(SipUriView uri, TransportKind usual)
    {
        if (uri.Scheme == UriScheme.Sips)
            return TransportKind.Tls;
        if (!uri.TryGetParameter("transport"u8, out var transport))
            return usual;
        if (System.Text.Ascii.EqualsIgnoreCase(transport, "tls"u8))
            return TransportKind.Tls;
        return System.Text.Ascii.EqualsIgnoreCase(transport, "tcp"u8) ? TransportKind.Tcp : TransportKind.Udp;
    }

    private Flow FlowTo(TransportKind kind, IpEndpoint remote, in Flow seen) =>
        kind == seen.Transport ? seen with { Remote = remote, Connection = remote == seen.Remote ? seen.Connection : 0 } : Transports.FlowTo(kind, remote);

    private static bool TryHop(DialogState dialog, out ReadOnlySpan<byte> hop)
    {
        hop = dialog.RemoteTarget;
        if (dialog.RouteSet.Length == 0)
            return true;
        if (!NameAddrView.TryParse(dialog.RouteSet[0], out var route))
            return false;
        hop = route.Uri;
        return true;
    }
}
