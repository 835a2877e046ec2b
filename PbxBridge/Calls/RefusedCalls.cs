using PbxBridge.Charges;
using PbxBridge.Routing.Plans;
using PbxBridge.Sip.Dialogs;
using PbxBridge.Sip.Messages;
using PbxBridge.Storage.Calls;

namespace PbxBridge.Calls;

/// <summary>Calls of known callers that are refused at once: they are told, and leave a record with nothing to pay (CDR-2).</summary>
/// <remarks>Loop thread only.</remarks>
internal sealed class RefusedCalls(Switchboard board)
{
    /// <param name="plan">What the call would have done.</param>
    public void Refuse(InviteUas uas, SipMessage invite, CallOrigin origin, CallPlan plan, Refusal refusal)
    {
        CallsLog.Begins(board.Log, origin, plan);
        var flow = board.Flows.Begin();
        board.Flows.Watch(origin.CallId, flow, "A", origin.Peer);
        flow.Add(board.Loop.Now, "A", sent: false, origin.Peer, invite.Raw);
        uas.Reject(refusal.Status, default, refusal.Headers);
        board.Flows.Forget(origin.CallId);
        var record = RecordOf(origin, plan, refusal) with { Packed = flow.Take() };
        board.Ended(new EndedCall(record.EndedAt, origin.Id, record.CallerNumber, record.Called?.Value ?? record.Dialled, refusal.Cause, refusal.Status, 0));
        if (!board.Record(record))
            CallsLog.RecordRefused(board.Log, origin.Id);
    }

    private CallRecord RecordOf(CallOrigin origin, CallPlan plan, Refusal refusal) => new()
    {
        Id = origin.Id,
        Company = plan.Company,
        StartedAt = origin.StartedAt,
        EndedAt = board.WallClock,
        CallerNumber = origin.Number?.Value ?? "anonymous",
        Dialled = origin.Dialled,
        Called = plan.Called,
        NumberClass = plan.Class,
        Direction = origin.Direction,
        InTrunk = origin.Trunk,
        Service = CallJournal.ServiceOf(plan, null),
        Outcome = refusal.Cause,
        SipStatus = refusal.Status,
        Q850 = refusal.Q850,
        ReleasedBy = ReleasedBy.Bridge,
        Billing = Payers.Unpaid(board.Charges.Directory, plan),
        PrivateNumbers = plan.IsPrivate ? [origin.Dialled, plan.Called?.Value ?? ""] : plan.Secrets,
        Place = plan.Place,
        Signals = SignalsOfCall.Of(origin, plan),
        Decisions = [.. plan.Decisions, refusal.Step],
    };
}
