using System.Net;
using PbxBridge.Sip.Dialogs;
using PbxBridge.Sip.Loop;
using PbxBridge.Sip.Messages;
using PbxBridge.Sip.Transport;

namespace PbxBridge.Registrar;

/// <summary>One contact of a user, until its time is over (RFC 3261 §10). Its flow is what calls use: the URI may be private to the phone's network.</summary>
/// <remarks>Loop thread only; changed by <see cref="BindingTable"/> alone.</remarks>
internal sealed class Binding : ITimerOwner
{
    private readonly BindingTable _table;

    public Binding(BindingTable table, RegisteredUser user, ContactOffer contact, Registration registration, long now)
    {
        _table = table;
        User = user;
        Timer = new LoopTimer(this);
        Contact = contact;
        Registration = registration;
        UpdatedAt = now;
    }

    public RegisteredUser User { get; }

    /// <summary>URI and parameters as last registered; its seconds are those that were granted then.</summary>
    public ContactOffer Contact { get; set; }

    public Registration Registration { get; set; }

    public Flow Flow => Registration.Flow;

    /// <summary>Where the phone takes connections: the place that its Contact names, unless that is only the connection by which it came, or is within another
    /// network. Null: nowhere. Over TCP alone, because phones have no certificate that shows who they are.</summary>
    public Flow? Listens
    {
        get
        {
            if (Flow.Transport != TransportKind.Tcp || Registration.Path.Length > 0 || !SipUriView.TryParse(Contact.Uri, out var uri)
                || DialogRouter.TransportOf(uri, TransportKind.Udp) != TransportKind.Tcp || !IPAddress.TryParse(uri.Host.Trim("[]"u8), out var address))
                return null;
            var place = IpEndpoint.From(address, uri.Port == 0 ? TransportKind.Tcp.DefaultPort() : uri.Port);
            return place.Address == Flow.Remote.Address && place != Flow.Remote ? Flow with { Remote = place, Connection = 0 } : null;
        }
    }

    /// <summary>The order of the last registrations: milliseconds of the loop's clock.</summary>
    public long UpdatedAt { get; set; }

    public LoopTimer Timer { get; }

    public Binding? NextOnFlow { get; set; }

    public Binding? PreviousOnFlow { get; set; }

    /// <summary>Seconds left, rounded up.</summary>
    public int SecondsLeft(long now) => (int)Math.Max(0, (Timer.Due - now + 999) / 1000);

    void ITimerOwner.TimerFired(LoopTimer timer) => _table.Expired(this);
}
