using PbxBridge.Routing.Numbering;
using PbxBridge.Routing.Plans;
using PbxBridge.Trunks;

namespace PbxBridge.Calls;

/// <summary>The two places of a call and who sits there: at first the caller and the one who answered; transfers take people away, and put others in their place. A number
/// is occupied and a trunk's channel taken for as long as somebody sits.</summary>
/// <remarks>Loop thread only. Held by every call, so it keeps no more than it must.</remarks>
internal sealed class CallSeats(Switchboard board, CallOrigin origin)
{
    private CallSide? _caller;
    private CallSide? _callee;

    // Null when the one in the called one's place did not answer a leg.
    private CallLeg? _leg;
    private Guest? _callersGuest;
    private Guest? _calleesGuest;

    public bool HasCaller => _caller is not null;

    public bool IsEmpty => _caller is null && _callee is null;

    public bool IsCaller(CallSide side) => _caller == side;

    public void TakeCaller(CallSide side)
    {
        _caller = side;
        Count(origin.Number, origin.TrunkInUse, +1);
    }

    /// <summary>The leg has taken its channel already, and frees it.</summary>
    public void TakeCallee(CallLeg leg, CallSide side)
    {
        (_callee, _leg) = (side, leg);
        Count(leg.Command.Target.Number, null, +1);
    }

    /// <summary>Somebody who is neither sits down where <paramref name="leaver"/> sits, who has to get up.</summary>
    public void Replace(CallSide leaver, CallSide side, CallParty party, Trunk? trunk)
    {
        var isCaller = leaver == _caller;
        Leave(leaver);
        var guest = new Guest(party, trunk);
        if (isCaller)
            (_caller, _callersGuest) = (side, guest);
        else
            (_callee, _calleesGuest) = (side, guest);
        Count(party.Number, trunk, +1);
    }

    /// <summary>Who sits there; null when the side does not sit in this call.</summary>
    public CallParty? PartyOf(CallSide side) => (side == _caller, side == _callee) switch
    {
        (true, _) => _callersGuest?.Party ?? new CallParty(origin.Source, origin.Number, origin.IsAsserted, origin.Name, origin.Private),
        (_, true) => _calleesGuest?.Party ?? PartyOf(_leg),
        _ => null,
    };

    /// <summary>His peer is inside the trust domain of RFC 3325.</summary>
    public bool IsTrusted(CallSide side) => side == _caller
        ? _callersGuest?.Trunk?.Trusted ?? origin.Profile.Trusted
        : side == _callee && ((_calleesGuest?.Trunk ?? _leg?.Trunk)?.Trusted ?? false);

    public void Leave(CallSide side)
    {
        if (side == _caller)
        {
            if (_callersGuest is { } guest)
                Count(guest.Party.Number, guest.Trunk, -1);
            else
                Count(origin.Number, origin.TrunkInUse, -1);
            (_caller, _callersGuest) = (null, null);
        }
        else if (side == _callee)
        {
            if (_calleesGuest is { } guest)
                Count(guest.Party.Number, guest.Trunk, -1);
            else
                Count(_leg?.Command.Target.Number, null, -1);
            _leg?.Close();
            (_callee, _leg, _calleesGuest) = (null, null, null);
        }
        side.Dispose();
    }

    public void HangUp(ReadOnlySpan<byte> reason)
    {
        _caller?.Session?.HangUp(reason);
        HangUpCallee(reason);
    }

    public void HangUpCallee(ReadOnlySpan<byte> reason) => _callee?.Session?.HangUp(reason);

    /// <summary>The call is over.</summary>
    public void Close()
    {
        if (_caller is { } caller)
            Leave(caller);
        if (_callee is { } callee)
            Leave(callee);
    }

    /// <summary>Who is at the other end of a leg.</summary>
    public static CallParty? PartyOf(CallLeg? leg)
    {
        if (leg is null)
            return null;
        var target = leg.Command.Target;
        CallSource source = leg.Command.Destination switch
        {
            Destination.ByRegistration phone => new CallSource.FromSoftphone(phone.Company, phone.User),
            Destination.ByTrunk when leg.Trunk is { Company: { } company } pbx => new CallSource.FromPbx(company, pbx.Id),
            _ => new CallSource.FromMobileNetwork(leg.Trunk?.Id ?? ""),
        };
        return new CallParty(source, target.Number, true, target.Name, false);
    }

    private void Count(PhoneNumber? number, Trunk? trunk, int by)
    {
        if (trunk is not null)
            trunk.Channels += by;
        if (number is { } occupied)
            board.Calls.Occupy(occupied, by);
    }

    private sealed record Guest(CallParty Party, Trunk? Trunk);
}
