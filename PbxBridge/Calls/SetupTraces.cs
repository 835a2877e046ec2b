using System.Collections.Immutable;
using PbxBridge.Routing.Numbering;

namespace PbxBridge.Calls;

/// <summary>Calls that are being set up, found by the marks that they bear through the networks around us: a call that comes back to a number where it
/// has been runs in a loop (LOOP-5), and so does one that a PBX gives back at once (LOOP-7). Where everything else was stripped, these are left.</summary>
/// <remarks>Loop thread only. What is here ends with the set-up, at the latest after 180 s.</remarks>
internal sealed class SetupTraces
{
    /// <summary>A PBX that gives a call back without a mark does it within this time, in milliseconds.</summary>
    private const long GivesBackWithin = 2_000;

    private readonly Dictionary<string, SetupTrace> _byMark = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Trunk, PhoneNumber Caller, PhoneNumber Called), long> _sentBack = [];
    private readonly Queue<((string Trunk, PhoneNumber Caller, PhoneNumber Called) Pair, long At)> _sentBackInTurn = [];

    /// <summary>Marks and pairs in the tables, for the tests that look for leftovers.</summary>
    public int Count => _byMark.Count;

    /// <summary>Where a call with one of these marks has been; empty when it is new to us.</summary>
    public ImmutableArray<PhoneNumber> Entered(string? icid, string? session) => Find(icid, session) is { } trace ? [.. trace.Numbers] : [];

    /// <summary>The trace of a call that begins: that of the call whose mark it bears, else a new one.</summary>
    public SetupTrace Join(string? icid, string? session)
    {
        var trace = Find(icid, session) ?? new SetupTrace();
        trace.Parts++;
        Mark(trace, icid);
        Mark(trace, session);
        return trace;
    }

    /// <summary>The call bears this mark from now on.</summary>
    public void Mark(SetupTrace trace, string? mark)
    {
        if (mark is not null && _byMark.TryAdd(mark, trace))
            trace.Marks.Add(mark);
    }

    /// <summary>One part of the call is set up, or over.</summary>
    public void Leave(SetupTrace trace)
    {
        if (--trace.Parts > 0)
            return;
        foreach (var mark in trace.Marks)
            _byMark.Remove(mark);
    }

    /// <summary>A call of a PBX to a number of its own goes back to it.</summary>
    /// <param name="now">In milliseconds of the loop's clock.</param>
    public void SendBack(string trunk, PhoneNumber caller, PhoneNumber called, long now)
    {
        while (_sentBackInTurn.TryPeek(out var oldest) && oldest.At + GivesBackWithin < now)
        {
            _sentBackInTurn.Dequeue();
            if (_sentBack.TryGetValue(oldest.Pair, out var at) && at == oldest.At)
                _sentBack.Remove(oldest.Pair);
        }
        _sentBack[(trunk, caller, called)] = now;
        _sentBackInTurn.Enqueue(((trunk, caller, called), now));
    }

    /// <summary>The same pair went back to that PBX just now.</summary>
    public bool WasSentBack(string trunk, PhoneNumber caller, PhoneNumber called, long now) =>
        _sentBack.TryGetValue((trunk, caller, called), out var at) && at + GivesBackWithin >= now;

    private SetupTrace? Find(string? icid, string? session)
    {
        SetupTrace? trace = null;
        if (icid is not null && _byMark.TryGetValue(icid, out trace))
            return trace;
        return session is not null && _byMark.TryGetValue(session, out trace) ? trace : null;
    }
}
