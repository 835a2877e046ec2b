using PbxBridge.Calls;
using PbxBridge.Registrar;
using PbxBridge.Routing.Companies;
using PbxBridge.Sip.Dialogs;
using PbxBridge.Sip.Messages;
using PbxBridge.Trunks;

namespace PbxBridge.Access;

/// <summary>The gate for calls: an emergency call of a registered phone is not held up by a challenge (D22), every other one shows its password.</summary>
internal sealed class PhoneGate(ICallerGate gate, BindingTable bindings, Func<CompanyDirectory> directory) : ICallerGate
{
    public PhoneIdentity? Admit(InviteUas uas, SipMessage invite) =>
        IsEmergency(invite) && bindings.RegisteredAt(uas.From) is { } known ? known : gate.Admit(uas, invite);

    public bool Admit(InviteUas uas, SipMessage invite, Trunk trunk) => IsEmergency(invite) || gate.Admit(uas, invite, trunk);

    // NUM-6: as it is, or behind a break-out digit or the country code; phone-context changes nothing.
    private bool IsEmergency(SipMessage invite)
    {
        if (invite.RequestUri.StartsWith("urn:service:sos"u8))
            return true;
        if (!SipUriView.TryParse(invite.RequestUri, out var uri) || uri.User.IsEmpty)
            return false;
        var end = uri.User.IndexOf((byte)';');
        var user = System.Text.Encoding.ASCII.GetString(end < 0 ? uri.User : uri.User[..end]);
        var emergency = directory().Numbering.EmergencyNumbers;
        return emergency.Contains(user)
            || (user.Length == 4 && emergency.Contains(user[1..]))
            || (user.StartsWith("+48", StringComparison.Ordinal) && emergency.Contains(user[3..]))
            || (user.StartsWith("0048", StringComparison.Ordinal) && emergency.Contains(user[4..]));
    }
}
