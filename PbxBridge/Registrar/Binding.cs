using PbxBridge.Sip.Loop;
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

    /// <summary>The order of the last registrations: milliseconds of the loop's clock.</summary>
    public long UpdatedAt { get; set; }

    public LoopTimer Timer { get; }

    public Binding? NextOnFlow { get; set; }

    public Binding? PreviousOnFlow { get; set; }

    /// <summary>Seconds left, rounded up.</summary>
    public int SecondsLeft(long now) => (int)Math.Max(0, (Timer.Due - now + 999) / 1000);

    void ITimerOwner.TimerFired(LoopTimer timer) => _table.Expired(this);
}
