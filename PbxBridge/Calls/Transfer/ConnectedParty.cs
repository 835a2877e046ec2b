using PbxBridge.Sip.Dialogs;

namespace PbxBridge.Calls.Transfer;

/// <summary>With whom somebody talks after a transfer, for the re-INVITE that tells him (RFC 5876 in spirit, PRES-5).</summary>
internal static class ConnectedParty
{
    /// <summary>P-Asserted-Identity of <paramref name="partner"/>; null when the peer of <paramref name="side"/> is not trusted, or there is nothing to show.</summary>
    public static IHeaderSource? Of(Switchboard board, CallSide side, CallSide partner)
    {
        if (!side.Call.Seats.IsTrusted(side) || side.Session is not { } session
            || partner.Call.Seats.PartyOf(partner) is not { IsPrivate: false, IsAsserted: true, Number: { } number } party)
            return null;
        return new FinalHeaders(0, 0) { Asserted = PartyUris.Asserted(number, party.Name, board.HostTowards(session.Dialog.Flow)) };
    }
}
