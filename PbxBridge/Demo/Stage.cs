using System.Threading.Channels;
using PbxBridge.Sip.Digest;
using PbxBridge.Storage;

namespace PbxBridge.Demo;

/// <summary>The phones and networks around the bridge, played by the demo; and the bridge's store, to be read.</summary>
internal sealed class Stage
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly Dictionary<string, Channel<IncomingCall>> _awaited = [];

    public Stage(DemoPeer mobile, DemoPeer pbx, DemoPeer anna, DemoPeer piotr, DemoCompany company, Store store)
    {
        (Mobile, Pbx, Anna, Piotr, Company, Store) = (mobile, pbx, anna, piotr, company, store);
        foreach (var peer in (ReadOnlySpan<DemoPeer>)[mobile, pbx, anna, piotr])
            peer.Rung = Route;
    }

    public DemoPeer Mobile { get; }

    public DemoPeer Pbx { get; }

    /// <summary>Softphone.</summary>
    public DemoPeer Anna { get; }

    /// <summary>Softphone.</summary>
    public DemoPeer Piotr { get; }

    public DemoCompany Company { get; }

    public Store Store { get; }

    /// <summary>The bridge sends SMS through the mobile network, so that they come to <see cref="Mobile"/>.</summary>
    public bool TextsCome { get; init; }

    public TimeProvider Time => Mobile.Time;

    /// <summary>A call by a trunk: the network vouches for the caller's number.</summary>
    /// <param name="accessNetwork">Where the network says that the caller is; null: it says nothing.</param>
    public OutgoingCall Dial(DemoPeer trunk, string caller, string dialled, string? accessNetwork = null)
    {
        var call = new OutgoingCall(trunk, $"sip:{caller}@{trunk.Local}", caller, dialled, null) { AccessNetwork = accessNetwork };
        call.Start();
        return call;
    }

    /// <summary>A call by a softphone.</summary>
    public OutgoingCall Dial(DemoPeer phone, string dialled)
    {
        var call = new OutgoingCall(phone, $"sip:{phone.Name}@{Company.Realm}", null, dialled, new DigestClient(phone.Name, Company.Password(phone.Name)));
        call.Start();
        return call;
    }

    /// <summary>From now on the calls that this caller's call causes are kept for <see cref="RingsAsync"/>.</summary>
    /// <param name="caller">Full number; the phones may show its short form.</param>
    public void Await(string caller) => _awaited[caller] = Channel.CreateUnbounded<IncomingCall>();

    /// <summary>The next phone that rings because of this caller.</summary>
    /// <exception cref="TimeoutException">None did.</exception>
    public Task<IncomingCall> RingsAsync(string caller, CancellationToken cancellation) =>
        _awaited[caller].Reader.ReadAsync(cancellation).AsTask().WaitAsync(Patience, Time, cancellation);

    /// <summary>Every phone of one person that rings because of this caller: mobile first, then the softphone if there is one.</summary>
    public async Task<List<IncomingCall>> AllRingAsync(string caller, IncomingCall first, CancellationToken cancellation)
    {
        List<IncomingCall> phones = [first];
        while (phones.Count < Phones(first.Called))
            phones.Add(await RingsAsync(caller, cancellation));
        return phones;
    }

    public Task WaitAsync(double seconds, CancellationToken cancellation) => Pause.ForAsync(TimeSpan.FromSeconds(seconds), Time, cancellation);

    /// <summary>Waits for something that must come.</summary>
    /// <exception cref="TimeoutException">It did not.</exception>
    public Task<T> SoonAsync<T>(Task<T> task, CancellationToken cancellation, double seconds = 10) =>
        task.WaitAsync(TimeSpan.FromSeconds(seconds), Time, cancellation);

    /// <summary>True when it came in time.</summary>
    public async Task<bool> CameAsync(Task task, CancellationToken cancellation, double seconds = 3)
    {
        try
        {
            await task.WaitAsync(TimeSpan.FromSeconds(seconds), Time, cancellation);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    private int Phones(string owner) => owner == Anna.Owner || owner == Piotr.Owner ? 2 : 1;

    private void Route(IncomingCall call)
    {
        var digits = call.Caller.TrimStart('+');
        foreach (var (caller, waiting) in _awaited)
        {
            if (digits.Length > 2 && caller.EndsWith(digits, StringComparison.Ordinal))
            {
                waiting.Writer.TryWrite(call);
                return;
            }
        }

        call.Refuse(480);
    }
}
