using PbxBridge.Routing.Numbering;

namespace PbxBridge.Calls;

/// <summary>The calls of now, and who is in one.</summary>
/// <remarks>Loop thread only; <see cref="Count"/> may be read from anywhere.</remarks>
internal sealed class CallTable
{
    private readonly HashSet<Call> _calls = [];
    private readonly Dictionary<PhoneNumber, int> _busy = [];
    private readonly Dictionary<(PhoneNumber Caller, PhoneNumber Called), int> _setups = [];

    public int Count => _calls.Count;

    public IEnumerable<Call> All => _calls;

    /// <summary>Calls that are over, while their last messages are waited for.</summary>
    public HashSet<CallJournal> Closing { get; } = [];

    public void Add(Call call) => _calls.Add(call);

    public void Remove(Call call) => _calls.Remove(call);

    public CallTable() => IsBusy = _busy.ContainsKey;

    /// <summary>The number is in a call through the bridge (HUNT-2). Made once, for the hunts of all calls.</summary>
    public Predicate<PhoneNumber> IsBusy { get; }

    /// <summary>The number is in one call more, or less.</summary>
    public void Occupy(PhoneNumber number, int by) => Count1(_busy, number, by);

    /// <summary>Set-ups without an answer of this pair (LOOP-5).</summary>
    public int Setups(PhoneNumber caller, PhoneNumber called) => _setups.GetValueOrDefault((caller, called));

    public void BeginSetup(PhoneNumber caller, PhoneNumber called) => Count1(_setups, (caller, called), +1);

    public void EndSetup(PhoneNumber caller, PhoneNumber called) => Count1(_setups, (caller, called), -1);

    private static void Count1<TKey>(Dictionary<TKey, int> counts, TKey key, int by)
        where TKey : notnull
    {
        ref var count = ref System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(counts, key, out _);
        count += by;
        if (count <= 0)
            counts.Remove(key);
    }
}
