using PbxBridge.Notices;
using PbxBridge.Routing.Companies;
using PbxBridge.Sip.Transactions;

namespace PbxBridge.Hosting;

/// <summary>The calls, seen from the program around them.</summary>
internal interface IBridge
{
    /// <summary>Begins to take messages. Called once, before the loop's thread runs.</summary>
    void Start();

    /// <summary>From now on new calls get 503; emergency calls, too, are left to the other routes of the network. On the loop.</summary>
    void BeginDrain();

    /// <summary>Hangs up what still runs at the end of the drain time. On the loop.</summary>
    void EndCalls()
    {
    }

    /// <summary>Completes when nothing is played or recorded and every message is kept. Any thread; the loop must run meanwhile.</summary>
    Task IdleAsync(CancellationToken cancellation) => Task.CompletedTask;

    /// <summary>Sends a text through a trunk. Any thread.</summary>
    /// <param name="done">Told once, on the loop.</param>
    void SendText(TrunkText text, Action<TextAnswer> done) => done(default);

    /// <summary>Calls that are set up or talk. Any thread; may be a moment old.</summary>
    int ActiveCalls { get; }

    /// <summary>Any thread; may be a moment old.</summary>
    BridgeStatus Status();

    /// <summary>What the SIP stack counts; null when there is none.</summary>
    SipCounters? Counters => null;

    /// <summary>An account was credited by somebody else than a call. On the loop.</summary>
    void ReadAccounts()
    {
    }

    /// <summary>Takes another directory for the calls to come. On the loop.</summary>
    void Use(CompanyDirectory directory);
}
