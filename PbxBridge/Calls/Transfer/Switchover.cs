namespace PbxBridge.Calls.Transfer;

/// <summary>The moment at which a transfer succeeds: two sides talk with each other from here on, and the one who brought them together is out.</summary>
/// <remarks>Loop thread only.</remarks>
internal static class Switchover
{
    /// <param name="talker">Who is sent on.</param>
    /// <param name="call">The call to whose side he is sent.</param>
    /// <param name="callee">That side; null when it is the bridge itself (voicemail).</param>
    public static void Complete(Transferrer by, CallSide talker, Call call, CallSide? callee)
    {
        var old = talker.Call;
        var (one, other) = (old.Seats.PartyOf(talker)?.Text ?? TalkLog.Anonymous, PartyText(call, callee));
        foreach (var changed in (Call[])[old, call])
            changed.Journal.TalkChanges(one, other);
        TransferNotes.Succeeded(by, old, call, one, other);
        var keyPressed = call.Conversation.KeyPressed;
        old.Conversation = call.Conversation = Conversation.Between(talker, callee);
        call.Conversation.KeyPressed = keyPressed;
        by.Succeed();
        // He who placed the old call may still take it to his own account.
        old.ListenForStar();
        (old.Joined, call.Joined) = (call, old);
    }

    private static string PartyText(Call call, CallSide? callee) =>
        callee is null ? CallJournal.VoicemailAnswer : call.Seats.PartyOf(callee)?.Text ?? TalkLog.Anonymous;
}
