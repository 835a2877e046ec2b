using PbxBridge.Sip.Dialogs;

namespace PbxBridge.Calls.Transfer;

/// <summary>Who asked for a transfer: his side of the call, and what he is told of it.</summary>
/// <remarks>Loop thread only.</remarks>
internal sealed class Transferrer(Switchboard board, CallSide side, CallParty party, ReferSubscription subscription)
{
    // RFC 4488: nobody listens from the first on.
    private readonly bool _isSilent = subscription.IsOver;

    public CallSide Side => side;

    public CallParty Party => party;

    public Call Call => side.Call;

    /// <summary>He has hung up; the transfer goes on without him (RFC 5359 §2.4).</summary>
    public bool IsGone { get; private set; }

    public void Report(int status) => subscription.Report(status);

    /// <summary>It did not work; his call is as it was.</summary>
    public void Fail(int status, int q850) => subscription.Finish(status, q850 == 0 ? null : CauseToStatus.ReasonOf(q850));

    /// <summary>His own BYE came before the outcome.</summary>
    public void HangsUp()
    {
        IsGone = true;
        Call.Conversation.Remove(side);
        Call.Ending.Leave(side);
    }

    /// <summary>It worked: he leaves the call, is told so, and is hung up if he does not do it himself.</summary>
    public void Succeed()
    {
        var departure = IsGone || side.Session is not { } session ? null : Departure.Begin(board.Loop, session);
        if (!IsGone)
            Call.Ending.Leave(side);
        IsGone = true;
        subscription.Finish(200, null, () => departure?.Told(_isSilent));
    }
}
