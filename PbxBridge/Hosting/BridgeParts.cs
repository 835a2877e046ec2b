using PbxBridge.Calls;
using PbxBridge.Configuration;
using PbxBridge.Media.Relay;
using PbxBridge.Media.Sounds;
using PbxBridge.Routing.Companies;
using PbxBridge.Sip.Loop;
using PbxBridge.Sip.Transactions;
using PbxBridge.Sip.Transport;
using PbxBridge.Storage;
using PbxBridge.Storage.Calls;
using PbxBridge.Trunks;

namespace PbxBridge.Hosting;

/// <summary>What a bridge is made of; everything is open and owned by the host, the loop does not run yet.</summary>
internal sealed record BridgeParts
{
    public required SignallingLoop Loop { get; init; }

    /// <summary>Open, not started.</summary>
    public required TransportTable Transports { get; init; }

    public required ServerLocator Locator { get; init; }

    /// <summary>Read by the TLS listeners.</summary>
    public TlsPeerNames TlsPeers { get; init; } = new();

    /// <summary>For the loop's thread only.</summary>
    public required IRandomSource Random { get; init; }

    public required TimeProvider Time { get; init; }

    /// <summary>Null: sound goes between the phones (<c>Media:Enabled=false</c>).</summary>
    public IMediaRelay? Media { get; init; }

    public required PromptSet Prompts { get; init; }

    /// <summary>At the start; later ones come by <see cref="IBridge.Use"/>.</summary>
    public required CompanyDirectory Directory { get; init; }

    /// <summary>Not for the loop's thread: it waits for the disk.</summary>
    public required Store Store { get; init; }

    public required CallRecordWriter Records { get; init; }

    /// <summary>Takes a finished record in place of <see cref="Records"/>; for tests.</summary>
    public Func<CallRecord, bool>? Record { get; init; }

    /// <summary>Datagrams that the kernel dropped so far, in place of what <see cref="Transports"/> say; for tests.</summary>
    public Func<long>? Drops { get; init; }

    /// <summary>Where voicemail waits for the disk; null: threads of its own.</summary>
    public TaskScheduler? StoreScheduler { get; init; }

    /// <summary>This run of the node, see <see cref="Store.BeginEpoch"/>.</summary>
    public required long Epoch { get; init; }

    /// <summary>Where reservations wait for the disk, one after the other; null: a thread of their own.</summary>
    public TaskScheduler? ChargeScheduler { get; init; }

    public required CallIdSource CallIds { get; init; }

    public required SipOptions Sip { get; init; }

    public required MediaOptions MediaOptions { get; init; }

    public required OperatorOptions Operator { get; init; }

    public required SecurityOptions Security { get; init; }

    public NoticeOptions Notices { get; init; } = new();

    public VoucherOptions Vouchers { get; init; } = new();

    /// <summary>Secret of the digest nonces; the same after a restart.</summary>
    public required byte[] NonceKey { get; init; }

    public required ILoggerFactory Logs { get; init; }

    /// <summary>Takes the values of the line that the log has of a call; null: it goes the way of all others.</summary>
    public EndedCallSink? Ended { get; init; }
}
