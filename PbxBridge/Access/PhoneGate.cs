using PbxBridge.Calls;
using PbxBridge.Registrar;
using PbxBridge.Routing.Companies;
using PbxBridge.Sip.Dialogs;
using PbxBridge.Sip.Messages;
using PbxBridge.Trunks;

namespace PbxBridge.Access;

/// <summary>Who may place a call: a phone that shows its password, and a trunk that has credentials beside its address.</summary>
internal sealed class PhoneGate(CallerGate gate, BindingTable bindings, Func<CompanyDirectory> directory) : ICallerGate
{
    public PhoneIdentity? Admit(InviteUas uas, SipMessage invite)
    {
        // D22: an emergency call is not held up by a challenge when the phone is known by its registration.
        if (IsEmergency(invite) && bindings.OwnerOf(uas.From) is { } known)
            return known;
        return gate.Check(uas, invite) is { IsAccepted: true, Softphone: { } owner } ? new PhoneIdentity(owner.Company.Id, owner.Softphone.User) : null;
    }

    public bool Admit(InviteUas uas, SipMessage invite, Trunk trunk) =>
        directory().TrunkOf(trunk.Id)?.Trunk.Credentials is not { } credentials || gate.Check(uas, invite, credentials).IsAccepted;

    private bool IsEmergency(SipMessage invite) =>
        SipUriView.TryParse(invite.RequestUri, out var uri)
        && uri.User.Length is > 0 and <= 4
        && directory().Numbering.EmergencyNumbers.Contains(System.Text.Encoding.ASCII.GetString(uri.User));
}
