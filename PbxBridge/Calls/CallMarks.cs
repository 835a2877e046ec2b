using PbxBridge.Routing.Numbering;
using PbxBridge.Sip.Messages;
using PbxBridge.Trunks;

namespace PbxBridge.Calls;

/// <summary>What one call bears through the networks around us, and where it has been while it is set up (LOOP-5, LOOP-7).</summary>
/// <remarks>Loop thread only.</remarks>
internal sealed class CallMarks(Switchboard board, CallOrigin origin)
{
    private ChargingVector? _charging = origin.Marks.Charging;
    private SetupTrace? _trace;

    /// <summary>Value of Session-ID in the INVITEs of its legs; null for none.</summary>
    public byte[]? SessionId { get; private set; } = origin.Marks.SessionId;

    /// <summary>The charging identifier in the mobile network; null when the call was not there.</summary>
    public string? Icid => _charging?.Icid;

    /// <summary>The numbers that it has entered or rung while it is set up.</summary>
    public IReadOnlyList<PhoneNumber> Entered => _trace?.Numbers ?? [];

    public void Begin(PhoneNumber? called)
    {
        _trace = board.Traces.Join(origin.Marks.Icid, origin.Marks.Session);
        if (called is { } number)
            _trace.Add(number);
    }

    /// <summary>The set-up is over: nothing can come back any more.</summary>
    public void End()
    {
        if (_trace is { } trace)
            board.Traces.Leave(trace);
        _trace = null;
    }

    /// <summary>A leg to this number begins.</summary>
    /// <param name="trunk">Null for a softphone.</param>
    public void Rings(PhoneNumber number, Trunk? trunk)
    {
        _trace?.Add(number);
        if (trunk is not { Company: not null } || trunk.Id != origin.Trunk || origin.Number is not { } caller)
            return;
        // LOOP-7: back to the PBX where it came from, and marked.
        board.Traces.SendBack(trunk.Id, caller, number, board.Loop.Now);
        SessionId ??= [.. NewSession(), .. ";remote="u8, .. SessionIdView.Nil];
        if (_trace is { } trace)
            board.Traces.Mark(trace, InviteMarks.MarkOf(SessionId));
    }

    /// <summary>For a leg into the mobile network: as the call brought it, else one is made, once.</summary>
    /// <param name="host">Our address there.</param>
    public ChargingVector Charging(string host)
    {
        if (_charging is null)
        {
            _charging = ChargingVector.New(board.Random.Next(), host, board.Ioi ?? host);
            if (_trace is { } trace)
                board.Traces.Mark(trace, _charging.Icid);
        }
        return _charging;
    }

    /// <summary>An identifier for our own end of a session (RFC 7989 §4.1): 128 random bits.</summary>
    public byte[] NewSession() => board.Core.NewCallId();
}
