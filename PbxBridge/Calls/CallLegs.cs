using PbxBridge.Calls.Transfer;
using PbxBridge.Media.Relay;
using PbxBridge.Media.Sdp;
using PbxBridge.Routing.Hunting;
using PbxBridge.Routing.Plans;
using PbxBridge.Sip.Dialogs;

namespace PbxBridge.Calls;

/// <summary>The legs that one call has tried: starts them and their branches, and finds them again.</summary>
/// <remarks>Loop thread only.</remarks>
internal sealed class CallLegs(Switchboard board, Call call)
{
    private readonly List<CallLeg> _legs = new(1);

    /// <summary>In the order in which they were tried.</summary>
    public IReadOnlyList<CallLeg> All => _legs;

    /// <summary>See <see cref="CallLeg.OwedToAddress"/>; of the last leg.</summary>
    public TimeSpan OwedToAddress => _legs.Count == 0 ? TimeSpan.Zero : _legs[^1].OwedToAddress;

    public CallLeg? Find(LegId id)
    {
        foreach (var leg in _legs)
        {
            if (leg.Id == id)
                return leg;
        }
        return null;
    }

    public void Start(HuntCommand.Invite command)
    {
        var trunk = command.Destination is Destination.ByTrunk by ? board.Trunks.Find(by.Trunk) : null;
        var leg = new CallLeg(call, command, trunk) { StartedAt = call.WallClock, Breadth = ShareOf(command) };
        _legs.Add(leg);
        call.Marks.Rings(command.Target.Number, trunk);
        if (!call.Bill.TryAsk(leg))
            Ring(leg);
    }

    /// <summary>Nothing stands in the leg's way.</summary>
    public void Ring(CallLeg leg)
    {
        var (command, trunk) = (leg.Command, leg.Trunk);
        switch (command.Destination)
        {
            case var _ when leg.Breadth.Of(0) == 0:
                // LOOP-2: the breadth that is left went to the destinations before it.
                leg.FailAtOnce(CallCause.Loop);
                break;
            case Destination.ByRegistration phone:
                var contacts = board.Contacts.Of(phone.Company, phone.User);
                if (contacts.Count == 0)
                    leg.FailAtOnce(CallCause.Unreachable);
                else
                    leg.StartContacts(contacts);
                break;
            case Destination.ByTrunk when trunk is null:
                leg.FailAtOnce(CallCause.DestinationOutOfOrder);
                break;
            case Destination.ByTrunk when !call.Plan.IsEmergency && !trunk.TryBegin(call.Now):
                leg.FailAtOnce(CallCause.Busy);
                break;
            default:
                leg.StartTrunk(trunk is null ? [] : board.Trunks.Choose(trunk, call.Now));
                break;
        }
    }

    /// <summary>Opens the media and the record of one branch; null when there is no port left.</summary>
    /// <param name="breadth">Max-Breadth of its INVITE.</param>
    public LegBranch? OpenBranch(CallLeg leg, LegContact contact, int breadth)
    {
        var port = PortOfBranch();
        if (port is null && board.Media is not null && call.Conversation.Caller is not { Media.Port: null })
            return null;
        var media = new SideMedia(port, board.Random.Next() >> 2, port is null ? null : contact.Flow.Remote.ToIPAddress(), contact.Flow.Transport == Sip.Transport.TransportKind.Tls);
        if (board.OffersKeys)
            media.OffersKeys();
        Watch(port);
        return new LegBranch(leg, contact.Label) { MaxBreadth = breadth, Side = new CallSide(call, $"B{leg.Id}", media) { CarriesFax = leg.Trunk?.CarriesFax != false } };
    }

    // Either both sides of an emergency call have a port or none: a description that passes names the other side itself (D22).
    private IMediaPort? PortOfBranch()
    {
        if (!call.Plan.IsEmergency || call.Conversation.Caller is not { } caller)
            return board.Media?.Open(call.Plan.IsEmergency);
        var port = caller.Media.Port is null ? null : board.Media?.Open(emergency: true);
        // Who is sent on has heard of his port long ago.
        if (port is null && call.Caller is CallerLeg)
            caller.Media.Bypass();
        return port;
    }

    public void StartBranch(CallLeg leg, LegBranch branch, LegContact contact)
    {
        var target = leg.Command.Target;
        var number = leg.Command.Destination is Destination.ByTrunk by ? by.Number : target.Number;
        var host = board.HostTowards(contact.Flow);
        var callId = board.Core.NewCallId();
        branch.CallId = callId;
        call.Journal.Watch(callId, branch.Side.Name, contact.Label);
        branch.Told = new LegHeaders(contact.Profile, target.Caller, leg.Command.Diversion, number, host, call.Origin.Passed, target.ReferredBy)
        {
            MaxBreadth = branch.MaxBreadth,
            Charging = contact.Profile is { Trusted: true, IsNetwork: true } ? call.Marks.Charging(host) : null,
            AccessNetwork = call.Origin.Passed.AccessNetwork,
            NamesCalled = contact.Registered is { IsBulk: false },
        };
        var request = new InviteRequest
        {
            CallId = callId,
            RequestUri = contact.Registered?.UriOf(number) ?? contact.Uri ?? PartyUris.Number(number, contact.Host),
            From = PartyUris.From(target.Caller, host),
            To = PartyUris.To(number, contact is { Uri: null, Registered: null } ? contact.Host : host),
            Route = contact.Route,
            Flow = contact.Flow,
            SymmetricFlow = contact.Symmetric,
            MaxForwards = call.Origin.Passed.MaxForwards,
            Sdp = call.Caller.OfferTo(branch.Side.Media),
            SessionId = call.Marks.SessionId,
            Headers = branch.Told,
            Credentials = contact.Credentials,
        };
        if (call.Plan.IsEmergency)
            request = EmergencyForm.Of(call, request, leg.Command.Destination, leg.Trunk, target.Caller, host, contact.Host);
        branch.Start(board.Core, request);
    }

    // All destinations of a target ring together.
    private BreadthShare ShareOf(HuntCommand.Invite command)
    {
        var (branches, first) = (0, 0);
        foreach (var destination in command.Target.Destinations)
        {
            if (ReferenceEquals(destination, command.Destination))
                first = branches;
            branches += destination is Destination.ByRegistration phone ? board.Contacts.Of(phone.Company, phone.User).Count : 1;
        }
        var breadth = call.Origin.Passed.MaxBreadth;
        return new(call.Plan.IsEmergency ? Math.Max(breadth, branches) : breadth, Math.Max(1, branches), first);
    }

    /// <summary>Once its ACK is here, the side is told of the media of somebody whose answer came too late for the INVITE's own.</summary>
    public void OfferAnew(CallSide side, SessionDescription media, byte[] text) =>
        new MediaChange(board, side, () => side.Media.Describe(media, text), null, Nobody.Instance).Start();

    /// <summary>A side that falls silent is asked whether it is still there (SES-2).</summary>
    public void Watch(IMediaPort? port)
    {
        if (port is not null)
            port.Silent = () => board.Loop.Post(call.Probe);
    }

    /// <summary>A plain call to one destination is as if the two phones spoke: the far side's own refusal goes back (§4.7). Null when the cause speaks for itself.</summary>
    public (int Status, int Q850)? OwnRefusal(CallCause cause)
    {
        if (call.Plan.Steps is not [PlanStep.Ring { RelayEarlyMedia: true }, ..] || _legs is not [{ Status: >= 400 and var status } leg])
            return null;
        // What the far side has against our request, not against the call, is ours alone (RFC 3261 §16.7 (6) in spirit).
        if (status is 401 or 405 or 407 or 408 or 416 or (>= 420 and <= 423) or 481 or 487 or 491 or (>= 500 and < 600))
            return null;
        return (status, leg.Q850 ?? StatusToCause.Q850Of(status));
    }

    public void Close()
    {
        foreach (var leg in _legs)
            leg.Close();
    }
}
