using System.Text;
using PbxBridge.Media.Sdp;
using PbxBridge.Routing.Areas;
using PbxBridge.Routing.Companies;
using PbxBridge.Routing.Plans;
using PbxBridge.Sip.Dialogs;
using PbxBridge.Sip.Messages;
using PbxBridge.Sip.Transport;
using PbxBridge.Storage.Calls;
using PbxBridge.Trunks;

namespace PbxBridge.Calls;

/// <summary>Every new INVITE: who sends it, what the plan says, and a call.</summary>
/// <remarks>Loop thread only.</remarks>
internal sealed class InboundCalls(Switchboard board, ICallerGate gate, CallIdSource ids)
{
    private readonly Presence _presence = new(board);
    private readonly RefusedCalls _refused = new(board);
    private long _unknownCells;

    /// <summary>Calls whose cell the inventory does not know, or that could not be read (AREA-4). Any thread.</summary>
    public long UnknownCells => Interlocked.Read(ref _unknownCells);

    /// <summary>The snapshot that new calls are planned on; each call pins the one that it started with.</summary>
    public required CompanyDirectory Directory { get; set; }

    /// <summary>What was spent, for limits and prepaid accounts.</summary>
    public IAccounts Accounts { get; set; } = NothingSpent.Here;

    /// <summary>New calls are refused with 503; running ones go on.</summary>
    public bool IsClosed { get; set; }

    /// <summary>The store takes no more records: better no call than one without a record.</summary>
    public required Func<bool> HasRoom { get; init; }

    public void Receive(InviteUas uas, SipMessage invite)
    {
        var trunk = board.Trunks.Identify(invite, uas.From);
        if (Admit(uas, invite, trunk) is not { } source)
            return;
        var marks = InviteMarks.Of(invite, trunk);
        var request = Read(uas, invite, source, trunk) with { Entered = board.Traces.Entered(marks.Icid, marks.Session) };
        if (DialogReference.Of(invite) is { } named && board.Transfers is { } transfers)
        {
            transfers.Replace(uas, invite, request, trunk, named);
            return;
        }
        var plan = CallPlanner.Plan(Directory, request, _presence, Accounts);
        if (plan.Place.Source == PlaceSource.UnknownCell)
            Interlocked.Increment(ref _unknownCells);
        if (!HasRoom() && !plan.IsEmergency)
        {
            uas.Reject(503, default, new FinalHeaders(42, board.RetryAfter()));
            return;
        }
        var origin = OriginOf(uas, invite, trunk, request, plan, marks);
        var refusal = RefusalOf(invite, uas.From, trunk, plan, out var offer);
        var port = refusal is null ? board.Media?.Open(plan.IsEmergency) : null;
        if (refusal is null && port is null && board.Media is not null)
            refusal = Refusal.NoPort;
        if (refusal is not null)
            _refused.Refuse(uas, invite, origin, plan, refusal);
        else
            Place(uas, invite, origin, plan, offer, port);
    }

    // Null: nothing stands in its way.
    private Refusal? RefusalOf(SipMessage invite, in Flow from, Trunk? trunk, CallPlan plan, out SessionDescription? offer)
    {
        offer = null;
        if (!plan.IsEmergency)
        {
            if (IsClosed)
                return Refusal.Drain(board.RetryAfter());
            if (CallerReader.MaxBreadth(invite) == 0)
                return Refusal.NoBreadth;
            if (trunk?.TryBegin(board.Loop.Now) == false)
                return Refusal.TrunkFull;
        }
        return TryReadOffer(invite, board.MayOfferKeys(from), out offer) ? null : Refusal.NoSound;
    }

    // Null: answered already, or nothing is to be said.
    private CallSource? Admit(InviteUas uas, SipMessage invite, Trunk? trunk)
    {
        if (trunk is null)
            return gate.Admit(uas, invite) is { } phone ? new CallSource.FromSoftphone(phone.Company, phone.User) : null;
        if (trunk.ChallengesPeer && !gate.Admit(uas, invite, trunk))
            return null;
        return trunk.Company is { } company ? new CallSource.FromPbx(company, trunk.Id) : new CallSource.FromMobileNetwork(trunk.Id);
    }

    private CallRequest Read(InviteUas uas, SipMessage invite, CallSource source, Trunk? trunk)
    {
        var (visited, count) = CallerReader.Diversions(invite);
        return new CallRequest
        {
            Source = source,
            Dialled = Encoding.UTF8.GetString(invite.RequestUri),
            Asserted = AssertedBy(source, trunk, invite),
            From = Encoding.UTF8.GetString(invite.From.Uri),
            DisplayName = CallerReader.DisplayName(invite),
            Private = CallerReader.IsPrivate(invite),
            Visited = visited,
            DiversionCount = count,
            TellsLocation = invite.Has(HeaderId.Geolocation) && ToldLocation.Read(invite, "") is not null,
            PsapCallback = CallerReader.IsPsapCallback(invite),
            AccessNetwork = source is CallSource.FromMobileNetwork && trunk is { Trusted: true } ? CallerReader.AccessNetwork(invite) : [],
            SourceAddress = source is CallSource.FromSoftphone ? uas.From.Remote.ToIPAddress() : null,
            At = board.WallClock,
            Seed = board.Random.Next(),
        };
    }

    // CLI-3: only the word of a network inside the trust domain counts. What a PBX says is checked against its company's numbers (CLI-1).
    private static string? AssertedBy(CallSource source, Trunk? trunk, SipMessage invite) => source switch
    {
        CallSource.FromMobileNetwork when trunk is { Trusted: true } => CallerReader.Asserted(invite),
        CallSource.FromPbx => CallerReader.Given(invite),
        _ => null,
    };

    // A phone diverts nothing that we do not know of; a PBX that is not trusted diverts its company's numbers only. Short ones mean nothing outside of it.
    private string? Diverter(Trunk? trunk, string uri)
    {
        if (trunk is null)
            return null;
        if (trunk.Company is { } id && Directory.Company(id) is { } company && CallingNumber.Read(uri, Directory.Numbering, company) is { } number
            && company.OwnerOf(number) is not null)
            return number.Value;
        return (trunk.Trusted || trunk.Company is null) && SipUriView.TryParse(Encoding.UTF8.GetBytes(uri), out var written) ? Encoding.UTF8.GetString(written.User) : null;
    }

    private CallOrigin OriginOf(InviteUas uas, SipMessage invite, Trunk? trunk, CallRequest request, CallPlan plan, in InviteMarks marks)
    {
        var host = board.HostTowards(uas.From);
        return new CallOrigin
        {
            Id = ids.Next(),
            StartedAt = request.At,
            Source = request.Source,
            Number = plan.Caller,
            IsAsserted = plan.IsCallerAsserted,
            Name = request.DisplayName,
            Private = request.Private,
            Dialled = request.Dialled,
            Direction = CallDirections.Of(Directory, plan),
            TrunkInUse = trunk,
            Flow = uas.From,
            Peer = uas.From.Remote.ToString(),
            CallId = invite.CallId.ToArray(),
            Profile = new PeerProfile(trunk?.Trusted ?? false),
            Symmetric = trunk is null or { IsRegistering: true },
            Passed = PassedBy(invite, host, trunk, request, plan),
            Marks = marks,
            Diversion = request.DiversionCount > 0 ? CallerReader.LastDiversion(invite, request.DiversionCount) : null,
        };
    }

    private PassedHeaders PassedBy(SipMessage invite, string host, Trunk? trunk, CallRequest request, CallPlan plan)
    {
        var passed = CallerReader.Passed(invite, host, plan.Called, uri => Diverter(trunk, uri));
        return plan.IsEmergency ? passed with { Location = ToldLocation.Read(invite, host), AccessNetwork = request.AccessNetwork } : passed;
    }

    private void Place(InviteUas uas, SipMessage invite, CallOrigin origin, CallPlan plan, SessionDescription? offer, Media.Relay.IMediaPort? port)
    {
        uas.Headers = origin.Marks.Charging?.Answered(board.Ioi ?? board.HostTowards(uas.From));
        var media = new SideMedia(port, board.Random.Next() >> 2, port is null ? null : uas.From.Remote.ToIPAddress(), uas.From.Transport == TransportKind.Tls);
        if (offer is not null)
            media.Takes(offer);
        var call = new Call(board, origin, plan, opened => CallerLeg.Open(opened, uas, origin, media, offer, offer is null ? null : invite.Sdp.ToArray()));
        call.Journal.AddFirst(invite.Raw);
        uas.Trying();
        CallsLog.Begins(board.Log, origin, plan);
        call.Start();
    }

    /// <summary>False when there is an offer that nothing can be made of. No offer at all is fine: the answer to ours comes with the ACK.</summary>
    /// <param name="mayHaveKeys">See <see cref="Switchboard.MayOfferKeys"/>.</param>
    public static bool TryReadOffer(SipMessage invite, bool mayHaveKeys, out SessionDescription? offer)
    {
        offer = null;
        if (invite.Sdp.IsEmpty)
            return true;
        if (!SessionDescription.TryParse(invite.Sdp, out offer, out _))
            return false;
        offer = offer.Choosing(encrypted: mayHaveKeys);
        return offer.Audio is { HasAddress: true } && (mayHaveKeys || !offer.HasKeys);
    }
}

/// <summary>Lets phones and challenged trunks in.</summary>
internal interface ICallerGate
{
    /// <summary>The softphone user that sends the INVITE; null when he is not known yet: then the INVITE has been answered, or dropped.</summary>
    PhoneIdentity? Admit(InviteUas uas, SipMessage invite);

    /// <summary>Checks the credentials of a trunk that has some; false when the INVITE has been answered.</summary>
    bool Admit(InviteUas uas, SipMessage invite, Trunk trunk);
}

/// <summary>A softphone user who has shown his password.</summary>
internal readonly record struct PhoneIdentity(string Company, string User);
