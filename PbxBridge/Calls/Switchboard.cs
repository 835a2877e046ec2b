using PbxBridge.Charges;
using PbxBridge.Media.Relay;
using PbxBridge.Media.Sounds;
using PbxBridge.Routing.Hunting;
using PbxBridge.Routing.Numbering;
using PbxBridge.Routing.Plans;
using PbxBridge.Sip.Dialogs;
using PbxBridge.Sip.Loop;
using PbxBridge.Sip.Messages;
using PbxBridge.Sip.Transactions;
using PbxBridge.Sip.Transport;
using PbxBridge.Storage.Calls;
using PbxBridge.Trunks;

namespace PbxBridge.Calls;

/// <summary>What every call shares.</summary>
/// <remarks>Loop thread only.</remarks>
internal sealed class Switchboard
{
    // Most calls leave by the same listener: its text is made once.
    private IpEndpoint _lastAddress;
    private string _lastHost = "";

    public required UserAgentCore Core { get; init; }

    /// <summary>For the hunts of all calls.</summary>
    public SpareLists<Routing.Hunting.HuntCommand> HuntCommands { get; } = new();

    public required ILoop Loop { get; init; }

    public required OutOfReach OutOfReach { get; init; }

    public LineTurns LineTurns { get; } = new();

    /// <summary>Seconds after which a caller who is refused may come again: few, and by chance, so that peers do not come back together.</summary>
    public int RetryAfter() => (int)(2 + (Random.Next() % 9));

    public HuntTimers HuntTimers { get; init; } = HuntTimers.Default;

    /// <summary>A call that lasts longer is ended (T_maxcall).</summary>
    public TimeSpan LongestCall { get; init; } = TimeSpan.FromHours(24);

    public required IRandomSource Random { get; init; }

    public required TrunkBook Trunks { get; init; }

    public required IContacts Contacts { get; init; }

    /// <summary>Null: descriptions pass from side to side and the sound goes its own way.</summary>
    public required IMediaRelay? Media { get; init; }

    public required PromptSet Prompts { get; init; }

    public required ICallTreatments Treatments { get; init; }

    /// <summary>Set before the first call comes.</summary>
    public ITransfers? Transfers { get; set; }

    /// <summary>Null: no 3xx is followed.</summary>
    public IRedirects? Redirects { get; set; }

    public required CallFlows Flows { get; init; }

    public required CallTable Calls { get; init; }

    public required ChargeDesk Charges { get; init; }

    public SetupTraces Traces { get; } = new();

    public Denials Denials { get; } = new();

    /// <summary>Our name among operators (RFC 7315 §4.6); null: our address.</summary>
    public string? Ioi { get; init; }

    /// <summary>Takes a finished record; false when the store cannot keep up.</summary>
    public required Func<CallRecord, bool> Record { get; init; }

    /// <summary>Takes what a running call hands over; false when the store cannot keep up.</summary>
    public required Func<CallPart, bool> Part { get; init; }

    /// <summary>Host in the URIs that we write; null: our address towards the peer.</summary>
    public string? Domain { get; init; }

    public required ILogger Log { get; init; }

    /// <summary>Takes the line about a call, at its end.</summary>
    public required EndedCallSink Ended { get; init; }

    /// <summary>Calls to peers over TLS are offered with SRTP; false: only who offers it gets it.</summary>
    public bool OffersKeys { get; init; }

    /// <summary>Keys of SRTP may stand in descriptions of this peer: nobody on the way can read them, or they are not ours to judge.</summary>
    public bool MayOfferKeys(in Flow flow) => Media is null || flow.Transport == TransportKind.Tls;

    /// <summary>Our host in URIs towards a peer.</summary>
    public string HostTowards(in Flow flow)
    {
        if (Domain is not null)
            return Domain;
        var address = Core.Router.Transports.AdvertisedFor(flow);
        if (address != _lastAddress)
            (_lastAddress, _lastHost) = (address, address.HostText());
        return _lastHost;
    }

    public DateTimeOffset WallClock => Loop.Time.GetUtcNow();

    /// <summary>A number of some operator that answers as voicemail, for the company with this id (D8).</summary>
    public required Func<string?, PhoneNumber, bool> IsDepositNumber { get; init; }
}

/// <summary>Where a softphone user can be reached.</summary>
internal interface IContacts
{
    bool IsRegistered(string company, string user);

    /// <summary>The contacts of a user, at most five; empty when there is none.</summary>
    IReadOnlyList<LegContact> Of(string company, string user);
}

/// <summary>Calls that change hands.</summary>
internal interface ITransfers
{
    /// <summary>A side of an established call sends the other one on.</summary>
    void Refer(CallSide side, ReferRequest refer);

    /// <summary>An INVITE with Replaces: its sender is to take somebody's place.</summary>
    /// <param name="request">Who he is.</param>
    void Replace(InviteUas uas, SipMessage invite, CallRequest request, Trunk? trunk, DialogReference named);
}

/// <summary>What the bridge itself says to a caller.</summary>
internal interface ICallTreatments
{
    /// <summary>Greets, records and keeps a message; ends with <see cref="Call.TreatmentEnded"/>.</summary>
    void Deposit(Call call, MailboxId mailbox, CallCause because);

    /// <summary>The mailbox menu.</summary>
    void Menu(Call call, MailboxId? mailbox);

    /// <summary>Redeems a voucher, or asks for its code first.</summary>
    void TopUp(Call call, HuntCommand.OpenTopUp topUp);

    /// <summary>Plays an announcement as early media.</summary>
    void Announce(Call call, AnnouncementId what);
}

/// <summary>Where a leg that answers 3xx may send its call.</summary>
internal interface IRedirects
{
    /// <summary>Null: it may not, and the leg has failed.</summary>
    RingTarget? TargetOf(Call call, CallLeg leg, Sip.Messages.SipMessage response);
}
