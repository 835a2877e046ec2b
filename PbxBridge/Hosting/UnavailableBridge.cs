using PbxBridge.Routing.Companies;
using PbxBridge.Sip.Dialogs;
using PbxBridge.Sip.Messages;
using PbxBridge.Sip.Transactions;

namespace PbxBridge.Hosting;

/// <summary>Says that it is there (OPTIONS: 200) and takes no calls and registrations (503).</summary>
internal sealed class UnavailableBridge : IBridge, IRequestHandler
{
    private readonly BridgeParts _parts;
    private readonly TransactionLayer _layer;

    public UnavailableBridge(BridgeParts parts)
    {
        _parts = parts;
        _layer = new TransactionLayer(parts.Loop, parts.Transports, parts.Random);
        _ = new UserAgentCore(parts.Loop, _layer, new DialogRouter(parts.Transports, parts.Locator), parts.Random) { Handler = this };
    }

    public int ActiveCalls => 0;

    public void Start() => _parts.Transports.Start(_layer);

    public void BeginDrain()
    {
    }

    public BridgeStatus Status() => BridgeStatus.Idle;

    public void Use(CompanyDirectory directory)
    {
    }

    public void InviteReceived(InviteUas uas, SipMessage invite) => uas.Reject(503);

    public void RequestReceived(ServerTransaction transaction, SipMessage request)
    {
        if (request.Method != SipMethod.Options)
        {
            transaction.Respond(503);
            return;
        }

        var writer = transaction.Begin(200);
        writer.Header(HeaderId.Allow, UserAgentCore.Allow);
        writer.Header(HeaderId.Accept, "application/sdp"u8);
        writer.Finish();
        transaction.Send(writer, 200);
    }
}
